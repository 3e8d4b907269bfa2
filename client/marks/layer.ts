import { element } from "../widget/element.ts";
import { adopt, sheetOf } from "../widget/surface.ts";
import { elementOf, type MarkedBlock } from "./find.ts";
import type { Box } from "./place.ts";
import { layerOf, spotOf, wordsOf } from "./spot.ts";
import { markStyle } from "./style.ts";

const NAME = "selvedge-marks";

/** How often at most places are looked for anew. */
const LOOK_MILLISECONDS = 150;

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
  document.documentElement.append(host);
  const buttons = new WeakMap<HTMLElement, HTMLButtonElement>();
  let marks: readonly Mark[] = [];
  let waiting = false;
  let looking = 0;
  let stale = true;

  const buttonOf = (on: HTMLElement): HTMLButtonElement => {
    const known = buttons.get(on);
    if (known) return known;
    const { text, lang, dir } = label;
    const name = `${text} ${wordsOf(on)}`.trim();
    const made = element("button", { type: "button", class: "mark", part: "mark", title: text, lang, dir });
    made.setAttribute("aria-label", name);
    made.setAttribute("aria-haspopup", "dialog");
    made.addEventListener("click", () => {
      const mark = marks.find(({ button }) => button === made);
      if (mark) press(made, mark.blocks);
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
  const place = () => {
    marks = find();
    // What is there already stays where it is, with the focus that it may have.
    const wanted = new Set(marks.map(({ button }) => button));
    for (const old of root.querySelectorAll("button")) if (!wanted.has(old)) old.remove();
    const taken: Box[] = [];
    for (const mark of marks) {
      if (!mark.button.isConnected) root.append(mark.button);
      resizes.observe(mark.on);
      const spot = spotOf(mark.on, taken);
      if (spot) taken.push(spot);
      const { left, top } = mark.on.getBoundingClientRect();
      mark.at = spot && { x: spot.left - left, y: spot.top - top };
      mark.button.style.setProperty("z-index", layerOf(mark.on));
    }
  };
  const draw = () => {
    waiting = false;
    if (stale) place();
    stale = false;
    const origin = host.getBoundingClientRect();
    for (const { on, button, at } of marks) {
      button.hidden = at === undefined || !on.isConnected;
      if (button.hidden) continue;
      const { left, top } = on.getBoundingClientRect();
      const x = left + at!.x - origin.left;
      const y = top + at!.y - origin.top;
      button.style.setProperty("transform", `translate(${x}px,${y}px)`);
    }
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(() => safely(draw));
    waiting = true;
  };
  // A page that never rests must not be measured all the time.
  const anew = () => {
    looking ||= setTimeout(() => {
      looking = 0;
      stale = true;
      soon();
    }, LOOK_MILLISECONDS);
  };
  const resizes = new ResizeObserver(anew);
  resizes.observe(document.documentElement);
  // The page itself takes its marks along; what scrolls within it, or is pinned to the window, doesn't.
  addEventListener("scroll", soon, { capture: true, passive: true });
  addEventListener("resize", anew);
  addEventListener("load", anew, { capture: true });
  new MutationObserver(anew).observe(document.documentElement, { childList: true, subtree: true });
  soon();
}

/** Nothing of ours is ever thrown into the page. */
function safely(run: () => void): void {
  try {
    run();
  } catch {
    // The page has what it came with.
  }
}
