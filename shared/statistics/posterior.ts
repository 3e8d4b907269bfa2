import { normalPdf } from "./normal.ts";
import type { Sample } from "./sample.ts";
import { lnGamma } from "./special.ts";

/** What is believed of each variant when its counts are known. */
export interface Belief {
  /** That it is the best of all. */
  readonly chanceToWin: number;
  /** What is lost, on average, by choosing it where another one is better; in units of the mean. */
  readonly expectedLoss: number;
}

/** So many points of the common grid are each variant's own, evenly over eight standard deviations to each side. */
const POINTS = 800;
const DEVIATIONS = 8;

type Density = (x: number) => number;
type Range = readonly [from: number, to: number];
interface Posterior {
  readonly density: Density;
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Beliefs about shares, each with a Beta posterior after a uniform prior; as in Stucchio, "Bayesian A/B Testing at VWO"
 * (2015). Not by drawing random numbers: the densities are integrated over a common grid.
 */
export function beliefsInShares(
  variants: readonly { readonly reached: number; readonly visitors: number }[],
): readonly Belief[] {
  return beliefs(
    [0, 1],
    variants.map(({ reached, visitors }) => {
      const a = reached + 1;
      const b = visitors - reached + 1;
      const scale = lnGamma(a + b) - lnGamma(a) - lnGamma(b);
      return {
        density: (x) => Math.exp(scale + power(x, a - 1) + power(1 - x, b - 1)),
        mean: a / (a + b),
        deviation: Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))),
      };
    }),
  );
}

/** Beliefs about means of large samples: normal around what was seen, after a flat prior. */
export function beliefsInMeans(samples: readonly Sample[]): readonly Belief[] {
  return beliefs(
    [-Infinity, Infinity],
    samples.map(({ mean, variance, visitors }) => {
      const deviation = Math.sqrt(variance / visitors);
      return { density: (x) => normalPdf((x - mean) / deviation) / deviation, mean, deviation };
    }),
  );
}

/** The logarithm of a power of a share, which is nothing at 0 but for the power 0. */
const power = (share: number, exponent: number) => (exponent === 0 ? 0 : exponent * Math.log(share));

function beliefs(
  [least, most]: readonly [number, number],
  posteriors: readonly Posterior[],
): readonly Belief[] {
  const ranges = posteriors.map(({ mean, deviation }): Range => {
    const reach = DEVIATIONS * deviation;
    return [Math.max(least, mean - reach), Math.min(most, mean + reach)];
  });
  // Of a few visitors and of many the widths differ by far: each is seen sharply where it is.
  const grid = ranges
    .flatMap(([from, to]) =>
      Array.from({ length: POINTS + 1 }, (_, at) =>
        at === POINTS ? to : from + (at * (to - from)) / POINTS,
      ),
    )
    .sort((one, other) => one - other);
  const below = posteriors.map(({ density }, index) => cumulated(grid, density, ranges[index]!));
  /** The chance that all of the others, or of all, are below each point. */
  const allBelow = (but?: number) =>
    grid.map((_, at) =>
      below.reduce((product, values, index) => (index === but ? product : product * values[at]!), 1),
    );
  const best = allBelow();
  const pieces = grid.slice(1);
  // The expectation of the largest: from below the grid, where all of them are above, to where they are below.
  const largest = pieces.reduce(
    (sum, point, at) => sum + (point - grid[at]!) * (1 - (best[at]! + best[at + 1]!) / 2),
    grid[0]!,
  );
  return posteriors.map(({ mean }, index) => {
    const own = below[index]!;
    const others = allBelow(index);
    return {
      chanceToWin: pieces.reduce(
        (sum, _, at) => sum + (own[at + 1]! - own[at]!) * ((others[at]! + others[at + 1]!) / 2),
        0,
      ),
      expectedLoss: Math.max(0, largest - mean),
    };
  });
}

/** How much of a density is below each point, by trapezoids within its range, from 0 to 1. */
function cumulated(grid: readonly number[], density: Density, [from, to]: Range): readonly number[] {
  let sum = 0;
  let before = 0;
  const sums = grid.map((point, at) => {
    const here = point >= from && point <= to ? density(point) : 0;
    if (at > 0 && grid[at - 1]! >= from && point <= to)
      sum += ((before + here) / 2) * (point - grid[at - 1]!);
    before = here;
    return sum;
  });
  return sums.map((value) => value / sum);
}
