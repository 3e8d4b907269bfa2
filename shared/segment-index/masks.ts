import type { Literal } from "./literals.ts";

/** What the ways through an index ask of one variable: all of the literals, which all read that variable. */
export interface Question {
  readonly literals: readonly Literal[];
  /** The positions of the ways that ask it. */
  readonly positions: number[];
}

/** Sets of ways as bits; if few ask the variable, only the words of 32 bits in which one does. */
export interface Masks {
  /** Which words those are, ascending; all of them, if most ask. */
  readonly words: Int32Array;
  /** Ways that don't ask: what is left when the variable is unknown. */
  readonly free: Int32Array;
  /** Lets the ways pass that ask a question, or holds them back. */
  set(mask: Int32Array, question: number, holds: boolean): void;
}

/** Lays out the bits of a variable. `wordCount`: how many words all ways fill. */
export function masksOf(questions: readonly Question[], wordCount: number): Masks {
  const covered = new Int32Array(wordCount);
  for (const { positions } of questions)
    for (const position of positions) covered[position >>> 5]! |= 1 << position;
  const slots = new Int32Array(wordCount);
  const words: number[] = [];
  const dense = covered.filter((bits) => bits !== 0).length * 2 > wordCount;
  covered.forEach((bits, word) => {
    if (dense || bits !== 0) slots[word] = words.push(word) - 1;
  });
  // Where in a mask the bits of each question are: 32 times the slot, plus the bit.
  const bits = questions.map(({ positions }) =>
    positions.map((position) => slots[position >>> 5]! * 32 + (position & 31)),
  );
  return {
    words: Int32Array.from(words),
    free: Int32Array.from(words, (word) => ~covered[word]!),
    set(mask, question, holds) {
      for (const bit of bits[question]!) {
        if (holds) mask[bit >>> 5]! |= 1 << bit;
        else mask[bit >>> 5]! &= ~(1 << bit);
      }
    },
  };
}
