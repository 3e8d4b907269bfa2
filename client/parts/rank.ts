import type { Recent } from "../../shared/recommend/recent.ts";
import { rank, type Ranking } from "../../shared/recommend/rank.ts";
import { candidatesOf, doStill, fillPlaces, itemsIn } from "../recommend/places.ts";

/** What a device knows of its visitor on this page. */
export interface Known {
  readonly recent: Recent;
  /** The item of the page. */
  readonly own: string | undefined;
  /** UTC day number. */
  readonly today: number;
}

const rankingOf = (items: readonly HTMLElement[], { recent, ...page }: Known, show: number): Ranking =>
  rank(candidatesOf(items), { ...recent, ...page }, show);

/**
 * Puts first in a row what fits its visitor best, and says why, where nothing moves by that; else it stays as the edge has
 * sent it, but for what isn't wanted.
 */
export function rankRow(row: HTMLElement, known: Known): void {
  const items = itemsIn(row);
  const shown = items.filter((item) => !item.hidden);
  const { order, fit, because } = rankingOf(items, known, shown.length);
  const wanted = order.slice(0, shown.length).map((at) => items[at]!);
  const put = () => fillPlaces(shown, wanted);
  const say = whyIn(row, known.recent.items.find(({ id }) => id === because?.id)?.title);
  const both = () => {
    const back = put();
    const unsay = say();
    return () => {
      unsay();
      back();
    };
  };
  // Nothing is said where no room is kept for it, nor of what couldn't be done.
  if (!doStill(row, both)) doStill(row, put);
  const unwanted = order.slice(fit).map((at) => items[at]!);
  // Its place stays, so that nothing moves.
  for (const item of unwanted) if (!item.hidden) item.style.visibility = "hidden";
}

/** What says why in a row, by the title of an item; it returns what takes that back. */
function whyIn(row: HTMLElement, title: string | undefined): () => () => void {
  const why = row.querySelector<HTMLElement>("[data-selvedge-because]");
  const text = why?.textContent;
  if (!title || !text?.includes("{{title}}")) return () => () => {};
  return () => {
    why!.textContent = text.replace("{{title}}", () => title);
    why!.hidden = false;
    return () => {
      why!.textContent = text;
      why!.hidden = true;
    };
  };
}

/** Puts the next best in the place of an item that isn't wanted, and returns it; without one the place goes. */
export function replaceItem(item: HTMLElement, row: HTMLElement, known: Known): HTMLElement | undefined {
  const items = itemsIn(row);
  const { order, fit } = rankingOf(items, known, 0);
  const next = order
    .slice(0, fit)
    .map((at) => items[at]!)
    .find(({ hidden }) => hidden);
  if (next) fillPlaces([item], [next]);
  else item.hidden = true;
  return next;
}
