import type { Definition } from "./attribute.ts";
import { type Condition, compile } from "./condition/match.ts";
import type { Leaf } from "./leaves.ts";

/** Definitions of the kind `tier`, by id. */
export type Tiers = ReadonlyMap<string, Definition>;

/** What holds of nothing at all; an empty `$or` would hold. */
const NOTHING: Condition = { $nor: [{}] };

/** The tiers among the definitions of a site. */
export function tiersAmong(definitions: Readonly<Record<string, Definition>>): Tiers {
  return new Map(Object.entries(definitions).filter(([, { kind }]) => kind === "tier"));
}

/**
 * A leaf on a tier as one on its base: the ranges of the base that lie in levels which the test holds for. So a
 * tier costs nothing beside its base, and conditions on both are told apart together. Other leaves stay.
 */
export function onBase(tiers: Tiers, leaf: Leaf): Leaf {
  const tier = tiers.get(leaf.attribute);
  return tier ? { attribute: tier.base!, test: baseTest(tier, leaf.test) } : leaf;
}

function baseTest({ levels }: Definition, test: Condition): Condition {
  const evaluate = compile(test);
  const holds = [null, ...levels!.map(([name]) => name)].map((level) => evaluate({ "": level }));
  // A broken test is broken for the base as well.
  if (holds.includes(undefined)) return test;
  if (!holds.includes(false)) return {};
  const ranges: Condition[] = [];
  holds.forEach((held, index) => {
    if (!held || (index > 0 && holds[index - 1])) return;
    // The lowest range is that below the first level, where null is, too.
    const from = levels![index - 1]?.[1];
    const end = holds.indexOf(false, index);
    const to = end < 0 ? undefined : levels![end - 1]![1];
    if (from === undefined) ranges.push({ $nor: [{ "": { $gte: to } }] });
    else ranges.push({ "": { $gte: from, ...(to !== undefined && { $lt: to }) } });
  });
  return ranges.length > 1 ? { $or: ranges } : (ranges[0] ?? NOTHING);
}

/** Leaves that tell the levels of a tier apart, for templates that print them. */
export function levelLeaves(tiers: Tiers, id: string): Leaf[] {
  const { levels } = tiers.get(id)!;
  return levels!.map(([name]) => onBase(tiers, { attribute: id, test: { "": name } }));
}
