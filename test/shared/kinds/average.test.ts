import { expect, test } from "vitest";
import { type Played, problemsOf, siteWith, valueAfter } from "./play.ts";

const AVERAGE = { average: "purchase", of: "value" };
const bought = (...values: readonly (number | string | null)[]): Played[] =>
  values.map((value) => [100, "purchase", { value }]);

test("the mean of what has a number; null before anything has one", () => {
  expect(valueAfter(AVERAGE, bought(10, null, "20", "x", Infinity))).toBe(15);
  expect(valueAfter(AVERAGE, bought(0.1, 0.2))).toBe(0.15);
  expect(valueAfter(AVERAGE, bought(null))).toBe(null);
  expect(valueAfter(AVERAGE, bought(1e308, 1e308))).toBe(null);
});

test("starts anew", () => {
  const events: Played[] = [[100, "visit"], ...bought(10), [100, "visit"], ...bought(30)];
  expect(valueAfter({ ...AVERAGE, since: "visit" }, events)).toBe(30);
  expect(siteWith({ ...AVERAGE, since: "visit" }, { it: { $gte: 20 } }).plan.entries[0]!.codec.states).toBe(
    2,
  );
});

test("has no window", () => {
  expect(problemsOf({ ...AVERAGE, within: "30d" })).toEqual(['attributes.it.within: unknown field "within"']);
});
