import type { DeviceKind } from "./kind.ts";
import { PROPERTY_CHARACTERS, TOP_VALUES } from "../limits.ts";

/** A value and its score. */
type Score = readonly [value: string, score: number];

/** The day that the scores are of, and the scores, the highest last. */
export type Scores = readonly [day: number, scores: readonly Score[]];

/**
 * `top`: the value seen most, where older sightings weigh less (exponential decay by half-life). All scores
 * decay alike, so the order never changes by time alone; the more recent value wins a tie.
 */
export const top: DeviceKind<Scores> = {
  reduce([since, before] = [0, []], { of, halfLife = Infinity }, { properties }, day) {
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
