import type { Recent } from "../../shared/recommend/recent.ts";
import { rank, type Ranking } from "../../shared/recommend/rank.ts";
import { candidateOf, doStill, fillPlaces, itemsIn } from "../recommend/places.ts";

/** What a device knows of its visitor on this page. */
export interface Known {
  readonly recent: Recent;
  /** The item of the page. */
  readonly own: string | undefined;
  /** UTC day number. */
  readonly today: number;
}

const rankingOf = (items: readonly HTMLElement[], { recent, ...page }: Known, show: number): Ranking =>
  rank(items.map(candidateOf), { ...recent, ...page }, show);

/**
 * Puts first in a row what fits its visitor best, where nothing moves by that; else it stays as the edge has sent it, but
 * for what isn't wanted. Then says why.
 */
export function rankRow(row: HTMLElement, known: Known): void {
  const items = itemsIn(row);
  const shown = items.filter((item) => !item.hidden);
  const { order, fit, because } = rankingOf(items, known, shown.length);
  const wanted = order.slice(0, shown.length).map((at) => items[at]!);
  const isRanked = doStill(row, () => fillPlaces(shown, wanted));
  const unwanted = order.slice(fit).map((at) => items[at]!);
  // Its place stays, so that nothing moves.
  for (const item of unwanted) if (!item.hidden) item.style.visibility = "hidden";
  const title = isRanked && recentTitle(known, because?.id);
  if (title) sayWhy(row, title);
}

const recentTitle = ({ recent }: Known, id: string | undefined) =>
  recent.items.find((item) => item.id === id)?.title;

/** Only where room is kept for it. */
function sayWhy(row: HTMLElement, title: string): void {
  const why = row.querySelector<HTMLElement>("[data-selvedge-because]");
  const text = why?.textContent;
  if (!why || !text?.includes("{{title}}")) return;
  doStill(row, () => {
    why.textContent = text.replace("{{title}}", () => title);
    why.hidden = false;
    return () => {
      why.textContent = text;
      why.hidden = true;
    };
  });
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
