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

/** Points of the common grid; so many that an interval of eight standard deviations to each side is smooth. */
const POINTS = 4000;
const DEVIATIONS = 8;

type Density = (x: number) => number;
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
  const low = Math.max(
    least,
    Math.min(...posteriors.map(({ mean, deviation }) => mean - DEVIATIONS * deviation)),
  );
  const high = Math.min(
    most,
    Math.max(...posteriors.map(({ mean, deviation }) => mean + DEVIATIONS * deviation)),
  );
  const step = (high - low) / POINTS;
  const below = posteriors.map(({ density }) =>
    cumulated(Array.from({ length: POINTS + 1 }, (_, at) => density(low + at * step))),
  );
  /** The chance that all of the others, or of all, are below each point. */
  const allBelow = (but?: number) =>
    Array.from({ length: POINTS + 1 }, (_, at) =>
      below.reduce((product, values, index) => (index === but ? product : product * values[at]!), 1),
    );
  const best = allBelow();
  // The expectation of the largest: from below the grid, where all of them are above, to where they are below.
  const largest = low + step * sumOf(POINTS, (at) => 1 - (best[at]! + best[at + 1]!) / 2);
  return posteriors.map(({ mean }, index) => {
    const own = below[index]!;
    const others = allBelow(index);
    return {
      chanceToWin: sumOf(POINTS, (at) => (own[at + 1]! - own[at]!) * ((others[at]! + others[at + 1]!) / 2)),
      expectedLoss: Math.max(0, largest - mean),
    };
  });
}

/** How much of a density is below each point, by trapezoids; ends at 1, however coarse the grid is for it. */
function cumulated(values: readonly number[]): readonly number[] {
  let sum = 0;
  const sums = values.map((value, at) => (sum += at === 0 ? 0 : values[at - 1]! + value));
  return sums.map((value) => value / sum);
}

function sumOf(count: number, term: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += term(at);
  return sum;
}
