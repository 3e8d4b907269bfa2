import type { Issue } from "../issue.ts";
import { BITS_WARNED } from "../limits.ts";
import type { Pattern } from "../page-patterns.ts";
import type { Plan } from "../plan.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";
import { circles } from "./circles.ts";
import { forgeableOffers } from "./offers.ts";
import { unreachable } from "./reach.ts";
import { rivals } from "./rivals.ts";
import { ruleSearch } from "./rule-search.ts";
import { countedTwice } from "./twice.ts";
import { unused } from "./unused.ts";

/** A site file that can be served, and what was made of it. */
export interface Warned {
  readonly site: Site;
  readonly rules: SiteRules;
  readonly plan: Plan;
}

/** What a site file that can be served would better be without. Nothing is told that isn't certain. */
export function warningsOf({ site, rules, plan }: Warned, pattern: Pattern): Issue[] {
  const find = ruleSearch(plan, rules);
  return [
    ...unreachable(site, rules, find),
    ...rivals(site, rules, find, pattern),
    ...circles(site, rules, find, pattern),
    ...forgeableOffers(site, rules, plan, find),
    ...unused(site, rules),
    ...countedTwice(site),
    ...bits(plan),
  ];
}

function bits(plan: Plan): Issue[] {
  if (plan.bits <= BITS_WARNED) return [];
  const message = `a profile reveals up to ${plan.bits.toFixed(1)} bits, more than ${BITS_WARNED}: enough to tell one visitor from ${magnitude(plan.bits)} others`;
  const own = plan.bits - plan.experiments.reduce((sum, { states }) => sum + Math.log2(states), 0);
  return [{ path: own > BITS_WARNED ? "attributes" : "experiments", message }];
}

function magnitude(bits: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", compactDisplay: "long" }).format(2 ** bits);
}
