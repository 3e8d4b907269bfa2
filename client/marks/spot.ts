import { visibleBox } from "./find.ts";
import { obstaclesIn } from "./obstacles.ts";
import { type Box, freePlace, intersection, MARK_PIXELS, widened } from "./place.ts";

/** Of the words of a block so many are read with its mark, to tell it from others. */
const WORDS_CHARACTERS = 60;

/** A free place for the mark of each element, all of which can be seen; undefined where there is none. */
export function spotsOf(elements: readonly HTMLElement[]): readonly (Box | undefined)[] {
  const page = document.documentElement;
  const { top } = page.getBoundingClientRect();
  const all = {
    left: 0,
    right: page.clientWidth,
    top: Math.min(top, 0),
    bottom: Math.max(top + page.scrollHeight, page.clientHeight),
  };
  const shown = elements.map((on) => intersection(visibleBox(on)!, all));
  // Looked for once for all: pages are large.
  const taken = obstaclesIn(shown.map((box) => widened(box, 2 * MARK_PIXELS)));
  return shown.map((box, index) => {
    const spot = freePlace(box, taken, all, getComputedStyle(elements[index]!).direction === "rtl");
    if (spot) taken.push(spot);
    return spot;
  });
}

/** The layer of the page that an element is in: a mark above that is still below what the page lays over it. */
export function layerOf(on: Element): string {
  let layer = "auto";
  for (let each: Element | null = on; each; each = each.parentElement) {
    const { zIndex } = getComputedStyle(each);
    if (zIndex !== "auto") layer = zIndex;
  }
  return layer;
}

/** The heading of an element, or else how it begins. */
export function wordsOf(on: HTMLElement): string {
  const heading = on.querySelector<HTMLElement>("h1,h2,h3,h4,h5,h6");
  const words = (heading ?? on).innerText.replaceAll(/\s+/g, " ").trim();
  return words.length > WORDS_CHARACTERS ? `${words.slice(0, WORDS_CHARACTERS)}…` : words;
}
