import { type Issue, joinPath } from "../issue.ts";
import type { Rule } from "../rule.ts";
import type { RedirectBlock } from "../site/block-schema.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";
import { anyOf, type Pattern } from "../page-patterns.ts";
import { testedBlocks } from "../experiment/block-tests.ts";
import type { RuleSearch } from "./rule-search.ts";

/** One way out of a page: a redirect, in one of its cases. */
interface Way {
  readonly id: string;
  readonly block: RedirectBlock;
  /** The path that it leads to; undefined where that isn't always the same page of the site. */
  readonly to: string | undefined;
  readonly applies: Rule;
  /** Whether it is meant for a path. */
  readonly isOn: (path: string) => boolean;
}

/** Facts of a request that may change on the way. */
const OF_THE_PAGE = /^context(?:$|\.(?:path|source|medium|campaign|referrer)\b)/;
/** Of more ways than this only the first are looked at. */
const WAYS = 200;

/**
 * Redirects that lead in a circle over several blocks, which for those who meet all of them are no redirects at all.
 * Told once for each circle, at its first block in the file.
 */
export function circles(site: Site, rules: SiteRules, find: RuleSearch, pattern: Pattern): Issue[] {
  const ways = waysOf(site, rules, pattern);
  const issues: Issue[] = [];
  const told = new Set<string>();
  for (const start of ways) {
    const circle = circleFrom(start, ways, (chain) => isWalked(chain, ways, find));
    if (!circle) continue;
    const ids = [...new Set(circle.map(({ id }) => id))];
    const key = [...ids].sort().join();
    if (told.has(key)) continue;
    told.add(key);
    const names = [...ids, ids[0]!].map((id) => `"${id}"`).join(" → ");
    const message = `leads in a circle (${names}): who meets the conditions of all of them is sent nowhere`;
    issues.push({ path: joinPath("blocks", start.id), message });
  }
  return issues;
}

/** All redirects; those with a path have conditions that hold on every page or on none. */
function waysOf(site: Site, rules: SiteRules, pattern: Pattern): readonly Way[] {
  const ways: Way[] = [];
  const isExcluded = anyOf(site.exclude, pattern);
  const tested = testedBlocks(site);
  for (const [id, block] of Object.entries(site.blocks)) {
    // Who gets one that is tested is a matter of chance.
    if (block.op !== "redirect" || tested.has(id)) continue;
    const { rule, cases } = rules.blocks[id]!;
    const isOn = anyOf(block.pages, pattern);
    const texts = block.cases?.map(({ to }) => to) ?? [block.to ?? ""];
    texts.forEach((to, index) => {
      const path = to.startsWith("/") && !to.includes("{{") ? to.replace(/[?#].*$/s, "") : undefined;
      const earlier = cases.slice(0, index).map((entry) => ({ not: entry.rule }));
      const applies: Rule = { all: [rule, cases[index]!.rule, ...earlier] };
      const isFixed = path !== undefined && !isExcluded(path) && !readsPage(applies, rules);
      ways.push({ id, block, to: isFixed ? path : undefined, applies, isOn });
    });
  }
  return ways.slice(0, WAYS);
}

/** The shortest circle over at least two blocks that begins with a way and that somebody walks. */
function circleFrom(
  start: Way,
  ways: readonly Way[],
  isCircle: (chain: readonly Way[]) => boolean,
): readonly Way[] | undefined {
  const queue: (readonly Way[])[] = [[start]];
  const seen = new Set<Way>([start]);
  for (const chain of queue) {
    const { to } = chain.at(-1)!;
    if (to === undefined) continue;
    for (const next of ways.filter(({ isOn }) => isOn(to))) {
      if (next === start && chain.length > 1 && isCircle(chain)) return chain;
      if (seen.has(next) || next.to === to) continue;
      seen.add(next);
      queue.push([...chain, next]);
    }
  }
  return undefined;
}

/** Whether somebody, on some day, is sent along all of these, and on none of their pages by another block. */
function isWalked(chain: readonly Way[], ways: readonly Way[], find: RuleSearch): boolean {
  const froms = chain.map(({ block }) => block.from ?? "").sort();
  const untils = chain.map(({ block }) => block.until ?? "9999-99-99").sort();
  if (froms.at(-1)! > untils[0]!) return false;
  const stronger = chain.flatMap(({ to }, index) => {
    const next = chain[(index + 1) % chain.length]!;
    return ways.filter(
      (way) => way.id !== next.id && way.block.priority >= next.block.priority && way.isOn(to!),
    );
  });
  const others = stronger.filter((way) => !chain.includes(way)).map(({ applies }) => applies);
  return find({ all: chain.map(({ applies }) => applies) }, { any: others }) === "somebody";
}

/** Whether a rule may hold on one page and not on the next one. */
function readsPage(rule: Rule, rules: SiteRules): boolean {
  if ("all" in rule) return rule.all.some((part) => readsPage(part, rules));
  if ("any" in rule) return rule.any.some((part) => readsPage(part, rules));
  if ("not" in rule) return readsPage(rule.not, rules);
  if ("segment" in rule) {
    const meant = rules.segments[rule.segment];
    return meant !== undefined && readsPage(meant, rules);
  }
  if (!("context" in rule)) return false;
  return Object.keys(rule.context).some((name) => OF_THE_PAGE.test(name));
}
