/** So many letters tell of one halving: what is read is at most a tenth off. */
const PER_HALVING = 4;
/** The letter of 1; those before it, down to the space, are farther away. */
const NEAREST = 126;
const FARTHEST = 32;

/** What each letter stands for, by its code. */
const VALUES = Float64Array.from({ length: NEAREST + 1 }, (_, code) => 2 ** ((code - NEAREST) / PER_HALVING));

/**
 * How near something is (above 0, at most 1) as a printable letter of ASCII: `~` is 1, each letter before it a fourth
 * root of a half as much, which goes down to one in ten million. So a list of neighbours keeps all of theirs in a text of
 * one byte each, in memory as in what is published.
 */
export function letterOf(nearness: number): string {
  const code = Math.round(NEAREST + PER_HALVING * Math.log2(nearness));
  return String.fromCharCode(Math.min(Math.max(code, FARTHEST), NEAREST));
}

/** How near the letter at some place of a text says that something is; the text is of such letters alone. */
export function nearnessAt(letters: string, place: number): number {
  return VALUES[letters.charCodeAt(place)]!;
}

/** Whether a text is a letter for each of so many neighbours. */
export function areLetters(text: unknown, neighbours: number): text is string {
  return typeof text === "string" && text.length === neighbours && /^[ -~]*$/.test(text);
}
