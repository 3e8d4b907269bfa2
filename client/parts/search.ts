import type { SiteEvent } from "../../shared/event.ts";

/** What was searched for on this page, if it shows the results of a search. */
export function searchEvent(): SiteEvent | undefined {
  const query = new URLSearchParams(location.search);
  const term = ["q", "s", "search", "query"].map((name) => query.get(name)).find(Boolean);
  return term ? { name: "search", properties: { term } } : undefined;
}
