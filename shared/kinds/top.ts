import * as v from "valibot";
import { steady, twin } from "../codec.ts";
import { LIST_BYTES } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, common, eventName, halfLife, propertyName, values, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { decayOf, joinedScores, type Scores, scored, TIE, valuesOf } from "./scores.ts";

/**
 * `top`: the value seen most, where older sightings weigh less (exponential decay by half-life); null if it
 * hasn't `least` points or isn't `lead` times as high as the runner-up. All scores decay alike, so the order
 * never changes by time alone; they are those of the last sighting, and don't age until the next one. The
 * more recent value wins a tie. At most `TOP_VALUES` values, and as many as `LIST_BYTES` hold.
 */
export const top: DeviceKind<Scores> = {
  reduce(state, { of, halfLife: half }, { properties }, { day }) {
    const seen = valuesOf(properties[of!]).map(String);
    const [since, before] = state ?? [day, []];
    return seen.length > 0 ? [day, scored(before, decayOf(since, day, half), seen)] : state;
  },
  value(state, { least = 0, lead = 1 }) {
    const [leader, second] = [...(state?.[1] ?? [])].reverse();
    if (!leader) return null;
    const [value, score] = leader;
    return score > least - TIE && score > (second?.[1] ?? 0) * lead - TIE ? value : null;
  },
};

export const joinScores: Join<Scores> = (own, floor) => [own[0], joinedScores(own[1], floor[1])];

export const topAtEdge = () =>
  edgeKind({
    schema: object({
      top: described(eventName, "Text: the value that a property had most often in the events of this name."),
      of: described(propertyName, "The property whose values compete; of a list, each of its values."),
      where,
      halfLife,
      least: described(
        v.optional(v.pipe(v.number(), v.gtValue(0, "expected a number above 0"))),
        "The score that the leader must have, else there is none. Each sighting is one point, with a half-life as much of it as was left at the last sighting.",
      ),
      lead: described(
        v.optional(v.pipe(v.number(), v.minValue(1, "expected at least 1"))),
        "How many times the score of the runner-up the leader must have, as in `1.5`, else there is none. A ratio, so that it means the same after ten sightings and after a thousand.",
      ),
      values,
      ...about,
    }),
    define: ({ top: event, ...rest }) => ({ event, ...common(rest) }),
    type: "string",
    domain: { texts: true, nil: true },
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed({ least = 1 }, sampleAfter, today) {
      const value = sampleAfter(0);
      return typeof value === "string" ? [today, [[value, Math.max(1, least)]]] : undefined;
    },
    bound: () => LIST_BYTES + 9,
  });
