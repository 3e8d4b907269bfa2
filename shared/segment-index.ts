import type { Facts } from "./closures/row.ts";
import type { Kleene } from "./condition/match.ts";
import type { Leaf } from "./rule.ts";
import type { Literal } from "./segment-index/literals.ts";
import { layoutOf } from "./segment-index/layout.ts";
import { attributeVariable, contextVariable, type Variable } from "./segment-index/variable.ts";
import type { Way } from "./segment-index/ways.ts";

/** What is known of the attributes that rules read. */
export interface KnownAttributes {
  /** Per bucket, whether a leaf holds; undefined: nothing is known of the attribute. */
  truth(leaf: Leaf): readonly Kleene[] | undefined;
  /** Those with only one bucket, so that none is sent. */
  readonly constants: ReadonlySet<string>;
  /** All others, in the order in which visitors' buckets mostly come. */
  readonly sent: readonly string[];
}

/** Finds the segments that hold, visiting only those that can. */
export interface SegmentIndex {
  /**
   * The numbers of the segments that hold, ascending. `verify` evaluates a segment of which the index knows only
   * that it isn't excluded; it is asked at most once for each.
   */
  find(facts: Facts, verify: (segment: number) => boolean): number[];
}

/**
 * Builds an index from the ways in which each segment can hold. Buckets are small integers and values of the
 * context can be remembered, so that for each variable and each of its values there is a set of ways that it
 * leaves open; what matches is the intersection of these sets over all variables. The sets are bitmaps as in
 * O'Neil and Quass, "Improved query performance with variant indexes" (SIGMOD 1997). Ways that ask the same stand
 * side by side, so that a variable that few ask concerns few words, and costs as much as there are ways that ask it.
 */
export function indexSegments(
  ways: readonly (readonly Way[])[],
  literals: readonly Literal[],
  { truth, sent }: KnownAttributes,
): SegmentIndex {
  const layout = layoutOf(ways, literals);
  const { segmentAt, exactAt, unfiltered, wordCount } = layout;
  const places = new Map(sent.map((id, place) => [id, place]));
  const variables: Variable[] = layout.variables.map(({ kind, name, questions }) => {
    const asked = [...questions.values()];
    return kind === "attribute"
      ? attributeVariable(places.get(name), asked, wordCount, truth)
      : contextVariable(name, kind === "lookup", asked, wordCount);
  });
  const dense = variables.filter(({ words }) => words.length === wordCount);
  const sparse = variables.filter(({ words }) => words.length < wordCount);
  const all = new Int32Array(wordCount).fill(-1);
  // Bits behind the last way belong to nothing.
  if (segmentAt.length % 32 > 0) all[wordCount - 1] = 2 ** (segmentAt.length % 32) - 1;

  // Evaluating isn't interrupted, so one set of scratch space serves all requests.
  const open = new Int32Array(wordCount);
  const row: (number | undefined)[] = sent.map(() => undefined);
  const found = new Int32Array(Math.ceil(ways.length / 32));
  const visited = new Int32Array(found.length);

  const narrow = (facts: Facts) => {
    open.set(all);
    if (facts.buckets) readRow(facts.buckets, sent, row);
    for (const variable of dense) {
      const mask = variable.mask(facts, row);
      for (let word = 0; word < wordCount; word++) open[word]! &= mask[word]!;
    }
    for (const variable of sparse) {
      const { words } = variable;
      const mask = variable.mask(facts, row);
      for (let slot = 0; slot < words.length; slot++) open[words[slot]!]! &= mask[slot]!;
    }
  };
  const visit = (segment: number, exact: boolean, verify: (segment: number) => boolean) => {
    const word = segment >>> 5;
    const bit = 1 << segment;
    if (exact) found[word]! |= bit;
    else if ((visited[word]! & bit) === 0) {
      visited[word]! |= bit;
      if (verify(segment)) found[word]! |= bit;
    }
  };
  return {
    find(facts, verify) {
      found.fill(0);
      visited.fill(0);
      narrow(facts);
      for (const segment of unfiltered) visit(segment, false, verify);
      for (const position of bitsIn(open)) visit(segmentAt[position]!, exactAt[position] === 1, verify);
      return bitsIn(found);
    },
  };
}

/** Buckets by place. In its own order a record is read several times faster than by name. */
function readRow(
  buckets: Readonly<Record<string, number | undefined>>,
  ids: readonly string[],
  row: (number | undefined)[],
): void {
  let place = 0;
  for (const id in buckets) {
    if (id !== ids[place]) break;
    row[place++] = buckets[id];
  }
  for (; place < ids.length; place++) row[place] = buckets[ids[place]!];
}

/** The numbers of the bits that are set, ascending. */
function bitsIn(words: Int32Array): number[] {
  const numbers: number[] = [];
  for (let word = 0; word < words.length; word++) {
    for (let bits = words[word]!; bits !== 0; bits &= bits - 1)
      numbers.push(word * 32 + 31 - Math.clz32(bits & -bits));
  }
  return numbers;
}
