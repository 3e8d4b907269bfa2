import { shownAs } from "../ask/shown.ts";
import { type Issue, joinPath } from "../issue.ts";
import { placeOf } from "../compiled-block.ts";
import { anyOf, type Pattern } from "../page-patterns.ts";
import type { Rule } from "../rule.ts";
import type { Block } from "../site/block-schema.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";
import { testedBlocks } from "../experiment/block-tests.ts";
import { areApart } from "./tested.ts";
import type { RuleSearch } from "./rule-search.ts";

interface Rival {
  readonly id: string;
  readonly block: Block;
  readonly applies: Rule;
}

/**
 * Blocks that want the same element and operation, or lead away from the same page: one that always loses, and two of
 * which only the order in the file says who wins. Targets are compared as they are written, as the decision does.
 */
export function rivals(site: Site, rules: SiteRules, find: RuleSearch, pattern: Pattern): Issue[] {
  const issues: Issue[] = [];
  const tested = testedBlocks(site);
  for (const group of groupsOf(site, rules)) {
    group.forEach((loser, index) => {
      const stronger = group.slice(0, index);
      const path = joinPath("blocks", loser.id);
      // Who gets a block that is tested is a matter of chance.
      const covering = stronger.filter(
        (rival) => !tested.has(rival.id) && covers(rival.block, loser.block, pattern),
      );
      const applies = { any: covering.map((rival) => rival.applies) };
      if (
        covering.length > 0 &&
        find(loser.applies) !== "nobody" &&
        find(loser.applies, applies) === "nobody"
      ) {
        const does =
          loser.block.op === "redirect" ? "leads away from the page" : "does the same to the same element";
        const winners = covering.map((rival) => `"${rival.id}"`).join(" or ");
        issues.push({
          path,
          message: `never wins: wherever it could apply, ${winners} ${does} and comes first`,
        });
        return;
      }
      const equal = stronger.find(
        (rival) =>
          rival.block.priority === loser.block.priority &&
          meets(rival.block, loser.block, pattern) &&
          !areApart(site, rival.id, loser.id) &&
          find({ all: [rival.applies, loser.applies] }) === "somebody",
      );
      if (equal) {
        const share =
          loser.block.op === "redirect" ? "lead away from the same page" : "do the same to the same element";
        issues.push({
          path,
          message: `and "${equal.id}" ${share} with the same priority; where both match, "${equal.id}" wins, since it stands first: give one a higher priority`,
        });
      }
    });
  }
  return issues;
}

/** Blocks with the same target and operation, in the order in which they are chosen. */
function groupsOf(site: Site, rules: SiteRules): Rival[][] {
  const groups = new Map<string, Rival[]>();
  for (const [id, block] of Object.entries(site.blocks)) {
    const { rule, cases } = rules.blocks[id]!;
    const applies: Rule = { all: [rule, { any: cases.map((entry) => entry.rule) }] };
    const place = placeOf(id, shownAs(block));
    groups.set(place, [...(groups.get(place) ?? []), { id, block, applies }]);
  }
  return [...groups.values()].map((group) =>
    group.sort((one, other) => other.block.priority - one.block.priority),
  );
}

/** Whether a block is there on all pages and days on which the other one is. */
function covers(outer: Block, inner: Block, pattern: Pattern): boolean {
  const isLonger =
    (outer.from ?? "") <= (inner.from ?? "") &&
    (outer.until ?? "9999-99-99") >= (inner.until ?? "9999-99-99");
  if (!isLonger || outer.pages === undefined || outer.pages.includes("/*")) return isLonger;
  return inner.pages !== undefined && inner.pages.every((page) => isOn(outer.pages!, page, pattern));
}

/** Whether two blocks certainly share a page, and a day. */
function meets(one: Block, other: Block, pattern: Pattern): boolean {
  const from = [one.from ?? "", other.from ?? ""].sort().at(-1)!;
  const until = [one.until ?? "9999-99-99", other.until ?? "9999-99-99"].sort()[0]!;
  if (from > until) return false;
  if (one.pages === undefined || other.pages === undefined) return true;
  return (
    one.pages.some((page) => isOn(other.pages!, page, pattern)) ||
    other.pages.some((page) => isOn(one.pages!, page, pattern))
  );
}

/** Whether a page that is written as a pattern is certainly among the others. */
function isOn(patterns: readonly string[], page: string, pattern: Pattern): boolean {
  if (patterns.includes(page)) return true;
  const isOnePage = /^[\w/.~-]+$/.test(page);
  return isOnePage && anyOf(patterns, pattern)(page);
}
