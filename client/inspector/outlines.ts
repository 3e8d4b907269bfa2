import type { PreviewBlock, PreviewData } from "../../shared/preview/data.ts";
import { element } from "../widget/element.ts";

/** How many colours there are to tell blocks apart. */
const COLOURS = 6;
const FLASH_MILLISECONDS = 1200;

/** The class of a shown block's colour. */
export function colourOf(id: string, { blocks }: PreviewData): string {
  const at = blocks.filter(({ shown }) => shown).findIndex((block) => block.id === id);
  return `c${at % COLOURS}`;
}

/** The elements that a block is done to, as far as the page still has them. */
export function targetsOf({ target, limit }: Pick<PreviewBlock, "target" | "limit">): readonly Element[] {
  try {
    return [...document.querySelectorAll(target)].slice(0, limit);
  } catch {
    return [];
  }
}

/** Draws around what blocks have changed, above the page and without touching it. */
export interface Outlines {
  readonly show: (shown: boolean) => void;
  /** Draws around one element, as long as it is being looked at; undefined: around none. */
  readonly point: (at: Element | undefined, name: string) => void;
}

interface Box {
  readonly box: HTMLElement;
  readonly around: Element;
}

export function createOutlines(root: ShadowRoot, data: PreviewData): Outlines {
  const layer = element("div", { class: "boxes", "aria-hidden": "true" });
  root.append(layer);
  const pointer = boxOf("pointer", "");
  let pointed: Element | undefined;
  let boxes: readonly Box[] = [];
  let shown = false;
  let waiting = false;

  const find = () => {
    const found = new Map<Element, Box>();
    for (const block of data.blocks.filter((each) => each.shown)) {
      const beside = block.op === "before" || block.op === "after" ? ` ${block.op}` : "";
      for (const around of targetsOf(block)) {
        // Several blocks can change one element: then they share a box.
        const shared = found.get(around)?.box.firstElementChild;
        if (shared) shared.textContent += `, ${block.label}`;
        else found.set(around, { box: boxOf(`${colourOf(block.id, data)}${beside}`, block.label), around });
      }
    }
    return [...found.values()];
  };
  const draw = () => {
    waiting = false;
    for (const { box, around } of boxes) place(box, around);
    if (pointed) place(pointer, pointed);
  };
  const soon = () => {
    if (!waiting && (shown || pointed)) requestAnimationFrame(draw);
    waiting ||= shown || pointed !== undefined;
  };
  const anew = () => {
    boxes = shown ? find() : [];
    layer.replaceChildren(...boxes.map(({ box }) => box), ...(pointed ? [pointer] : []));
    soon();
  };

  addEventListener("scroll", soon, { capture: true, passive: true });
  addEventListener("resize", soon);
  addEventListener("load", anew, { capture: true });
  // Fonts and pictures that come late move what is around them.
  new ResizeObserver(soon).observe(document.body);
  // The page's own scripts put in and take away what blocks are done to.
  new MutationObserver(() => shown && anew()).observe(document.body, { childList: true, subtree: true });

  return {
    show(now) {
      shown = now;
      anew();
    },
    point(at, name) {
      pointed = at;
      pointer.firstElementChild!.textContent = name;
      anew();
    },
  };
}

function boxOf(kind: string, label: string): HTMLElement {
  return element("div", { class: `box ${kind}` }, element("span", { class: "tag" }, label));
}

/** Set through the object model, which no policy on styles is about. */
function place(box: HTMLElement, around: Element): void {
  const { top, left, width, height } = around.getBoundingClientRect();
  const { style } = box;
  style.setProperty("transform", `translate(${left}px,${top}px)`);
  style.setProperty("width", `${width}px`);
  style.setProperty("height", `${height}px`);
  box.hidden = width === 0 && height === 0;
  // At the top of the window a label above its box would be cut off.
  box.classList.toggle("low", top < 24);
}

/** Brings an element into sight, and draws the eye to it. */
export function flash(root: ShadowRoot, to: Element): void {
  const calm = matchMedia("(prefers-reduced-motion:reduce)").matches;
  to.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const layer = root.querySelector(".boxes");
  const box = boxOf("flash", "");
  layer?.append(box);
  const end = performance.now() + FLASH_MILLISECONDS;
  const follow = () => {
    place(box, to);
    if (performance.now() < end) requestAnimationFrame(follow);
    else box.remove();
  };
  follow();
}
