import { lastDays, PRESETS, type Range, rangeOf } from "./days.ts";

/** Where in the dashboard somebody is: `#/experiments/hero?days=28`. */
export interface Route {
  readonly page: string;
  /** What of the page: an experiment. */
  readonly id?: string;
  readonly range: Range;
  /** Set where the range is one of `PRESETS`, so that a bookmark moves on with the days. */
  readonly days?: number;
}

const USUAL_DAYS = 28;

/** The route of an address's fragment. `now`: milliseconds since the epoch. */
export function routeOf(hash: string, now: number): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", id] = path.split("/").map((part) => decode(part));
  const asked = new URLSearchParams(query);
  const named = { page: page || "data", ...(id && { id }) };
  const range = rangeOf(asked.get("from"), asked.get("to"));
  if (range) return { ...named, range };
  const days = PRESETS.find((preset) => String(preset) === asked.get("days")) ?? USUAL_DAYS;
  return { ...named, range: lastDays(days, now), days };
}

/** The fragment that leads to a page, in the range of the route that one is at. */
export function hashOf(page: string, { range, days }: Pick<Route, "range" | "days">, id?: string): string {
  const query = days === undefined ? `from=${range.from}&to=${range.to}` : `days=${days}`;
  return `#/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}?${query}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
