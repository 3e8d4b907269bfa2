/** How many visitors, of all variants together, an interval is tightest for. Elsewhere it is as valid, and a little wider. */
const TUNED_FOR_VISITORS = 10_000;

/** An interval is wrong, at any of the times that somebody looks, in one experiment of twenty. */
export const ALPHA = 0.05;

/**
 * How far an estimate may be off that is looked at again and again: a bound that holds at all times at once with
 * probability 1 − alpha, where the usual one (1.96 standard errors) holds at one time only.
 *
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
 * theory and asymptotic confidence sequences" (Annals of Statistics 52, 2024), theorem 2.2, with its parameter as in
 * their appendix B.2.
 *
 * @param variance of the estimate, that is the square of its standard error
 * @param visitors that it is made from
 */
export function sequenceRadius(variance: number, visitors: number, alpha = ALPHA): number {
  const rate = visitors * mixture(alpha);
  return Math.sqrt(((2 * (rate + 1)) / rate) * variance * Math.log(Math.sqrt(rate + 1) / alpha));
}

/**
 * The least alpha under which the interval around an estimate leaves zero out: a p-value that may be looked at at any
 * time. 1 where no interval does.
 */
export function sequencePValue(estimate: number, variance: number, visitors: number): number {
  // Tuned as the usual interval is, so that both agree: p is under alpha where that leaves zero out.
  const rate = visitors * mixture(ALPHA);
  const distance = (estimate * estimate * rate) / (2 * variance * (rate + 1));
  return variance > 0 ? Math.min(1, Math.sqrt(rate + 1) * Math.exp(-distance)) : 1;
}

/** ρ², by which the sequence is tightest at a sample size. */
function mixture(alpha: number): number {
  const log = -2 * Math.log(alpha);
  return (log + Math.log(log + 1)) / TUNED_FOR_VISITORS;
}
