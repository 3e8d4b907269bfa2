import * as v from "valibot";
import type { Definition } from "../attribute.ts";
import { steady, twin } from "../codec.ts";
import { LIST_BYTES } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { NUMBER_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, halfLife, propertyName, values, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { decayOf, joinedScores, type Scores, scored, TIE, valuesOf } from "./scores.ts";

type Value = string | number | boolean;

/** Scores of values as in `top`, and what all sightings together weigh, also those of values left out since. */
export type Habits = readonly [...Scores<Value>, total: number];

/**
 * `habit`: the value that a property usually has; null unless there were `least` sightings, and unless it
 * makes up `share` of them. Of hours of the day the ones right before and after count with each, also over
 * midnight: who comes at 8:50 one day and at 9:10 the next has a habit. The scores are those of the last
 * sighting, and bounded like those of `top`.
 */
export const habit: DeviceKind<Habits> = {
  reduce(state, { of, halfLife: half }, { properties }, { day }) {
    const seen = valuesOf(properties[of!]);
    const [since, before, total] = state ?? [day, [], 0];
    const decay = decayOf(since, day, half);
    return seen.length > 0 ? [day, scored(before, decay, seen), total * decay + seen.length] : state;
  },
  value([, scores, total] = [0, [], 0], { of, least = 3, share = 0.5 }) {
    let usual: Value | null = null;
    let most = Math.max(share * total, TIE);
    if (total < least - TIE) return null;
    // The later in the list, the more often or the more recently seen by itself.
    for (const [value] of scores) {
      const near = scores.filter(([other]) => (of === "hour" ? areNear(+value, +other) : value === other));
      const weight = near.reduce((sum, [, score]) => sum + score, 0);
      if (weight > most - TIE) {
        usual = value;
        most = weight;
      }
    }
    return usual;
  },
};

/** Whether two hours of the day are the same, or one follows the other. */
function areNear(one: number, other: number): boolean {
  return [0, 1, 23].includes(Math.abs(one - other));
}

export const joinHabits: Join<Habits> = (own, floor) => {
  const scores = joinedScores(own[1], floor[1]);
  return [
    own[0],
    scores,
    Math.max(
      own[2],
      scores.reduce((sum, [, score]) => sum + score, 0),
    ),
  ];
};

/** How many sightings a seed stands for: just enough to be a habit. */
const sightings = ({ least = 3 }: Definition): number => Math.max(1, least);

export const habitAtEdge = () =>
  edgeKind({
    schema: object({
      habit: described(
        eventName,
        "The value that a property usually has in the events of this name, such as the hour or the device of visits; null as long as there is none. What a visit has is known from its second page on.",
      ),
      of: described(
        propertyName,
        "The property whose usual value is looked for. Of `hour`, the hours right before and after count with each, so that 8:50 and 9:10 are one habit.",
      ),
      least: described(
        v.optional(v.pipe(v.number(), v.minValue(1, "expected at least 1")), 3),
        "How many sightings there must have been.",
      ),
      share: described(
        v.optional(
          v.pipe(v.number(), v.gtValue(0, "expected a number above 0"), v.maxValue(1, "expected at most 1")),
          0.5,
        ),
        "Which part of the sightings the usual value must make up.",
      ),
      where,
      halfLife,
      values,
      buckets,
      ...about,
    }),
    define: ({ habit: event, ...rest }) => ({ event, ...common(rest) }),
    domain: { numbers: "real", texts: true, booleans: true, nil: true },
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed(definition, sampleAfter, today) {
      const value = sampleAfter(0) ?? undefined;
      const score = sightings(definition);
      return value === undefined ? undefined : [today, [[value, score]], score];
    },
    bound: () => LIST_BYTES + NUMBER_BYTES + 11,
  });
