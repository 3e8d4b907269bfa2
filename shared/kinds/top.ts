import type { DeviceKind } from "./kind.ts";
import { PROPERTY_CHARACTERS, TOP_VALUES } from "../limits.ts";

/** Decay in several steps isn't decay in one to the last bit; a tie stays a tie. */
const ROUNDING = 1e-9;

/** The day that the scores are of, and the scores by value, the most recently seen value last. */
export type Scores = readonly [day: number, scores: readonly (readonly [value: string, score: number])[]];

/**
 * `top`: the value seen most, where older sightings weigh less (exponential decay by half-life). All scores
 * decay alike, so the order never changes by time alone; the more recent value wins a tie.
 */
export const top: DeviceKind<Scores> = {
  reduce(state, { of, halfLife }, event, { day }) {
    const seen = [event.properties[of!] ?? []].flat();
    if (!seen.length) return state;
    const [since, before] = state ?? [day, []];
    const decay = halfLife ? 2 ** (Math.min(0, since - day) / halfLife) : 1;
    const scores = new Map(before.map(([value, score]) => [value, score * decay]));
    for (const value of seen.map((each) => String(each).slice(0, PROPERTY_CHARACTERS))) {
      const score = (scores.get(value) ?? 0) + 1;
      scores.delete(value);
      scores.set(value, score);
    }
    if (scores.size > TOP_VALUES) {
      scores.delete([...scores].reduce((least, entry) => (entry[1] < least[1] ? entry : least))[0]);
    }
    return [day, [...scores]];
  },
  value(state) {
    return state ? state[1].reduce((best, entry) => (entry[1] < best[1] - ROUNDING ? best : entry))[0] : null;
  },
};
