import * as v from "valibot";
import { steady, twin } from "../codec.ts";
import { compare } from "../condition/value.ts";
import type { Definition, AttributeValue } from "../attribute.ts";
import { BUCKETS_PER_ATTRIBUTE } from "../limits.ts";
import { described, map, object, textSchema } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { about } from "./fields.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * `tier`: the highest level whose lower bound another attribute has reached; null below the lowest one. Nothing
 * is kept for it, and nothing leaves the device for it: rules on a tier are rules on its base (`derived.ts`).
 */
export const tier: DeviceKind<undefined> = {
  reduce: () => undefined,
  value: (_, definition, { valueOf }) => levelOf(definition, valueOf(definition.base!)),
};

/** The level that a value of the base has reached. */
export function levelOf({ levels }: Definition, value: AttributeValue | undefined): string | null {
  let reached = null;
  for (const [name, from] of levels!) if (compare(value, from) >= 0) reached = name;
  return reached;
}

const levelMap = () => {
  const most = BUCKETS_PER_ATTRIBUTE - 1;
  return v.pipe(
    map(v.pipe(v.string(), v.nonEmpty("expected the name of a level")), v.number()),
    v.check((levels) => Object.keys(levels).length > 0, "expected at least one level"),
    v.check((levels) => Object.keys(levels).length <= most, `expected at most ${most} levels`),
    v.check((levels) => {
      const bounds = Object.values(levels);
      return bounds.every((bound, index) => index === 0 || bound > bounds[index - 1]!);
    }, "expected ascending lower bounds"),
  );
};

export const tierAtEdge = () =>
  edgeKind({
    schema: object({
      tier: described(
        v.pipe(v.string(), v.nonEmpty("expected the name of an attribute")),
        "Text: the highest level that this attribute, a number, has reached; nothing below the lowest one. Costs no more bits than conditions on the number itself.",
      ),
      levels: described(
        levelMap(),
        'The levels and where each begins, the lowest first, as in `{ "bronze": 0, "silver": 200 }`.',
      ),
      names: described(
        v.optional(map(v.string(), textSchema)),
        "What levels are called where a block with `reward` shows them. Absent: as in `levels`.",
      ),
      benefits: described(
        v.optional(map(v.string(), v.array(textSchema))),
        'What each level brings, as a block with `reward` lists it: `{ "silver": ["Free repairs"] }`.',
      ),
      ...about,
    }),
    define: ({ tier: base, levels }) => ({ base, levels: Object.entries(levels) }),
    type: "string",
    domain: { texts: true, nil: true },
    bases: ({ base }) => [base!],
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed: () => undefined,
    // Nothing is kept of it.
    bound: () => 0,
  });
