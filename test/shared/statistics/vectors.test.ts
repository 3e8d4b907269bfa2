import { describe, expect, test } from "vitest";
import { adjustedPValues } from "../../../shared/statistics/false-discovery.ts";
import { type Belief, beliefsInMeans, beliefsInShares } from "../../../shared/statistics/posterior.ts";
import { sampleRatioPValue } from "../../../shared/statistics/sample-ratio.ts";
import { meanOf } from "../../../shared/statistics/sample.ts";
import { sequencePValue, sequenceRadius } from "../../../shared/statistics/sequence.ts";
import { lnGamma } from "../../../shared/statistics/special.ts";
import { upliftOf } from "../../../shared/statistics/uplift.ts";

// Published examples, and values that another implementation finds: NumPy 2 and SciPy 1.17.1, by the function named.

const CONTROL = [
  [0, 9500],
  [50, 220],
  [100, 180],
  [200, 70],
  [400, 30],
] as const;
const VARIANT = [
  [0, 9440],
  [50, 230],
  [100, 200],
  [200, 90],
  [400, 40],
] as const;

describe("means over steps, and their uplift", () => {
  test("mean and variance are those of numpy.mean and numpy.var over all visitors", () => {
    const sample = meanOf(CONTROL, 10_000);
    expect(sample.mean).toBeCloseTo(5.5, 12);
    expect(sample.variance).toBeCloseTo(964.75, 9);
  });

  test("the interval is the radius of the paper over the variance of the linearized ratio, by NumPy", () => {
    const uplift = upliftOf(meanOf(CONTROL, 10_000), meanOf(VARIANT, 10_000))!;
    expect(uplift.value).toBeCloseTo(0.19090909090909092, 12);
    // The gradient of the ratio, times the covariance of the two means, times the gradient.
    expect(uplift.high - uplift.value).toBeCloseTo(sequenceRadius(0.008538407076019397, 20_000), 12);
    expect(uplift.value - uplift.low).toBeCloseTo(uplift.high - uplift.value, 12);
  });
});

describe("always-valid intervals", () => {
  // Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences" (Annals of
  // Statistics 49, 2021), equation 14: √((v + ρ) log((v + ρ) / (ρ α²))) over v, with the intrinsic time v = t of a variance
  // of 1 and ρ = 10,000 / (−2 log α + log(−2 log α + 1)); by Python's math.
  test.each([
    [100, 0.9084379437310581],
    [1000, 0.12190753146341501],
    [10_000, 0.030352089903762525],
    [100_000, 0.010251228683166387],
  ])("after %i visitors they are the normal mixture of another paper", (visitors, radius) => {
    expect(sequenceRadius(1 / visitors, visitors)).toBeCloseTo(radius, 12);
  });

  test("a p-value is the alpha under which the interval ends at zero", () => {
    const radius = sequenceRadius(0.0004, 12_000);
    expect(sequencePValue(radius, 0.0004, 12_000)).toBeCloseTo(0.05, 12);
  });
});

describe("beliefs", () => {
  function demand(beliefs: readonly Belief[], expected: readonly (readonly [number, number])[]): void {
    beliefs.forEach(({ chanceToWin, expectedLoss }, index) => {
      const [chance, loss] = expected[index]!;
      expect(chanceToWin).toBeCloseTo(chance, 5);
      expect(expectedLoss / loss).toBeCloseTo(1, 4);
    });
  }

  test("in three shares are those of scipy.integrate.quad over scipy.stats.beta", () => {
    demand(
      beliefsInShares([
        { reached: 120, visitors: 2000 },
        { reached: 141, visitors: 2000 },
        { reached: 138, visitors: 1900 },
      ]),
      [
        [0.020144612665474067, 0.01502988705267324],
        [0.38861050956437193, 0.004540376563162751],
        [0.5912448777701547, 0.0023884800894997116],
      ],
    );
  });

  test("in three means are those of scipy.integrate.quad over scipy.stats.norm", () => {
    demand(
      beliefsInMeans([
        { visitors: 10_000, mean: 5.2, variance: 1800 },
        { visitors: 10_000, mean: 5.9, variance: 2100 },
        { visitors: 4000, mean: 5.5, variance: 1900 },
      ]),
      [
        [0.07690105060403964, 0.8886204747908737],
        [0.6297470040802451, 0.18862047479087352],
        [0.29335194531571546, 0.5886204747908739],
      ],
    );
  });

  test("the loss of two is that of the closed formula", () => {
    // Stucchio, "Bayesian A/B testing at VWO" (2015): the loss if the first is chosen, by h, the chance that the second
    // is better, which is Miller's finite sum.
    const lnBeta = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
    const h = (a: number, b: number, c: number, d: number) => {
      let sum = 0;
      for (let i = 0; i < c; i++)
        sum += Math.exp(lnBeta(a + i, b + d) - Math.log(d + i) - lnBeta(1 + i, d) - lnBeta(a, b));
      return sum;
    };
    const [a, b, c, d] = [31, 971, 41, 961];
    const mean = (x: number, y: number) => x / (x + y);
    const loss = mean(c, d) * h(a, b, c + 1, d) - mean(a, b) * h(a + 1, b, c, d);
    const [first] = beliefsInShares([
      { reached: 30, visitors: 1000 },
      { reached: 40, visitors: 1000 },
    ]);
    expect(first!.expectedLoss / loss).toBeCloseTo(1, 4);
  });
});

describe("sample ratio", () => {
  test("Mendel's peas are spread nine to three to three to one", () => {
    // Mendel (1866): 315, 108, 101 and 32; chi-square 0.470 and p 0.925 in any textbook, and by scipy.stats.chisquare.
    expect(sampleRatioPValue([315, 108, 101, 32], [9, 3, 3, 1])).toBeCloseTo(0.925425895103616, 9);
  });

  test("three variants by uneven weights are as scipy.stats.chisquare finds", () => {
    expect(sampleRatioPValue([5012, 2391, 2597], [2, 1, 1])).toBeCloseTo(0.013948267109111052, 9);
  });
});

test("adjusted p-values are those of scipy.stats.false_discovery_control, on the example of the paper", () => {
  const adjusted = adjustedPValues([
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ]);
  const expected = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
    0.5811818181818181, 0.714875, 0.7532307692307693, 0.8132142857142857, 1,
  ];
  adjusted.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 12));
});
