import { asks, type Kleene } from "../condition/match.ts";
import { valueTest } from "../condition/value-test.ts";
import type { ContextLeaf, Leaf } from "../leaves.ts";
import type { Rule } from "../rule.ts";
import { allOf, anyOf, never } from "./combine.ts";
import type { Row, Test } from "./row.ts";

/** What closures are made of. */
export interface ClosureMakings {
  /** Per bucket, whether a leaf holds; undefined: the attribute isn't projected. */
  truth(leaf: Leaf): readonly Kleene[] | undefined;
  readonly row: Pick<Row, "placeOf" | "placeOfPath">;
  /** What is already compiled: equal leaves are the same object, and are compiled once. */
  readonly leaves: { readonly true: Map<object, Test>; readonly false: Map<object, Test> };
  /** Whether a segment that a rule refers to comes out so. */
  ofSegment(id: string, wanted: boolean): Test;
}

/**
 * Compiles the question whether a rule is true (`wanted`) or false. With Kleene's logic each is two-valued, so that
 * negations sink to the leaves; a rule that is neither is unknown.
 */
export function compileRule(wanted: boolean, rule: Rule, makings: ClosureMakings): Test {
  if ("all" in rule) return wanted ? together(wanted, rule.all, makings) : either(wanted, rule.all, makings);
  if ("any" in rule) return wanted ? either(wanted, rule.any, makings) : together(wanted, rule.any, makings);
  if ("not" in rule) return compileRule(!wanted, rule.not, makings);
  if ("segment" in rule) return makings.ofSegment(rule.segment, wanted);
  const known = makings.leaves[`${wanted}`];
  let test = known.get(rule);
  if (!test) {
    test = "context" in rule ? contextTest(wanted, rule, makings) : bucketTest(wanted, rule, makings);
    known.set(rule, test);
  }
  return test;
}

function together(wanted: boolean, rules: readonly Rule[], makings: ClosureMakings): Test {
  return allOf(cheapFirst(rules).map((rule) => compileRule(wanted, rule, makings)));
}

function either(wanted: boolean, rules: readonly Rule[], makings: ClosureMakings): Test {
  return anyOf(cheapFirst(rules).map((rule) => compileRule(wanted, rule, makings)));
}

/** What is answered fast is asked first: it often settles the rest. */
function cheapFirst(rules: readonly Rule[]): readonly Rule[] {
  return rules.length < 2 ? rules : [...rules].sort((one, other) => costOf(one) - costOf(other));
}

/** Comparing values, then buckets, orders, patterns, and whatever is made of others. */
function costOf(rule: Rule): number {
  if ("attribute" in rule) return 1;
  if (!("context" in rule)) return 4;
  const [operand] = Object.values(rule.context);
  if (!asks(operand) || "$in" in operand) return 0;
  return "$regex" in operand || "$regexi" in operand ? 3 : 2;
}

function bucketTest(wanted: boolean, leaf: Leaf, makings: ClosureMakings): Test {
  const place = makings.row.placeOf(leaf.attribute);
  const table = makings.truth(leaf);
  if (place === undefined || !table) return never;
  // Code 0 is unknown, which is never as wanted.
  const answers = Uint8Array.from([undefined, ...table], (answer) => Number(answer === wanted));
  return (row) => answers[row.code(place)] === 1;
}

function contextTest(wanted: boolean, { context }: ContextLeaf, makings: ClosureMakings): Test {
  const [[key, operand]] = Object.entries(context) as [[string, unknown]];
  return valueTest(operand, wanted, makings.row.placeOfPath(key));
}
