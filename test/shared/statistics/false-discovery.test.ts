import fc from "fast-check";
import { expect, test } from "vitest";
import { adjustedPValues } from "../../../shared/statistics/false-discovery.ts";

test("the example of the paper: of fifteen hypotheses the first four are rejected at 5 %", () => {
  // Benjamini and Hochberg (1995), section 4.1.
  const pValues = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const adjusted = adjustedPValues(pValues);
  expect(adjusted.map((value) => value <= 0.05)).toEqual(pValues.map((_, index) => index < 4));
});

test("what is rejected is what the procedure rejects step by step", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { maxLength: 20 }), share, (pValues, q) => {
      const sorted = pValues.toSorted((one, other) => one - other);
      // Where a step is met but for rounding, either answer is right.
      const isClear = (value: number, index: number) =>
        value === 0 || Math.abs(value * sorted.length - (index + 1) * q) > 1e-12;
      fc.pre(sorted.every(isClear));
      const last = sorted.findLastIndex((value, index) => value * sorted.length <= (index + 1) * q);
      const bound = last < 0 ? -1 : sorted[last]!;
      const adjusted = adjustedPValues(pValues);
      expect(adjusted.map((value) => value <= q)).toEqual(pValues.map((value) => value <= bound));
    }),
    { numRuns: 500 },
  );
});

test("the largest stays what it is, to the last bit", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 20 }), (largest, others) => {
      const adjusted = adjustedPValues([...Array.from({ length: others }, () => 0), largest]);
      expect(adjusted.at(-1)).toBe(largest);
    }),
  );
});
