import { aboutIn } from "../../shared/recommend/about.ts";
import type { Candidate } from "../../shared/recommend/rank.ts";
import { beside, boxOf } from "../views/still.ts";

// The places of a row of items: what stands in them changes, they themselves stay where they are.

/** The items in a row that may change places, in the order of the page; what the owner has pinned stays. */
export function itemsIn(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("[data-selvedge-candidate]:not([data-selvedge-pinned])")];
}

/** What items say of themselves. */
export function candidatesOf(items: readonly HTMLElement[]): Candidate[] {
  const known = new Map<string, string>();
  return items.map((item) => ({
    id: item.getAttribute("data-selvedge-candidate")!,
    about: aboutIn(item.getAttribute("data-selvedge-about") ?? "", known),
  }));
}

/**
 * Puts items in the places of those that are shown; these take the places that come free, hidden where they aren't among
 * the new ones. Each moved element is taken out and put in again, so none moves as browsers see it. Returns what undoes it.
 */
export function fillPlaces(shown: readonly HTMLElement[], wanted: readonly HTMLElement[]): () => void {
  const left = shown.filter((item) => !wanted.includes(item));
  const newcomers = wanted.filter((item) => !shown.includes(item));
  const before = [...shown, ...newcomers];
  const after = [...wanted, ...left];
  arrange(before, after);
  for (const item of left) item.hidden = true;
  for (const item of newcomers) item.hidden = false;
  return () => {
    arrange(after, before);
    for (const item of left) item.hidden = false;
    for (const item of newcomers) item.hidden = true;
  };
}

/** Puts each of the second list where the one at its place in the first is now. */
function arrange(there: readonly HTMLElement[], then: readonly HTMLElement[]): void {
  const moved = there.flatMap((item, at) => (item === then[at] ? [] : [at]));
  const marks = moved.map((at) => {
    const mark = new Comment();
    there[at]!.replaceWith(mark);
    return mark;
  });
  moved.forEach((at, index) => marks[index]!.replaceWith(then[at]!));
}

/**
 * Does something to a row and keeps it where nothing that can be seen moves or changes its size; else it is undone before
 * anybody has seen it. `act` returns what undoes it.
 */
export function doStill(row: HTMLElement, act: () => () => void): boolean {
  const before = boxesOf(row);
  const undo = act();
  if (boxesOf(row) === before || row.getBoundingClientRect().top >= innerHeight) return true;
  undo();
  return false;
}

/** What must not change: the row, what is around it, the places in it with their pictures. */
function boxesOf(row: HTMLElement): string {
  const places = [...row.querySelectorAll("[data-selvedge-candidate]:not([hidden])")];
  const pictures = places.flatMap((place) => [...place.querySelectorAll("img,video,iframe")]);
  return [...beside(row), ...places, ...pictures].map(boxOf).join(" ");
}
