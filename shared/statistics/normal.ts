import { gammaQ } from "./special.ts";

/** The chance that a standard normal variable is at most x. */
export function normalCdf(x: number): number {
  const tail = gammaQ(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/** The density of the standard normal distribution. */
export function normalPdf(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** More steps than any quantile takes. */
const STEPS = 60;

/**
 * The x of which `normalCdf(x)` is p, for 0 < p < 1: Newton's method with Halley's correction, from 0 outwards. Infinite
 * at 0 and 1.
 */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1) return p <= 0 ? -Infinity : Infinity;
  // The lower tail is the one that keeps its digits.
  if (p > 0.5) return -normalQuantile(1 - p);
  // Below what is looked for, by the bound exp(-x²/2)/2 on the tail.
  let x = -Math.sqrt(-2 * Math.log(2 * p));
  for (let step = 0; step < STEPS; step++) {
    const slope = (normalCdf(x) - p) / normalPdf(x);
    const change = slope / (1 + (x * slope) / 2);
    x -= change;
    if (Math.abs(change) < 1e-14 * Math.max(1, Math.abs(x))) break;
  }
  return x;
}
