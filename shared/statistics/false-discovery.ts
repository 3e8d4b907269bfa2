/**
 * P-values adjusted for how many questions were asked: where one is at most q, at most a share q of all that are taken
 * for true this way is expected to be false (Benjamini and Hochberg, "Controlling the false discovery rate", Journal of
 * the Royal Statistical Society B 57, 1995). In the order that they came in.
 */
export function adjustedPValues(pValues: readonly number[]): readonly number[] {
  const descending = pValues.map((_, index) => index).sort((one, other) => pValues[other]! - pValues[one]!);
  const adjusted: number[] = [];
  let least = 1;
  descending.forEach((index, at) => {
    const rank = pValues.length - at;
    // So the largest one stays what it is, to the last bit.
    least = Math.min(least, pValues[index]! * (pValues.length / rank));
    adjusted[index] = least;
  });
  return adjusted;
}
