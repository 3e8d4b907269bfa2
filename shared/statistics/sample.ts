/** What is known of one variant: how many visitors, and what one of them is worth. */
export interface Sample {
  readonly visitors: number;
  readonly mean: number;
  /** Of one visitor's worth, not of the mean. */
  readonly variance: number;
}

/**
 * A mean of what visitors are worth, where each is worth one of a few steps (nothing, for most); a share, where each is
 * worth 1 or nothing. The variance is that
 * of the steps; amounts between two steps were rounded down on the device, so a mean is low by up to one step.
 *
 * @param steps pairs of a step and how many visitors reached just that
 */
export function meanOf(
  steps: readonly (readonly [value: number, visitors: number])[],
  visitors: number,
): Sample {
  let sum = 0;
  let squares = 0;
  for (const [value, count] of steps) {
    sum += value * count;
    squares += value * value * count;
  }
  const mean = visitors > 0 ? sum / visitors : 0;
  return { visitors, mean, variance: visitors > 0 ? Math.max(0, squares / visitors - mean * mean) : 0 };
}
