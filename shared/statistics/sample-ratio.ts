import { gammaQ } from "./special.ts";

/** Below this an experiment is broken; as strict as Fabijan et al. advise, since every experiment is looked at often. */
export const SAMPLE_RATIO_ALARM = 0.001;

/**
 * How likely visitors would be spread at least so unevenly over variants if these got them by their weights: Pearson's
 * chi-square test of goodness of fit. A small value means that the experiment itself is broken, and nothing that it says
 * counts (Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019).
 *
 * @param weights in any unit, one for each variant, each above 0
 */
export function sampleRatioPValue(visitors: readonly number[], weights: readonly number[]): number {
  const total = sum(visitors);
  if (total === 0 || visitors.length < 2) return 1;
  const weight = sum(weights);
  const square = sum(
    visitors.map((count, index) => {
      const expected = (total * weights[index]!) / weight;
      return (count - expected) ** 2 / expected;
    }),
  );
  return gammaQ((visitors.length - 1) / 2, square / 2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
