import { type Draft, draftsOf } from "./drafts.ts";
import type { Literal } from "./literals.ts";
import type { Way } from "./ways.ts";

/** Which way stands at which position, and who asks what. */
export interface Layout {
  readonly variables: readonly Draft[];
  /** The segment at each position … */
  readonly segmentAt: Int32Array;
  /** … and whether its literals are all that it asks. */
  readonly exactAt: Uint8Array;
  /** Segments with a way that nothing excludes. */
  readonly unfiltered: readonly number[];
  /** How many words of 32 positions there are. */
  readonly wordCount: number;
}

/** A way with the literals that are indexed, the rarest variable first. */
interface Entry {
  readonly segment: number;
  readonly exact: boolean;
  readonly literals: readonly Literal[];
  /** Equal where the rarest variables are the same. */
  readonly key: number;
}

/** How many of a way's variables decide where it stands. */
const SORTED_BY = 3;

/** Decides which literals are indexed, and puts the ways in an order in which those alike stand together. */
export function layoutOf(waysOf: readonly (readonly Way[])[], all: readonly Literal[]): Layout {
  for (const ways of waysOf) for (const way of ways) for (const literal of way.literals) literal.asked++;
  const drafts = draftsOf(all);
  const entries: Entry[] = [];
  const unfiltered: number[] = [];
  waysOf.forEach((ways, segment) => {
    for (const way of ways) {
      const literals = way.literals.filter((literal) => literal.rank !== undefined);
      literals.sort((one, other) => one.rank! - other.rank!);
      const exact = way.exact && literals.length === way.literals.length;
      if (literals.length === 0) unfiltered.push(segment);
      else entries.push({ segment, exact, literals, key: keyOf(literals, drafts.length) });
    }
  });
  entries.sort((one, other) => one.key - other.key || byNumbers(one.literals, other.literals));
  entries.forEach(({ literals }, position) => ask(literals, drafts, position));
  return {
    variables: drafts,
    segmentAt: Int32Array.from(entries, (entry) => entry.segment),
    exactAt: Uint8Array.from(entries, (entry) => Number(entry.exact)),
    unfiltered,
    wordCount: Math.ceil(entries.length / 32),
  };
}

/** Brings those together that ask the same of the same variables. */
function byNumbers(some: readonly Literal[], others: readonly Literal[]): number {
  for (let place = 0; place < SORTED_BY; place++) {
    const difference = (some[place]?.number ?? 0) - (others[place]?.number ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first ranks as digits of one number. */
function keyOf(literals: readonly Literal[], base: number): number {
  let key = 0;
  for (let place = 0; place < SORTED_BY; place++) key = key * (base + 1) + (literals[place]?.rank ?? base);
  return key;
}

/** Notes for each variable what the way at a position asks of it. */
function ask(literals: readonly Literal[], drafts: readonly Draft[], position: number): void {
  let start = 0;
  while (start < literals.length) {
    const { rank } = literals[start]!;
    let end = start + 1;
    while (literals[end]?.rank === rank) end++;
    const own = end - start === 1 ? [literals[start]!] : literals.slice(start, end);
    askOf(drafts[rank!]!, own, position);
    start = end;
  }
}

function askOf({ questions }: Draft, literals: readonly Literal[], position: number): void {
  const key = literals.length === 1 ? literals[0]!.number : literals.map(({ number }) => number).join();
  const question = questions.get(key);
  if (question) question.positions.push(position);
  else questions.set(key, { literals, positions: [position] });
}
