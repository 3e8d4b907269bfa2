import { UNKNOWN } from "../../shared/condition.ts";
import { dayOf } from "../../shared/day.ts";
import { AHEAD_CHARACTERS } from "../../shared/limits.ts";
import type { Ahead } from "../../shared/tag-mode.ts";
import type { Scope } from "../scope.ts";
import { bucketsOf, type Recognized } from "../visitor.ts";
import type { Away } from "./envelope.ts";
import { pageContext } from "./page-context.ts";

/**
 * What the next page of this visit is decided on before it has asked, as pages behind the Worker are: what is
 * acknowledged now, and that the visitor comes from within the site. Null without a projection, or where it is long.
 */
export function aheadFor(
  request: Request,
  language: string,
  known: Recognized,
  scope: Scope,
  { origin }: Away,
): Ahead | null {
  // What somebody has switched off is looked at page by page.
  if (!known.projection || known.projection.off) return null;
  const within: Away = { origin, referrer: `${origin}/`, query: "" };
  const context = { ...pageContext(request, "/", scope, within), path: UNKNOWN };
  const visitors = (context as Readonly<Record<string, unknown>>)["language"];
  const ahead = scope.compiled.ahead(
    {
      path: "/",
      day: dayOf(scope.now),
      buckets: bucketsOf(known.projection, "now", scope.compiled),
      context,
      variants: known.projection.variants,
    },
    [language || undefined, typeof visitors === "string" ? visitors : undefined],
  );
  const told = scope.compiled.site.redraws ? { ...ahead, redraws: true as const } : ahead;
  return JSON.stringify(told).length > AHEAD_CHARACTERS ? null : told;
}
