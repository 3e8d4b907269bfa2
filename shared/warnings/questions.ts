import { type Attributes, compile, type Condition, type Kleene } from "../condition/match.ts";
import type { Leaf, Rule } from "../rule.ts";
import { contextValues } from "./context-values.ts";

/** What rules ask about, written so that every answer is the number of a bucket. */
export interface Question {
  /** Rules without segments and without context, whose facts are attributes as well. */
  readonly rules: readonly Rule[];
  /** What visitors and requests differ in. */
  readonly variables: readonly Variable[];
  /** Truth per bucket. */
  truth(leaf: Leaf): readonly Kleene[];
  /** Whether something stands in it that is taken to hold or not as it pleases. */
  readonly isOpen: boolean;
}

/** An attribute, or a fact of the request, and one bucket of each kind that the rules tell apart. */
export interface Variable {
  readonly name: string;
  readonly buckets: readonly number[];
}

type Truth = (leaf: Leaf) => readonly Kleene[] | undefined;

/** Stands before the names of facts of the request; no name of an attribute begins so. */
const FACT = "\0";
const EITHER: readonly Kleene[] = [false, true];

/** Writes rules as a question. Segments must not refer to themselves, which the checker refuses. */
export function questionOf(
  asked: readonly Rule[],
  segments: Readonly<Record<string, Rule>>,
  truth: Truth,
): Question {
  const whole = asked.map((rule) => inlined(rule, segments));
  const tests = new Map<string, Condition[]>();
  for (const rule of whole) {
    visit(rule, (part) => "context" in part && collect(tests, nameOf(part.context), part.context));
  }
  const facts = new Map([...tests].map(([name, own]) => [name, valuesOf(name, own)]));
  const rules = whole.map((rule) =>
    mapped(rule, (part) => ("context" in part ? factOf(part.context) : part)),
  );
  const leaves = new Map<string, Leaf[]>();
  for (const rule of rules)
    visit(rule, (part) => "attribute" in part && collect(leaves, part.attribute, part));
  const truthOf = (leaf: Leaf): readonly Kleene[] => {
    if (!leaf.attribute.startsWith(FACT)) return truth(leaf) ?? EITHER;
    const values = facts.get(nameOf(leaf.test));
    const evaluate = compile(leaf.test);
    return values?.map((value) => evaluate(requestWith(nameOf(leaf.test), value))) ?? EITHER;
  };
  return {
    rules,
    variables: [...leaves].map(([name, own]) => ({ name, buckets: distinctBuckets(own.map(truthOf)) })),
    truth: truthOf,
    isOpen: [...facts.values()].includes(undefined),
  };

  /** Tests that can't be listed are facts of their own. */
  function factOf(test: Condition): Leaf {
    const name = nameOf(test);
    return { attribute: FACT + (facts.get(name) ? name : JSON.stringify(test)), test };
  }
}

/** Values of a fact of the request. Deeper paths, and the context as a whole, can't be listed. */
function valuesOf(name: string, tests: readonly Condition[]): readonly unknown[] | undefined {
  return /^context\.\w+$/.test(name) ? contextValues(tests) : undefined;
}

function requestWith(name: string, value: unknown): Attributes {
  return { context: { [name.slice("context.".length)]: value } };
}

/** One bucket of each kind that these tables tell apart. */
function distinctBuckets(tables: readonly (readonly Kleene[])[]): number[] {
  const rows = new Map<string, number>();
  for (let bucket = 0; bucket < Math.max(...tables.map((table) => table.length)); bucket++) {
    const row = tables.map((table) => String(table[bucket])).join();
    if (!rows.has(row)) rows.set(row, bucket);
  }
  return [...rows.values()];
}

function inlined(rule: Rule, segments: Readonly<Record<string, Rule>>): Rule {
  return mapped(rule, (part) => {
    if (!("segment" in part)) return part;
    const meant = segments[part.segment];
    return meant ? inlined(meant, segments) : part;
  });
}

function mapped(rule: Rule, change: (part: Rule) => Rule): Rule {
  if ("all" in rule) return { all: rule.all.map((part) => mapped(part, change)) };
  if ("any" in rule) return { any: rule.any.map((part) => mapped(part, change)) };
  if ("not" in rule) return { not: mapped(rule.not, change) };
  return change(rule);
}

function visit(rule: Rule, look: (part: Rule) => unknown): void {
  mapped(rule, (part) => {
    look(part);
    return part;
  });
}

/** `context.country`; deeper paths, and `context` as a whole, are names of their own. */
function nameOf(test: Condition): string {
  return Object.keys(test).join();
}

function collect<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  lists.set(name, [...(lists.get(name) ?? []), item]);
}
