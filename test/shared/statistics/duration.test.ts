import fc from "fast-check";
import { expect, test } from "vitest";
import { visitorsForAnyLook, visitorsForOneLook } from "../../../shared/statistics/duration.ts";
import { normalQuantile } from "../../../shared/statistics/normal.ts";

test("with one look, 60 against 70 % takes 356 visitors each", () => {
  // Fleiss, Levin and Paik (2003), the size that formula 4.14 gives before it is corrected for continuity.
  expect(visitorsForOneLook({ rate: 0.6, uplift: 1 / 6 })).toBe(356);
});

const plan = fc.record({
  rate: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
  uplift: fc.double({ min: 0.02, max: 1, noNaN: true }),
});

test("looking at any time costs more visitors, but not six times as many where it takes thousands", () => {
  fc.assert(
    fc.property(plan, (each) => {
      const any = visitorsForAnyLook(each);
      const ratio = any / visitorsForOneLook(each);
      expect(ratio).toBeGreaterThan(1);
      if (any >= 5000) expect(ratio).toBeLessThan(6);
    }),
  );
});

test("smaller changes, and more certainty, take longer", () => {
  fc.assert(
    fc.property(plan, (each) => {
      expect(visitorsForAnyLook({ ...each, uplift: each.uplift / 2 })).toBeGreaterThan(
        visitorsForAnyLook(each),
      );
      expect(visitorsForAnyLook({ ...each, power: 0.95 })).toBeGreaterThan(visitorsForAnyLook(each));
      expect(visitorsForOneLook({ ...each, alpha: 0.01 })).toBeGreaterThan(visitorsForOneLook(each));
    }),
  );
});

test("of small rates the visitors are those of Lehr's rule of sixteen", () => {
  // Sixteen variances over the squared difference, for 80 % power (Lehr, Statistics in Medicine 11, 1992).
  const rate = 0.05;
  const needed = visitorsForOneLook({ rate, uplift: 0.02 });
  const exact = 2 * (normalQuantile(0.975) + normalQuantile(0.8)) ** 2;
  expect(exact).toBeCloseTo(15.7, 1);
  expect(needed / ((exact * rate * (1 - rate)) / (rate * 0.02) ** 2)).toBeCloseTo(1, 1);
});
