import { joinPath } from "../../shared/issue.ts";
import { buildPlan, type Plan, type PlanEntry } from "../../shared/plan.ts";
import { leavesOf, type Rule } from "../../shared/rule.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { SiteRules } from "../../shared/site-rules.ts";

/** What an attribute reveals. */
export interface AttributeCost {
  readonly id: string;
  readonly kind: string;
  readonly buckets: number;
  /** Log2 of its states: the buckets, and the days on which they will change by themselves. */
  readonly bits: number;
}

/** What a condition makes a profile reveal: so many bits fewer without it, all others being as they are. */
export interface ConditionCost {
  readonly path: string;
  readonly attributes: readonly string[];
  readonly bits: number;
}

/** What of a profile leaves the device, and why. */
export interface PlanCosts {
  readonly hash: string;
  readonly bits: number;
  readonly attributes: readonly AttributeCost[];
  readonly conditions: readonly ConditionCost[];
}

/** The costs of a plan: by attribute in the order of the site file, by condition the dearest first. */
export function planCosts(site: Site, rules: SiteRules, plan: Plan): PlanCosts {
  const entries = new Map([...plan.entries, ...plan.constants].map((entry) => [entry.id, entry]));
  const attributes = Object.keys(site.attributes).flatMap((id) => {
    const entry = entries.get(id);
    return entry
      ? [{ id, kind: entry.attribute.kind, buckets: entry.attribute.buckets!.count, bits: bitsOf(entry) }]
      : [];
  });
  const conditions = namedRules(rules).flatMap(({ path, rule }): ConditionCost[] => {
    const read = [...new Set(leavesOf(rule).map((leaf) => leaf.attribute))];
    return read.length === 0
      ? []
      : [{ path, attributes: read, bits: saving(site, rules, entries, rule, read) }];
  });
  return {
    hash: plan.hash,
    bits: plan.bits,
    attributes,
    conditions: conditions.sort((one, other) => other.bits - one.bits),
  };
}

/** Bits that would be spared without a rule. */
function saving(
  site: Site,
  rules: SiteRules,
  entries: ReadonlyMap<string, PlanEntry>,
  rule: Rule,
  read: readonly string[],
): number {
  // Two conditions that say the same can be one rule, of which only one goes.
  const own = rules.all.indexOf(rule);
  // Other attributes stay as they are, so they needn't be looked at.
  const all = rules.all.filter(
    (other, index) => index !== own && leavesOf(other).some((leaf) => read.includes(leaf.attribute)),
  );
  const printed = new Set(read.filter((id) => rules.printed.has(id)));
  const without = new Map(
    buildPlan(site, { ...rules, all, printed }).entries.map((entry) => [entry.id, entry]),
  );
  const sum = (plan: ReadonlyMap<string, PlanEntry>) =>
    read.reduce((bits, id) => bits + (plan.has(id) ? bitsOf(plan.get(id)!) : 0), 0);
  return sum(entries) - sum(without);
}

function bitsOf({ attribute, codec }: PlanEntry): number {
  return attribute.buckets!.count > 1 ? Math.log2(codec.states) : 0;
}

function namedRules(rules: SiteRules): { path: string; rule: Rule }[] {
  return [
    ...Object.entries(rules.segments).map(([id, rule]) => ({
      path: joinPath(joinPath("segments", id), "when"),
      rule,
    })),
    ...Object.entries(rules.blocks).flatMap(([id, block]) => {
      const path = joinPath("blocks", id);
      const cases = block.cases.map((entry, index) => ({
        path: joinPath(joinPath(joinPath(path, "cases"), index), "when"),
        rule: entry.rule,
      }));
      return [{ path: joinPath(path, "when"), rule: block.rule }, ...cases];
    }),
  ];
}
