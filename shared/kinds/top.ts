import { steady, twin } from "../codec.ts";
import { PROPERTY_CHARACTERS, TOP_VALUES } from "../limits.ts";
import { daysSchema, described, object } from "../schema-parts.ts";
import * as v from "valibot";
import { edgeKind } from "./edge-kind.ts";
import { about, common, eventName, propertyName, values, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";

/** A value and its score. */
type Score = readonly [value: string, score: number];

/** The day that the scores are of, and the scores, the highest last. */
export type Scores = readonly [day: number, scores: readonly Score[]];

/**
 * `top`: the value seen most, where older sightings weigh less (exponential decay by half-life). All scores
 * decay alike, so the order never changes by time alone; the more recent value wins a tie.
 */
export const top: DeviceKind<Scores> = {
  reduce([since, before] = [0, []], { of, halfLife = Infinity }, { properties }, { day }) {
    const decay = 2 ** (Math.min(0, since - day) / halfLife);
    const scores = new Map(before.map(([value, score]) => [value, score * decay]));
    for (const each of [properties[of!] ?? []].flat()) {
      const seen = String(each).slice(0, PROPERTY_CHARACTERS);
      const score = scores.get(seen) ?? 0;
      scores.delete(seen);
      scores.set(seen, score + 1);
    }
    return [day, ranked([...scores])];
  },
  value: (state) => state?.[1].at(-1)?.[0] ?? null,
};

/**
 * Sorts scores in place, the highest last, and returns as many as are kept; of equal ones the last stays
 * last. Decay in several steps isn't decay in one to the last bit; a tie stays a tie.
 */
export function ranked(scores: Score[]): Score[] {
  return scores.sort((a, b) => Math.round((a[1] - b[1]) * 1e9)).slice(-TOP_VALUES);
}

export const joinScores: Join<Scores> = (own, floor) => {
  const kept = floor[1].filter(([value]) => !own[1].some(([known]) => known === value));
  return [own[0], ranked([...kept, ...own[1]])];
};

export const topAtEdge = () =>
  edgeKind({
    schema: object({
      top: described(eventName, "Text: the value that a property had most often in the events of this name."),
      of: described(propertyName, "The property whose values compete."),
      where,
      halfLife: described(v.optional(daysSchema), "After so many days an event weighs half as much."),
      values,
      ...about,
    }),
    define: ({ top: event, ...rest }) => ({ event, ...common(rest) }),
    type: "string",
    domain: { texts: true, nil: true },
    codec: (_, { buckets: { count } }) => twin(steady(count)),
    seed(_, sampleAfter, today) {
      const value = sampleAfter(0);
      return typeof value === "string" ? [today, [[value, 1]]] : undefined;
    },
  });
