import type { AttributeValue } from "./attribute.ts";
import { type Bucketing, bucketing, printOf } from "./bucketing.ts";
import type { Codec } from "./codec.ts";
import type { Condition, Kleene } from "./condition/match.ts";
import { definitionsOf } from "./definitions.ts";
import { type PlannedExperiment, plannedExperiments } from "./experiment/planned.ts";
import { shortHash } from "./hash.ts";
import type { Issue } from "./issue.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import type { Courses } from "./kinds/edge-kind.ts";
import { levelOf } from "./kinds/tier.ts";
import { BITS_REFUSED } from "./limits.ts";
import { leavesOf } from "./rule.ts";
import type { SiteRules } from "./site-rules.ts";
import type { Site } from "./site/schema.ts";
import { type Switchable, switchableAmong } from "./switchable.ts";
import { onBase, type Tiers } from "./tiers.ts";
import type { TagAttribute } from "./wire.ts";

/** An attribute that something reads, as the edge works with it. */
export interface PlanEntry {
  readonly id: string;
  readonly attribute: TagAttribute;
  readonly codec: Codec<Courses>;
  /** Per bucket: a value that lies in it, where one could be constructed. */
  readonly samples: readonly (AttributeValue | undefined)[];
  /** Equal names mean that codes of one plan can be read by another. */
  readonly name: string;
  /** Per bucket, whether a leaf's test holds. */
  truth(test: Condition): readonly Kleene[] | undefined;
  /** What a template prints for a bucket. */
  printed(bucket: number): AttributeValue;
}

/** Which attributes are projected, and into which buckets; derived from the site file, named by its hash. */
export interface Plan {
  readonly hash: string;
  /** Attributes that leave the device; sorted by id, those that are made of others last. */
  readonly entries: readonly PlanEntry[];
  /** Attributes that rules read, though all values are alike to them: nothing needs to be sent. */
  readonly constants: readonly PlanEntry[];
  /** Tiers by id, as views of the entries of what they are read off. */
  readonly tiers: readonly (readonly [id: string, entry: PlanEntry])[];
  /** All attributes as the tag needs them, in the same order. */
  readonly attributes: Readonly<Record<string, TagAttribute>>;
  /** In the order of cookie and signal, the site's holdout first. */
  readonly experiments: readonly PlannedExperiment[];
  /** What a profile can reveal at most: log2 of the joint states, of variants too. */
  readonly bits: number;
  /** What a visitor can switch off, which comes on top of that. */
  readonly off: Switchable;
  readonly issues: readonly Issue[];
}

/** Derives the plan from a checked site file and its rules. */
export function buildPlan(site: Site, rules: SiteRules): Plan {
  const testsOf = testsByAttribute(rules);
  const attributes: Record<string, TagAttribute> = {};
  const read: PlanEntry[] = [];
  const issues: Issue[] = [];
  for (const [id, definition] of Object.entries(definitionsOf(site))) {
    const hash = shortHash(JSON.stringify(definition));
    const { keeper, horizon, byToken } = edgeKindOf(definition.kind);
    const by = keeper?.(definition);
    const kept = { ...definition, ...(by !== undefined && { keeper: by }) };
    if (site.attributes[id]!.sensitive) {
      attributes[id] = { kind: definition.kind, keeper: "sensitive", guarded: kept, hash, horizon: 0 };
      continue;
    }
    attributes[id] = { ...kept, hash, horizon: 0 };
    const tests = [...(testsOf.get(id) ?? [])];
    const printed = rules.printed.has(id);
    if (tests.length === 0 && !printed) continue;
    try {
      const sorted = bucketing(definition, tests, printed);
      const { buckets } = sorted;
      const known = { ...attributes[id], ...(byToken && { byToken }) };
      const attribute = { ...known, horizon: horizon?.(definition, buckets) ?? 0, buckets };
      // What comes by token isn't projected on the device.
      if (buckets.count > 1) attributes[id] = byToken ? known : attribute;
      read.push(entryOf(id, attribute, sorted, tests));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      issues.push({
        path: `attributes.${id}`,
        message: `falls into ${error.message}: rules tell too many values apart`,
      });
    }
  }
  const entries = read.filter((entry) => entry.attribute.buckets!.count > 1);
  const experiments = plannedExperiments(site);
  const bits = bitsOf(entries.map(({ codec }) => codec)) + bitsOf(experiments);
  const limit = site.maxBits ?? BITS_REFUSED;
  const things = entries.length + Object.keys(site.segments).length + Object.keys(site.blocks).length;
  const off = switchableAmong(things, limit - bits);
  if (bits > limit) issues.push(tooMuch(entries, experiments, limit));
  else if (bits + off.bits > limit) {
    issues.push({
      path: "attributes",
      message:
        `a profile would reveal up to ${bits.toFixed(1)} bits, which leaves no room, within ${limit}, for what visitors ` +
        `may switch off: one of ${things} attributes, segments and blocks takes ${off.bits.toFixed(1)}`,
    });
  }
  return {
    hash: shortHash(JSON.stringify([...entries, ...experiments].map(({ name }) => name))),
    entries,
    experiments,
    constants: read.filter((entry) => entry.attribute.buckets!.count === 1),
    tiers: read.flatMap((entry) => tiersOn(entry, rules.tiers)),
    attributes,
    bits,
    off,
    issues,
  };
}

