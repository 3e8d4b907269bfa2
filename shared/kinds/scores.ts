import { PROPERTY_CHARACTERS, TOP_VALUES } from "../limits.ts";
import type { PropertyValue } from "../event.ts";
import { fitting } from "./fitting.ts";

/** A value and its score. */
export type Score<Value> = readonly [value: Value, score: number];

/** The day that the scores are of, and the scores, the highest last. */
export type Scores<Value = string> = readonly [day: number, scores: readonly Score<Value>[]];

/** Scores are compared to so much: decay in several steps isn't decay in one to the last bit; a tie stays a tie. */
export const TIE = 1e-9;

/** What the scores of a day weigh on a later one. A clock that was set back makes nothing heavier. */
export function decayOf(since: number, day: number, halfLife = Infinity): number {
  return 2 ** (Math.min(0, since - day) / halfLife);
}

/** The values of a property, each cut to what is kept; a list has several. */
export function valuesOf(property: PropertyValue | undefined): (string | number | boolean)[] {
  return [property ?? []]
    .flat()
    .map((each) => (typeof each === "string" ? each.slice(0, PROPERTY_CHARACTERS) : each));
}

/** Scores after each of these values was seen once more. */
export function scored<Value>(
  before: readonly Score<Value>[],
  decay: number,
  seen: readonly Value[],
): Score<Value>[] {
  const scores = new Map(before.map(([value, score]) => [value, score * decay]));
  for (const value of seen) {
    const score = scores.get(value) ?? 0;
    scores.delete(value);
    scores.set(value, score + 1);
  }
  return ranked([...scores]);
}

/** Sorts scores in place, the highest last, and returns as many as are kept; of equal ones the last stays last. */
export function ranked<Value>(scores: Score<Value>[]): Score<Value>[] {
  return fitting(scores.sort((a, b) => Math.round((a[1] - b[1]) / TIE)).slice(-TOP_VALUES));
}

/** Scores of a new profile, and below them those that the cookie still knew of other values. */
export function joinedScores<Value>(
  own: readonly Score<Value>[],
  floor: readonly Score<Value>[],
): Score<Value>[] {
  return ranked([...floor.filter(([value]) => !own.some(([known]) => known === value)), ...own]);
}
