/**
 * The candidate that a misspelt name probably means: the one with the fewest edits, if they are few
 * for its length. Undefined if nothing is near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** Ends a message with a guess, if there is one. */
export function guess(message: string, name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  return near === undefined ? message : `${message}, did you mean ${near}?`;
}

/** Levenshtein distance; two letters swapped count as one edit (Damerau's variant, restricted). */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let edits = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) edits = Math.min(edits, before[column - 2]! + 1);
      current.push(edits);
    }
    [before, above] = [above, current];
  }
  return above[right.length]!;
}
