import type { Facts } from "../closures/row.ts";
import type { ValueTest } from "../condition/direct-test.ts";
import { type Condition, type Kleene, UNKNOWN } from "../condition/match.ts";
import { valueTest } from "../condition/value-test.ts";
import { isPlain, valueAt } from "../condition/value.ts";
import { INDEX_MASK_WORDS, INDEX_TEXT_CHARACTERS } from "../limits.ts";
import type { Leaf } from "../rule.ts";
import { namedBy } from "./lookup.ts";
import { masksOf, type Question } from "./masks.ts";
import type { Literal } from "./literals.ts";

/** Something that conditions read, and which ways are still open for each of its values. */
export interface Variable {
  /** The words that are concerned … */
  readonly words: Int32Array;
  /** … and which bits of each stay, given the facts, and the buckets of the attributes in the plan's order. */
  mask(facts: Facts, row: readonly (number | undefined)[]): Int32Array;
}

/** An attribute. `place`: in the plan's order; undefined if it has one bucket, so that none is sent. */
export function attributeVariable(
  place: number | undefined,
  questions: readonly Question[],
  wordCount: number,
  truth: (leaf: Leaf) => readonly Kleene[] | undefined,
): Variable {
  const { words, free, set } = masksOf(questions, wordCount);
  const tables = questions.map(({ literals }) =>
    literals.map(({ of, wanted }) => truth(of as Leaf)?.map((answer) => answer === wanted) ?? []),
  );
  const known: Int32Array[] = [];
  const count = tables.flat().reduce((most, table) => Math.max(most, table.length), 0);
  for (let bucket = 0; bucket < count; bucket++) {
    const mask = free.slice();
    tables.forEach((answers, question) => {
      if (answers.every((table) => table[bucket])) set(mask, question, true);
    });
    known.push(mask);
  }
  return {
    words,
    mask({ buckets }, row) {
      if (!buckets) return free;
      const bucket = place === undefined ? 0 : row[place];
      return (bucket === undefined ? undefined : known[bucket]) ?? free;
    },
  };
}

const STRANGER = Symbol("a value that no condition names");

/**
 * A fact of the request. What values there are shows only with the requests, so masks are made when they are
 * first asked for, and kept within bounds. `lookup`: the conditions ask for nothing but equality, so all values
 * that they don't name share one mask.
 */
export function contextVariable(
  path: string,
  lookup: boolean,
  questions: readonly Question[],
  wordCount: number,
): Variable {
  const { words, free, set } = masksOf(questions, wordCount);
  const asked = questions.map(({ literals }) => literals.map(answerTo));
  const everything = questions.map((_, question) => question);
  const naming = lookup ? namingOf(questions) : undefined;
  const known = new Map<unknown, Int32Array>();
  const most = Math.max(4, Math.floor(INDEX_MASK_WORDS / words.length));

  const made = (base: Int32Array, again: readonly number[], value: unknown): Int32Array => {
    const mask = base.slice();
    const values = { value: () => value };
    for (const question of again) {
      const holds = asked[question]!.every((answer) => answer(values));
      if (holds || base !== free) set(mask, question, holds);
    }
    return mask;
  };
  const remembered = (key: unknown, make: () => Int32Array): Int32Array => {
    const before = known.get(key);
    if (before) return before;
    const mask = make();
    if (known.size >= most) known.clear();
    known.set(key, mask);
    return mask;
  };
  const strangers = () => remembered(STRANGER, () => made(free, everything, STRANGER));
  const steps = path.split(".");
  return {
    words,
    mask({ context }) {
      const value = valueAt(context, steps) ?? null;
      if (value === UNKNOWN) return free;
      const short = typeof value !== "string" || value.length <= INDEX_TEXT_CHARACTERS;
      if (!isPlain(value) || (!naming && !short)) return made(free, everything, value);
      if (!naming) return remembered(value, () => made(free, everything, value));
      const again = naming.get(value);
      return again ? remembered(value, () => made(strangers(), again, value)) : strangers();
    },
  };
}

/** Which questions name a value, and so may be answered otherwise than for all others. */
function namingOf(questions: readonly Question[]): ReadonlyMap<unknown, readonly number[]> {
  const naming = new Map<unknown, number[]>();
  questions.forEach(({ literals }, question) => {
    for (const value of new Set(literals.flatMap((literal) => namedBy(operandOf(literal)) ?? []))) {
      const list = naming.get(value);
      if (list) list.push(question);
      else naming.set(value, [question]);
    }
  });
  return naming;
}

/** The value that a condition on the context holds under its one key. */
function operandOf({ of }: Literal): unknown {
  return Object.values((of as { context: Condition }).context)[0];
}

function answerTo(literal: Literal): ValueTest {
  return valueTest(operandOf(literal), literal.wanted, 0);
}
