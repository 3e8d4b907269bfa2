import { itemFrom } from "../recommend/fields.ts";
import { doStill } from "../recommend/places.ts";
import type { Known } from "./rank.ts";

/**
 * Fills a row with what was looked at last, the latest first: never the page's own, nor what isn't wanted. Returns whether
 * that is done: where something that can be seen would move, it may be later, when the row is out of sight.
 */
export function fillRow(row: HTMLElement, { recent: { items, less }, own }: Known): boolean {
  const template = row.querySelector<HTMLTemplateElement>("template[data-selvedge-item-template]");
  const show = Number(row.dataset["selvedgeShow"]);
  const made = items
    .filter(({ id, viewed, title }) => viewed !== undefined && title && id !== own)
    .filter(({ id }) => !less.some((other) => other.id === id))
    .slice(-show)
    .reverse()
    .flatMap((item) => (template && itemFrom(template, item)) ?? []);
  if (made.length === 0) return true;
  // With its heading, where the owner has hidden that with it.
  const hidden = row.closest<HTMLElement>("[hidden]");
  return doStill(row, () => {
    row.append(...made);
    if (hidden) hidden.hidden = false;
    return () => {
      if (hidden) hidden.hidden = true;
      for (const item of made) item.remove();
    };
  });
}
