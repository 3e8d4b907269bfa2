import fc from "fast-check";
import { expect, test } from "vitest";
import { type DayAmounts, folded, unfolded } from "../../../shared/kinds/compact.ts";
import { WINDOW_BYTES } from "../../../shared/limits.ts";

const add = (older: number, newer: number) => older + newer;

test("gives back what it was given", () => {
  const amounts = fc
    .uniqueArray(fc.nat(20_000), { maxLength: 200 })
    .chain((days) =>
      fc.tuple(
        fc.constant(days.sort((a, b) => b - a)),
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: days.length, maxLength: days.length }),
      ),
    )
    .map(([days, values]): DayAmounts => days.map((day, index) => [day, values[index]!]));
  fc.assert(
    fc.property(amounts, (each) => {
      expect(unfolded(folded(each, add))).toEqual(each);
    }),
  );
  expect(unfolded(undefined)).toEqual([]);
});

test("a year of cents fits; of what doesn't, the oldest days are taken together", () => {
  const year = (amount: number): DayAmounts =>
    Array.from({ length: 366 }, (_, index) => [20_000 - index, amount]);
  expect(unfolded(folded(year(19.99), add))).toEqual(year(19.99));
  const long = 123_456_789.123456;
  const compact = folded(year(long), add);
  expect(JSON.stringify(compact).length).toBeLessThanOrEqual(WINDOW_BYTES);
  const kept = unfolded(compact);
  expect(kept.at(-1)![0]).toBe(20_000 - 365);
  expect(kept.slice(0, -1)).toEqual(year(long).slice(0, kept.length - 1));
  expect(kept.reduce((sum, [, amount]) => sum + amount, 0)).toBeCloseTo(366 * long, 3);
});
