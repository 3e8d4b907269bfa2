import type { ContextLeaf, Leaf } from "../leaves.ts";

/** A leaf, and whether it is asked to be true or to be false. Unknown is neither. */
export interface Literal {
  readonly of: Leaf | ContextLeaf;
  readonly wanted: boolean;
  /** Different for each literal. */
  readonly number: number;
  /** In how many ways it stands. */
  asked: number;
  /** The place of its variable, the rarest first; absent: not indexed. */
  rank?: number;
}

/** Makes literals, the same object for the same leaf. */
export interface Literals {
  literal(of: Leaf | ContextLeaf, wanted: boolean): Literal;
  all(): readonly Literal[];
}

/** None yet. */
export function newLiterals(): Literals {
  const positive = new Map<Leaf | ContextLeaf, Literal>();
  const negative = new Map<Leaf | ContextLeaf, Literal>();
  const all: Literal[] = [];
  return {
    all: () => all,
    literal(of, wanted) {
      const known = (wanted ? positive : negative).get(of);
      if (known) return known;
      const literal: Literal = { of, wanted, number: all.length, asked: 0 };
      (wanted ? positive : negative).set(of, literal);
      all.push(literal);
      return literal;
    },
  };
}
