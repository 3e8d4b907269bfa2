import { visibleBox } from "./find.ts";
import { obstaclesIn } from "./obstacles.ts";
import { type Box, freePlace, intersection, MARK_PIXELS, topOf, widened } from "./place.ts";

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
  const spots: (Box | undefined)[] = shown.map(() => undefined);
  // Most find one at their top; only for those that don't, all that is in them is looked at. Each time once for all.
  for (const isTop of [true, false]) {
    const left = shown.flatMap((box, index) => (spots[index] ? [] : [{ box, index }]));
    const taken = obstaclesIn(left.map(({ box }) => (isTop ? topOf(box) : widened(box, 2 * MARK_PIXELS))));
    for (const { box, index } of left) {
      const rtl = getComputedStyle(elements[index]!).direction === "rtl";
      const others = spots.filter((spot) => spot !== undefined);
      spots[index] = freePlace(box, [...taken, ...others], all, rtl, isTop);
    }
  }
  return spots;
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
