import fc from "fast-check";
import { expect, test } from "vitest";
import { gammaQ, lnGamma } from "../../../shared/statistics/special.ts";

test("the logarithm of Γ is that of factorials, and of Γ(½)", () => {
  let factorial = 1;
  for (let n = 1; n < 20; n++) {
    expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 11);
    factorial *= n;
  }
  expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
});

test("Γ(x + 1) is x Γ(x)", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (x) => {
      const difference = lnGamma(x + 1) - lnGamma(x) - Math.log(x);
      expect(Math.abs(difference)).toBeLessThan(1e-9 * Math.max(1, Math.abs(lnGamma(x))));
    }),
  );
});

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4: upper critical values of the chi-square distribution.
test.each([
  [1, 3.841, 0.05],
  [2, 5.991, 0.05],
  [10, 18.307, 0.05],
  [100, 124.342, 0.05],
  [1, 6.635, 0.01],
  [7, 18.475, 0.01],
  [1, 10.828, 0.001],
  [3, 16.266, 0.001],
  [30, 59.703, 0.001],
])(
  "of chi-square with %i degrees of freedom, %f is exceeded with the chance that is published",
  (df, value, chance) => {
    expect(gammaQ(df / 2, value / 2) / chance).toBeCloseTo(1, 2);
  },
);

test("with one it is an exponential, with a whole number a sum of Poisson's terms", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.01, max: 80, noNaN: true }), (a, x) => {
      let term = Math.exp(-x);
      let sum = term;
      for (let k = 1; k < a; k++) sum += term *= x / k;
      expect(gammaQ(a, x)).toBeCloseTo(sum, 11);
    }),
  );
});
