import type { Condition } from "../condition/match.ts";
import { readsOf } from "../condition/reads.ts";
import type { When } from "../schema-parts.ts";
import { EXPECTED_TO, type RedirectBlock } from "./block-schema.ts";
import { checkCases } from "./check-cases.ts";
import { type Checking, checkTemplate } from "./checking.ts";
import type { Site } from "./schema.ts";

/** Facts of a request that differ from page to page, for one visitor at one time … */
const OF_THE_PATH = ["", "path"];
/** … and those that may with another query. */
const OF_THE_QUERY = ["source", "medium", "campaign", "referrer"];

/** Checks where a redirect leads: to a page of the site or to a listed host, and not to itself. */
export function checkRedirect(checking: Checking, block: RedirectBlock, path: string): void {
  const whens = [block.when, ...(block.cases ?? []).map((entry) => entry.when)];
  const reads = whens.flatMap((when) => contextOf(checking.site, when));
  checkCases(checking, "to", { own: block.to, cases: block.cases }, path, (to: string, place) => {
    const problem = problemWith(to, checking.site);
    if (problem !== undefined) checking.report(place, problem);
    else {
      checkTemplate(checking, to, "attribute-url", place);
      const changing = to.includes("?") ? [...OF_THE_PATH, ...OF_THE_QUERY] : OF_THE_PATH;
      if (!changing.some((name) => reads.includes(name))) refuseCircle(checking, block, to, place);
    }
  });
}

/** What can be told of where it leads before it is rendered. */
function problemWith(to: string, site: Site): string | undefined {
  const fixed = to.split("{{", 1)[0]!;
  const hasPlaceholders = fixed !== to;
  if (fixed === "" || /^https?:\/*$/i.test(fixed))
    return hasPlaceholders ? undefined : `${EXPECTED_TO}, got ${JSON.stringify(to)}`;
  const [, host, end] = /^https?:\/\/([^/?#\\]*)([/?#\\]?)/i.exec(fixed) ?? [];
  if (host !== undefined) {
    // With a placeholder in the host only what it is rendered to can be judged.
    const isWhole = end !== "" || !hasPlaceholders;
    return !isWhole || site.redirectHosts.includes(host.toLowerCase())
      ? undefined
      : `${JSON.stringify(host)} isn't among redirectHosts`;
  }
  if (!/^\/(?![/\\])/.test(fixed)) return `${EXPECTED_TO}, got ${JSON.stringify(to)}`;
  return undefined;
}

/** A redirect to one of its own pages, which it would lead away from again. */
function refuseCircle(
  { site, matches, report }: Checking,
  { pages }: RedirectBlock,
  to: string,
  place: string,
): void {
  if (!to.startsWith("/") || to.includes("{{")) return;
  const path = to.replace(/[?#].*$/s, "");
  if (site.exclude.some((pattern) => matches(pattern, path))) return;
  const own = pages ? pages.find((pattern) => matches(pattern, path)) : "/*";
  if (own === undefined) return;
  const among = pages ? `among its own pages (${own})` : 'one of its own pages, since it has no "pages"';
  report(place, `leads in a circle: ${path} is ${among}`);
}

/** What a condition and its segments read of the context. */
function contextOf(site: Site, when: When | undefined, seen = new Set<string>()): readonly string[] {
  if (when === undefined) return [];
  const named = typeof when === "string" ? [when] : Array.isArray(when) ? when : undefined;
  const reads = named ? undefined : readsOf(when as Condition);
  const inner = [...(named ?? reads!.segments)].flatMap((id) => {
    if (seen.has(id) || !Object.hasOwn(site.segments, id)) return [];
    seen.add(id);
    return contextOf(site, site.segments[id]!.when, seen);
  });
  return [...(reads?.context ?? []), ...inner];
}
