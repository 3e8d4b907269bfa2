import type { AttributeValue } from "./attribute.ts";
import { type Bucketing, bucketing, printOf } from "./bucketing.ts";
import type { Codec } from "./codec.ts";
import type { Condition, Kleene } from "./condition/match.ts";
import { definitionsOf } from "./definitions.ts";
import { shortHash } from "./hash.ts";
import type { Issue } from "./issue.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import type { Courses } from "./kinds/edge-kind.ts";
import { BITS_REFUSED } from "./limits.ts";
import { type Leaf, leavesOf } from "./rule.ts";
import type { SiteRules } from "./site-rules.ts";
import type { Site } from "./site/schema.ts";
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
  /** Attributes that leave the device, sorted by id. */
  readonly entries: readonly PlanEntry[];
  /** Attributes that rules read, though all values are alike to them: nothing needs to be sent. */
  readonly constants: readonly PlanEntry[];
  /** All attributes as the tag needs them, sorted by id. */
  readonly attributes: Readonly<Record<string, TagAttribute>>;
  /** What a visitor can reveal at most: log2 of the joint states. */
  readonly bits: number;
  readonly issues: readonly Issue[];
}

/** Derives the plan from a checked site file and its rules. */
export function buildPlan(site: Site, rules: SiteRules): Plan {
  const leaves = rules.all.flatMap(leavesOf);
  const attributes: Record<string, TagAttribute> = {};
  const read: PlanEntry[] = [];
  const issues: Issue[] = [];
  for (const [id, definition] of Object.entries(definitionsOf(site))) {
    const hash = shortHash(JSON.stringify(definition));
    const { keeper, horizon, byToken } = edgeKindOf(definition.kind);
    const by = keeper?.(definition);
    attributes[id] = { ...definition, hash, ...(by !== undefined && { keeper: by }), horizon: 0 };
    const tests = distinct(leaves.filter((leaf) => leaf.attribute === id));
    const printed = rules.printed.has(id);
    if ((tests.length === 0 && !printed) || site.attributes[id]!.sensitive) continue;
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
  const bits = entries.reduce((sum, entry) => sum + Math.log2(entry.codec.states), 0);
  const limit = site.maxBits ?? BITS_REFUSED;
  if (bits > limit) {
    const costs = entries
      .map((entry) => `${entry.id} ${Math.log2(entry.codec.states).toFixed(1)}`)
      .join(", ");
    issues.push({
      path: "attributes",
      message: `a profile would reveal up to ${bits.toFixed(1)} bits, more than ${limit} (${costs})`,
    });
  }
  return {
    hash: shortHash(JSON.stringify(entries.map((entry) => entry.name))),
    entries,
    constants: read.filter((entry) => entry.attribute.buckets!.count === 1),
    attributes,
    bits,
    issues,
  };
}

function entryOf(
  id: string,
  attribute: TagAttribute,
  sorted: Bucketing,
  tests: readonly Condition[],
): PlanEntry {
  const columns = new Map(tests.map((test, column) => [JSON.stringify(test), column]));
  const tables = sorted.results.map((result) =>
    [...result].map((letter) => (letter === "?" ? undefined : letter === "1")),
  );
  return {
    id,
    attribute,
    codec: edgeKindOf(attribute.kind).codec(attribute, sorted),
    samples: sorted.samples,
    name: shortHash(JSON.stringify([id, attribute])),
    truth(test) {
      const column = columns.get(JSON.stringify(test));
      return column === undefined ? undefined : tables.map((table) => table[column]);
    },
    printed: (bucket) => printOf(attribute, sorted.samples[bucket]),
  };
}

function distinct(leaves: readonly Leaf[]): Condition[] {
  return [...new Map(leaves.map(({ test }) => [JSON.stringify(test), test])).values()];
}
