import { type Issue, joinPath } from "../issue.ts";
import type { Rule } from "../rule.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";
import type { RuleSearch } from "./rule-search.ts";

/** Segments, blocks and cases that nobody can ever get. Only what is certain is told. */
export function unreachable(site: Site, rules: SiteRules, find: RuleSearch): Issue[] {
  const issues: Issue[] = [];
  const warn = (path: string, message: string) => void issues.push({ path, message });
  for (const [id, rule] of Object.entries(rules.segments)) {
    if (find(rule) === "nobody")
      warn(joinPath(joinPath("segments", id), "when"), "can never hold: what it asks for contradicts itself");
  }
  for (const [id, { rule, cases }] of Object.entries(rules.blocks)) {
    const path = joinPath("blocks", id);
    if (find(rule) === "nobody") {
      warn(joinPath(path, "when"), "can never hold, so nobody ever sees this block");
      continue;
    }
    // Its cases are ours: that it can't be asked for some levels is nothing to mend.
    if ("reward" in site.blocks[id]!) continue;
    cases.forEach((entry, index) => {
      const both: Rule = { all: [rule, entry.rule] };
      const place = joinPath(joinPath(path, "cases"), index);
      if (find(both) === "nobody") {
        const why =
          index === 0 && cases.length === 1 ? "can never hold" : "can never hold where the block is shown";
        warn(joinPath(place, "when"), why);
      } else if (
        index > 0 &&
        find(both, { any: cases.slice(0, index).map((each) => each.rule) }) === "nobody"
      ) {
        warn(place, "is never shown: wherever it could be, a case before it is");
      }
    });
  }
  return issues;
}
