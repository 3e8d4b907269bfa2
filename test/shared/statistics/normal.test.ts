import fc from "fast-check";
import { expect, test } from "vitest";
import { normalCdf, normalPdf, normalQuantile } from "../../../shared/statistics/normal.ts";

// By Python 3.11's statistics.NormalDist.
test.each([
  [-3.3, 0.0004834241423837815],
  [-1.96, 0.024997895148220428],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [1, 0.8413447460685429],
  [2.5758293035489004, 0.995],
  [5, 0.9999997133484282],
])("below %f there is what another implementation says", (x, chance) => {
  expect(normalCdf(x)).toBeCloseTo(chance, 13);
});

test("a quantile is where the distribution reaches it, far out too", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1 - 1e-12, minExcluded: true, noNaN: true }), (p) => {
      const reached = normalCdf(normalQuantile(p));
      expect(Math.abs(reached / p - 1)).toBeLessThan(1e-9);
    }),
  );
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
});

test("the density is the slope of the distribution", () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (x) => {
      const step = 1e-5;
      expect(normalPdf(x)).toBeCloseTo((normalCdf(x + step) - normalCdf(x - step)) / (2 * step), 7);
    }),
  );
});
