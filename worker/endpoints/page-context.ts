import { UNKNOWN } from "../../shared/condition.ts";
import { arrivalFrom } from "../../shared/referrer.ts";
import { type Context, contextOf } from "../context.ts";
import type { Scope } from "../scope.ts";
import { type Away, urlAway } from "./envelope.ts";

/** How the visitor arrived at a page is known to the request for the page alone. */
const ARRIVAL_NAMES = ["source", "medium", "campaign", "referrer", "referrerHost"] as const;

/** The context of a page that isn't the one requested now. In tag mode that page may have told how its visitor arrived. */
export function pageContext(
  request: Request,
  path: string,
  { compiled, now, overrides }: Scope,
  away?: Away,
): Context {
  const url = away && urlAway(away, path);
  const arrival =
    url && away.referrer !== undefined
      ? arrivalFrom(away.referrer, url.hostname, url.searchParams)
      : Object.fromEntries(ARRIVAL_NAMES.map((name) => [name, UNKNOWN]));
  const facts = contextOf(request, compiled.site.languages, now, {}, url);
  return { ...facts, ...arrival, path, ...overrides };
}
