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

/** What a condition, or the printing of a block, makes a profile reveal: so many bits fewer without it alone. */
export interface ConditionCost {
  readonly path: string;
  readonly attributes: readonly string[];
  readonly bits: number;
}

/** What an experiment reveals: log2 of its variants and none. */
export interface ExperimentCost {
  readonly id: string;
  readonly variants: number;
  readonly bits: number;
}

/** What of a profile leaves the device, and why. */
export interface PlanCosts {
  readonly hash: string;
  readonly bits: number;
  /** What visitors can switch off: so many of so many things at once, which reveals up to so many bits more. */
  readonly switchedOff: Plan["off"];
  readonly attributes: readonly AttributeCost[];
  /** Experiments, and the site's holdout: so many bits take their variants. */
  readonly experiments: readonly ExperimentCost[];
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
  const conditions = readersOf(rules).map(({ path, attributes: read, without }): ConditionCost => {
    const left = buildPlan(site, { ...rules, ...without }).entries;
    const bits = (all: Iterable<PlanEntry>) =>
      [...all].reduce((sum, entry) => sum + (read.includes(entry.id) ? bitsOf(entry) : 0), 0);
    return { path, attributes: read, bits: bits(entries.values()) - bits(left) };
  });
  return {
    hash: plan.hash,
    bits: plan.bits,
    switchedOff: plan.off,
    attributes,
    experiments: plan.experiments.map(({ id, variants, states }) => ({
      id,
      variants: variants.length,
      bits: Math.log2(states),
    })),
    conditions: conditions.sort((one, other) => other.bits - one.bits),
  };
}

function bitsOf({ attribute, codec }: PlanEntry): number {
  return attribute.buckets!.count > 1 ? Math.log2(codec.states) : 0;
}

/** Something that reads attributes, and what reads these attributes without it: others stay as they are anyway. */
interface Reader {
  readonly path: string;
  readonly attributes: readonly string[];
  readonly without: Pick<SiteRules, "all" | "printed">;
}

function readersOf(rules: SiteRules): Reader[] {
  const printedBy = printing(rules);
  const reader = (path: string, rule: Rule): Reader[] => {
    const attributes = [...new Set(leavesOf(rule).map((leaf) => leaf.attribute))];
    // Two conditions that say the same can be one rule, of which only one goes.
    const own = rules.all.indexOf(rule);
    const all = rules.all.filter((other, index) => index !== own && reads(other, attributes));
    const printed = new Set(attributes.filter((id) => rules.printed.has(id)));
    return attributes.length === 0 ? [] : [{ path, attributes, without: { all, printed } }];
  };
  return [
    ...Object.entries(rules.segments).flatMap(([id, rule]) =>
      reader(joinPath(joinPath("segments", id), "when"), rule),
    ),
    ...Object.entries(rules.experiments).flatMap(([id, rule]) =>
      reader(joinPath(joinPath("experiments", id), "when"), rule),
    ),
    ...Object.entries(rules.blocks).flatMap(([id, { rule, cases }]) => {
      const path = joinPath("blocks", id);
      // What a block prints, as far as it is the only one that does.
      const own = [...printedBy].flatMap(([name, blocks]) =>
        blocks.size === 1 && blocks.has(id) ? [name] : [],
      );
      const all = rules.all.filter((other) => reads(other, own));
      return [
        ...reader(joinPath(path, "when"), rule),
        ...cases.flatMap((entry, index) =>
          reader(joinPath(joinPath(joinPath(path, "cases"), index), "when"), entry.rule),
        ),
        ...(own.length === 0
          ? []
          : [{ path: `${path} (printing)`, attributes: own, without: { all, printed: new Set<string>() } }]),
      ];
    }),
  ];
}

/** Which blocks print each attribute. */
function printing({ blocks, printed }: SiteRules): ReadonlyMap<string, ReadonlySet<string>> {
  const by = new Map([...printed].map((name) => [name, new Set<string>()]));
  for (const [id, { cases }] of Object.entries(blocks)) {
    for (const { templates } of cases) {
      for (const { reads } of Object.values(templates)) {
        for (const name of reads.prints) by.get(name)?.add(id);
      }
    }
  }
  return by;
}

function reads(rule: Rule, attributes: readonly string[]): boolean {
  return leavesOf(rule).some((leaf) => attributes.includes(leaf.attribute));
}