function bitsOf(parts: readonly { readonly states: number }[]): number {
  return parts.reduce((sum, { states }) => sum + Math.log2(states), 0);
}

/** What takes the most room is told where it could be made: of experiments only if attributes alone would fit. */
function tooMuch(
  entries: readonly PlanEntry[],
  experiments: readonly PlannedExperiment[],
  limit: number,
): Issue {
  const own = bitsOf(entries.map(({ codec }) => codec));
  const all = own + bitsOf(experiments);
  const costs = [...entries.map(({ id, codec: { states } }) => ({ id, states })), ...experiments]
    .map(({ id, states }) => `${id} ${Math.log2(states).toFixed(1)}`)
    .join(", ");
  return {
    path: own > limit ? "attributes" : "experiments",
    message: `a profile would reveal up to ${all.toFixed(1)} bits, more than ${limit} (${costs})`,
  };
}

/** The tiers that are read off an attribute; their id is its, since they share its bucket. */
function tiersOn(entry: PlanEntry, tiers: Tiers): [string, PlanEntry][] {
  return [...tiers]
    .filter(([, { base }]) => base === entry.id)
    .map(([id, tier]) => [
      id,
      {
        ...entry,
        truth: (test) => entry.truth(onBase(tiers, { attribute: id, test }).test),
        printed: (bucket) => levelOf(tier, entry.samples[bucket]),
      },
    ]);
}

function entryOf(
  id: string,
  attribute: TagAttribute,
  sorted: Bucketing,
  tests: readonly Condition[],
): PlanEntry {
  const tables = new Map(
    tests.map((test, column): [Condition, readonly Kleene[]] => [
      test,
      sorted.results.map((result) => (result[column] === "?" ? undefined : result[column] === "1")),
    ]),
  );
  // Rules ask by the tests themselves; whoever else asks the same has another object of it.
  let byText: ReadonlyMap<string, readonly Kleene[]> | undefined;
  const alike = (test: Condition) => {
    byText ??= new Map(Array.from(tables, ([known, table]) => [JSON.stringify(known), table]));
    return byText.get(JSON.stringify(test));
  };
  return {
    id,
    attribute,
    codec: edgeKindOf(attribute.kind).codec(attribute, sorted),
    samples: sorted.samples,
    name: shortHash(JSON.stringify([id, attribute])),
    truth: (test) => tables.get(test) ?? alike(test),
    printed: (bucket) => printOf(attribute, sorted.samples[bucket]),
  };
}

/** What rules ask of each attribute; equal tests are the same object. */
function testsByAttribute(rules: SiteRules): ReadonlyMap<string, ReadonlySet<Condition>> {
  const tests = new Map<string, Set<Condition>>();
  for (const { attribute, test } of rules.all.flatMap(leavesOf)) {
    const known = tests.get(attribute);
    if (known) known.add(test);
    else tests.set(attribute, new Set([test]));
  }
  return tests;
}
