import { element } from "../widget/element.ts";
import { adopt, sheetOf } from "../widget/surface.ts";
import { elementOf, type MarkedBlock } from "./find.ts";
import { layerOf, spotsOf, wordsOf } from "./spot.ts";
import { markStyle } from "./style.ts";

const NAME = "selvedge-marks";

const page = document.documentElement;

/** How often at most places are looked for anew. */
const LOOK_MILLISECONDS = 150;
/** The same while the page is loading, when much of it comes one after the other. */
const LOADING_MILLISECONDS = 1000;

/** The mark of one element, and of all blocks that are about it. */
interface Mark {
  readonly on: HTMLElement;
  readonly blocks: MarkedBlock[];
  readonly button: HTMLButtonElement;
  /** Where it stands, from the corner of its element; undefined: it has no place. */
  at?: { readonly x: number; readonly y: number } | undefined;
}

/**
 * Puts a mark on each block, and keeps it there while the page moves. It stands behind the page in the order of
 * reading and tabbing, and touches nothing of the page. Called twice it is there once.
 */
export function putMarks(
  blocks: readonly MarkedBlock[],
  label: { readonly text: string; readonly lang: string; readonly dir: string },
  press: (button: HTMLButtonElement, blocks: readonly MarkedBlock[]) => void,
): void {
  if (document.querySelector(NAME)) return;
  const host = document.createElement(NAME);
  const root = host.attachShadow({ mode: "open" });
  adopt(root, sheetOf(markStyle));
  page.append(host);
  const buttons = new WeakMap<HTMLElement, HTMLButtonElement>();
  let marks: readonly Mark[] = [];
  let waiting = false;
  let looking = 0;

  const buttonOf = (on: HTMLElement): HTMLButtonElement => {
    const known = buttons.get(on);
    if (known) return known;
    const { text, lang, dir } = label;
    const name = `${text} ${wordsOf(on)}`.trim();
    const made = element("button", { type: "button", class: "mark", part: "mark", title: text, lang, dir });
    made.setAttribute("aria-label", name);
    made.setAttribute("aria-haspopup", "dialog");
    made.addEventListener("click", () => {
      press(made, marks.find(({ button }) => button === made)!.blocks);
    });
    buttons.set(on, made);
    return made;
  };
  const find = (): readonly Mark[] => {
    const found = new Map<HTMLElement, Mark>();
    for (const block of blocks) {
      const on = elementOf(block);
      const shared = on && found.get(on);
      if (shared) shared.blocks.push(block);
      else if (on) found.set(on, { on, blocks: [block], button: buttonOf(on) });
    }
    return [...found.values()];
  };
  // All is read before anything is written, else the browser would lay the page out anew for each mark.
  const place = () => {
    marks = find();
    const spots = spotsOf(marks.map(({ on }) => on));
    const layers = marks.map((mark, index) => {
      const spot = spots[index];
      const { left, top } = mark.on.getBoundingClientRect();
      mark.at = spot && { x: spot.left - left, y: spot.top - top };
      return layerOf(mark.on);
    });
    // What is there already stays where it is, with the focus that it may have.
    for (const old of root.querySelectorAll("button"))
      if (!marks.some(({ button }) => button === old)) old.remove();
    marks.forEach(({ on, button }, index) => {
      button.style.setProperty("z-index", layers[index]!);
      resizes.observe(on);
    });
  };
  const draw = () => {
    waiting = false;
    const origin = host.getBoundingClientRect();
    const boxes = marks.map(({ on }) => on.getBoundingClientRect());
    marks.forEach(({ on, button, at }, index) => {
      const { left, top } = boxes[index]!;
      button.hidden = at === undefined || !on.isConnected;
      if (!button.isConnected) root.append(button);
      if (at)
        button.style.setProperty(
          "transform",
          `translate(${left + at.x - origin.left}px,${top + at.y - origin.top}px)`,
        );
    });
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(() => safely(draw));
    waiting = true;
  };
  const look = () => {
    // Whatever was to be looked at is seen now.
    clearTimeout(looking);
    looking = 0;
    place();
    draw();
  };
  // A page that never rests must not be measured all the time.
  const anew = () => {
    const wait = document.readyState === "complete" ? LOOK_MILLISECONDS : LOADING_MILLISECONDS;
    looking ||= setTimeout(() => whenIdle(look), wait);
  };
  // Of each element it is told once when it begins to be watched, which is no news.
  const sizes = new WeakMap<Element, string>();
  const isResized = ({ target, contentRect: { width, height } }: ResizeObserverEntry) => {
    const [before, size] = [sizes.get(target), `${width} ${height}`];
    sizes.set(target, size);
    return before !== undefined && before !== size;
  };
  const resizes = new ResizeObserver((entries) => entries.filter(isResized).length > 0 && anew());
  resizes.observe(page);
  // The page itself takes its marks along; what scrolls within it, or is pinned to the window, doesn't.
  addEventListener("scroll", soon, { capture: true, passive: true });
  addEventListener("resize", anew);
  addEventListener("load", anew, { capture: true });
  const changes = new MutationObserver((records) => records.every(isOurs) || anew());
  changes.observe(page, { childList: true, subtree: true });
  whenIdle(look);
}

/** What is ours beside the page's body lies over the page: nothing of the page has moved for it. */
function isOurs({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  return (
    target === page &&
    [...addedNodes, ...removedNodes].every(({ nodeName }) => nodeName.startsWith("SELVEDGE-"))
  );
}

/** When the browser has drawn what there is and nothing else to do: then measuring costs no layout. */
function whenIdle(run: () => void): void {
  const idle: (then: () => void) => unknown = window.requestIdleCallback ?? setTimeout;
  idle(() => safely(run));
}

/** Nothing of ours is ever thrown into the page. */
function safely(run: () => void): void {
  try {
    run();
  } catch {
    // The page has what it came with.
  }
}
