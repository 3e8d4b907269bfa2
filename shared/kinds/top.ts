import type { DeviceKind } from "./kind.ts";
import { TOP_VALUES } from "../limits.ts";

/** Decay in several steps isn't decay in one to the last bit; a tie stays a tie. */
const ROUNDING = 1e-9;

/** The day that the scores are of, and the scores by value, the most recently seen value last. */
type Scores = readonly [day: number, scores: readonly (readonly [value: string, score: number])[]];

/**
 * `top`: the value seen most, where older sightings weigh less (exponential decay by half-life). All scores
 * decay alike, so the order never changes by time alone; the more recent value wins a tie.
 */
export const top: DeviceKind<Scores> = {
  reduce(state, { of, halfLife }, event, { day }) {
    const seen = [event.properties[of!] ?? []].flat().map(String);
    if (seen.length === 0) return state;
    const decay = state && halfLife ? 2 ** (-Math.max(0, day - state[0]) / halfLife) : 1;
    let scores = (state?.[1] ?? []).map(([value, score]) => [value, score * decay] as const);
    for (const value of seen) {
      const score = scores.find(([known]) => known === value)?.[1] ?? 0;
      scores = [...scores.filter(([known]) => known !== value), [value, score + 1] as const];
    }
    if (scores.length > TOP_VALUES) {
      const least = scores.reduce((low, entry) => (entry[1] < low[1] ? entry : low));
      scores = scores.filter((entry) => entry !== least);
    }
    return [day, scores];
  },
  value(state) {
    if (!state) return null;
    return state[1].reduce((best, entry) => (entry[1] >= best[1] - ROUNDING ? entry : best), ["", 0] as const)[0];
  },
  join(own, floor) {
    const kept = floor[1].filter(([value]) => !own[1].some(([known]) => known === value));
    return [own[0], [...kept, ...own[1]]];
  },
};
