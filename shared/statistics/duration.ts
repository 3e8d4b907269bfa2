import { normalCdf, normalQuantile } from "./normal.ts";
import { ALPHA, sequenceRadius } from "./sequence.ts";

/** What an experiment should be able to tell. */
export interface Plan {
  /** The share of visitors who reach the goal today. */
  readonly rate: number;
  /** The least relative change that matters: 0.1 is ten percent more. */
  readonly uplift: number;
  /** How likely a change of that size is to be found. */
  readonly power?: number;
  readonly alpha?: number;
}

export const POWER = 0.8;

/** More visitors than this no site waits for. */
const MOST = 1e10;

/**
 * How many visitors each of two variants needs if there is one look, at the end: Fleiss, Levin and Paik, "Statistical
 * Methods for Rates and Proportions" (3rd edition, 2003), formula 4.14, without correction for continuity.
 */
export function visitorsForOneLook({ rate, uplift, power = POWER, alpha = ALPHA }: Plan): number {
  const other = rate * (1 + uplift);
  const middle = (rate + other) / 2;
  const reach =
    normalQuantile(1 - alpha / 2) * Math.sqrt(2 * middle * (1 - middle)) +
    normalQuantile(power) * Math.sqrt(rate * (1 - rate) + other * (1 - other));
  return Math.ceil((reach / (other - rate)) ** 2);
}

/**
 * The same where somebody may look at any time, and stop: until the interval that `upliftOf` gives leaves zero out with
 * the power asked for. Infinity where that takes more than ten thousand million.
 */
export function visitorsForAnyLook({ rate, uplift, power = POWER, alpha = ALPHA }: Plan): number {
  const other = rate * (1 + uplift);
  /** Of the relative uplift, by the delta method. */
  const variance = (other * (1 - other)) / rate ** 2 + rate * (1 - rate) * (other ** 2 / rate ** 4);
  const reaches = (visitors: number) => {
    const error = Math.sqrt(variance / visitors);
    const radius = sequenceRadius(variance / visitors, 2 * visitors, alpha);
    return normalCdf((Math.abs(uplift) - radius) / error) >= power;
  };
  let low = 1;
  let high = 2;
  while (!reaches(high)) {
    if (high > MOST) return Infinity;
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
