import fc from "fast-check";
import { expect, test } from "vitest";
import { beliefsInMeans, beliefsInShares } from "../../../shared/statistics/posterior.ts";
import { meanOf } from "../../../shared/statistics/sample.ts";
import { lnGamma } from "../../../shared/statistics/special.ts";

const shareOf = (reached: number, visitors: number) => meanOf([[1, reached]], visitors);

interface Counted {
  readonly reached: number;
  readonly visitors: number;
}

const counted: fc.Arbitrary<Counted> = fc
  .tuple(fc.integer({ min: 5, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([visitors, share]) => ({ visitors, reached: Math.round(visitors * share) }));

const lnBeta = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** The chance that the second is better, by the finite sum of Evan Miller, "Formulas for Bayesian A/B Testing" (2015). */
function chanceOfSecond(first: Counted, second: Counted): number {
  const [a, b] = [first.reached + 1, first.visitors - first.reached + 1];
  const [c, d] = [second.reached + 1, second.visitors - second.reached + 1];
  let sum = 0;
  for (let i = 0; i < c; i++) {
    sum += Math.exp(lnBeta(a + i, b + d) - Math.log(d + i) - lnBeta(1 + i, d) - lnBeta(a, b));
  }
  return sum;
}

test("of two variants the chance to win is that of the closed formula", () => {
  fc.assert(
    fc.property(counted, counted, (first, second) => {
      expect(beliefsInShares([first, second])[1]!.chanceToWin).toBeCloseTo(chanceOfSecond(first, second), 3);
    }),
    { numRuns: 200 },
  );
});

test("chances are one together, and don't depend on the order; the most likely best one loses least", () => {
  fc.assert(
    fc.property(fc.array(counted, { minLength: 2, maxLength: 5 }), (variants) => {
      const beliefs = beliefsInShares(variants);
      expect(beliefs.reduce((sum, { chanceToWin }) => sum + chanceToWin, 0)).toBeCloseTo(1, 3);
      const turned = beliefsInShares(variants.toReversed()).toReversed();
      beliefs.forEach(({ chanceToWin, expectedLoss }, index) => {
        expect(turned[index]!.chanceToWin).toBeCloseTo(chanceToWin, 6);
        expect(turned[index]!.expectedLoss).toBeCloseTo(expectedLoss, 6);
        expect(expectedLoss).toBeGreaterThanOrEqual(0);
      });
    }),
    { numRuns: 100 },
  );
});

test("what is lost by choosing the other of two is the difference of their means, and what is lost by the one", () => {
  fc.assert(
    fc.property(counted, counted, (first, second) => {
      const [one, other] = beliefsInShares([first, second]);
      const mean = ({ reached, visitors }: Counted) => (reached + 1) / (visitors + 2);
      const difference = mean(second) - mean(first);
      expect(one!.expectedLoss - other!.expectedLoss).toBeCloseTo(difference, 3);
    }),
    { numRuns: 100 },
  );
});

test("of large samples both ways agree", () => {
  const variants = [
    { reached: 1500, visitors: 50_000 },
    { reached: 1560, visitors: 50_000 },
  ];
  const means = beliefsInMeans(variants.map(({ reached, visitors }) => shareOf(reached, visitors)));
  beliefsInShares(variants).forEach(({ chanceToWin, expectedLoss }, index) => {
    expect(means[index]!.chanceToWin).toBeCloseTo(chanceToWin, 2);
    expect(means[index]!.expectedLoss).toBeCloseTo(expectedLoss, 5);
  });
});
