import type { Condition, Kleene } from "../../shared/condition/match.ts";
import type { Leaf, Rule } from "../../shared/rule.ts";
import { contextValues } from "./context-values.ts";

/** What rules ask about, written so that every answer comes from a list. */
export interface Question {
  /** Rules without segments, and with a pseudo attribute for each test that can't be listed. */
  readonly rules: readonly Rule[];
  readonly variables: readonly Variable[];
  /** Truth per bucket, also of pseudo attributes. */
  truth(leaf: Leaf): readonly Kleene[] | undefined;
  /** Whether something stands in it that is taken to hold or not as it pleases. */
  readonly isOpen: boolean;
}

/** Something that visitors differ in: the bucket of an attribute, or a fact of the request. */
export interface Variable {
  readonly kind: "bucket" | "context";
  readonly name: string;
  readonly values: readonly unknown[];
}

type Truth = (leaf: Leaf) => readonly Kleene[] | undefined;

/** Stands before the names of pseudo attributes; no name of an attribute begins so. */
const FREE = "\0";
const EITHER: readonly Kleene[] = [false, true];

/** Writes rules as a question. Segments must not refer to themselves, which the checker refuses. */
export function questionOf(
  asked: readonly Rule[],
  segments: Readonly<Record<string, Rule>>,
  truth: Truth,
): Question {
  const whole = asked.map((rule) => inlined(rule, segments));
  const facts = new Map<string, Condition[]>();
  for (const rule of whole)
    visit(rule, (part) => {
      if ("context" in part) collect(facts, nameOf(part.context), part.context);
    });
  const values = new Map(
    [...facts].map(([name, tests]) => [name, /^context\.\w+$/.test(name) ? contextValues(tests) : undefined]),
  );
  const rules = whole.map((rule) => withPseudo(rule, (name) => values.get(name) !== undefined));
  const leaves = new Map<string, Leaf[]>();
  for (const rule of rules)
    visit(rule, (part) => {
      if ("attribute" in part) collect(leaves, part.attribute, part);
    });
  const truthOf: Truth = (leaf) => (leaf.attribute.startsWith(FREE) ? EITHER : (truth(leaf) ?? EITHER));
  const variables = [
    ...[...leaves].map(([name, own]): Variable => ({
      kind: "bucket",
      name,
      values: distinctBuckets(own, truthOf),
    })),
    ...[...values].flatMap(([name, listed]): Variable[] =>
      listed ? [{ kind: "context", name: name.slice("context.".length), values: listed }] : [],
    ),
  ];
  return { rules, variables, truth: truthOf, isOpen: [...values.values()].includes(undefined) };
}

/** One bucket of each kind that these leaves can tell apart. */
function distinctBuckets(leaves: readonly Leaf[], truth: Truth): number[] {
  const tables = leaves.map((leaf) => truth(leaf) ?? []);
  const rows = new Map<string, number>();
  for (let bucket = 0; bucket < Math.max(0, ...tables.map((table) => table.length)); bucket++) {
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

function withPseudo(rule: Rule, isListed: (name: string) => boolean): Rule {
  return mapped(rule, (part) =>
    "context" in part && !isListed(nameOf(part.context))
      ? { attribute: FREE + JSON.stringify(part.context), test: part.context }
      : part,
  );
}

function mapped(rule: Rule, change: (part: Rule) => Rule): Rule {
  if ("all" in rule) return { all: rule.all.map((part) => mapped(part, change)) };
  if ("any" in rule) return { any: rule.any.map((part) => mapped(part, change)) };
  if ("not" in rule) return { not: mapped(rule.not, change) };
  return change(rule);
}

function visit(rule: Rule, look: (part: Rule) => void): void {
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
