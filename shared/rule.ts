import { type Condition, compile, type Evaluator, type Kleene } from "./condition/match.ts";
import type { When } from "./schema-parts.ts";

/**
 * A rule as a tree whose leaves read either one profile attribute or the context. A leaf on an attribute is
 * as large as possible (`$or` over one attribute is one leaf): it is what the projection must tell apart,
 * and nothing finer.
 */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly segment: string }
  | { readonly context: Condition }
  | Leaf;

/** A predicate over one attribute, written over `{ "": value }`. */
export interface Leaf {
  readonly attribute: string;
  readonly test: Condition;
}

/** What a rule is evaluated on: the bucket of each known attribute, the segments decided before, the context. */
export interface RuleInput {
  readonly bucket: (attribute: string) => number | undefined;
  readonly segment: (id: string) => Kleene;
  readonly context: Readonly<Record<string, unknown>> | symbol;
}

/** The rule of a `when`: a segment, several, a condition, or none, which always holds. */
export function ruleOf(when: When | undefined): Rule {
  if (when === undefined) return { all: [] };
  if (typeof when === "string") return { segment: when };
  if (Array.isArray(when)) return { all: when.map((segment: string) => ({ segment })) };
  return parse(when);
}

function parse(condition: Condition): Rule {
  const parts = Object.entries(condition).map(([key, value]): Rule => {
    const list = () => (value as Condition[]).map(parse);
    if (key === "$and") return gather("$and", list());
    if (key === "$or") return gather("$or", list());
    if (key === "$nor") return negate(gather("$or", list()));
    if (key === "$not") return negate(parse(value as Condition));
    if (key === "$segment") return { segment: value as string };
    const [name] = key.split(".", 1);
    if (name === "context") return { context: { [key]: value } };
    return { attribute: name!, test: { [key.slice(name!.length)]: value } };
  });
  return gather("$and", parts);
}

/** Joins rules, those on the same attribute into one leaf. */
function gather(operator: "$and" | "$or", rules: readonly Rule[]): Rule {
  const leaves = new Map<string, Condition[]>();
  const rest: Rule[] = [];
  for (const rule of rules) {
    if ("attribute" in rule) leaves.set(rule.attribute, [...(leaves.get(rule.attribute) ?? []), rule.test]);
    else rest.push(rule);
  }
  const joined: Rule[] = [...leaves].map(([attribute, tests]) => ({
    attribute,
    test: tests.length === 1 ? tests[0]! : { [operator]: tests },
  }));
  const all = [...joined, ...rest];
  if (all.length === 1) return all[0]!;
  // An empty `$or` holds, as it does for conditions on values.
  if (all.length === 0) return { all };
  return operator === "$and" ? { all } : { any: all };
}

function negate(rule: Rule): Rule {
  return "attribute" in rule ? { attribute: rule.attribute, test: { $nor: [rule.test] } } : { not: rule };
}

/** The leaves of a rule that read profile attributes. */
export function leavesOf(rule: Rule): readonly Leaf[] {
  if ("attribute" in rule) return [rule];
  if ("all" in rule) return rule.all.flatMap(leavesOf);
  if ("any" in rule) return rule.any.flatMap(leavesOf);
  if ("not" in rule) return leavesOf(rule.not);
  return [];
}

/** Compiles a rule once. `truth` tells, per bucket, whether a leaf holds; undefined: the attribute isn't projected. */
export function compileRule(
  rule: Rule,
  truth: (leaf: Leaf) => readonly Kleene[] | undefined,
): (input: RuleInput) => Kleene {
  if ("all" in rule) {
    const parts = rule.all.map((part) => compileRule(part, truth));
    return (input) => fold(parts, input, false);
  }
  if ("any" in rule) {
    const parts = rule.any.map((part) => compileRule(part, truth));
    return (input) => fold(parts, input, true);
  }
  if ("not" in rule) {
    const part = compileRule(rule.not, truth);
    return (input) => {
      const result = part(input);
      return result === undefined ? undefined : !result;
    };
  }
  if ("segment" in rule) return (input) => input.segment(rule.segment);
  if ("context" in rule) {
    const evaluate: Evaluator = compile(rule.context);
    return (input) => evaluate({ context: input.context });
  }
  const table = truth(rule);
  return (input) => {
    const bucket = input.bucket(rule.attribute);
    return bucket === undefined ? undefined : table?.[bucket];
  };
}

/** Kleene's "and" (`decisive` false) and "or" (`decisive` true): one decisive part settles it, else unknown spreads. */
function fold(parts: readonly ((input: RuleInput) => Kleene)[], input: RuleInput, decisive: boolean): Kleene {
  let result: Kleene = !decisive;
  for (const part of parts) {
    const value = part(input);
    if (value === decisive) return decisive;
    if (value === undefined) result = undefined;
  }
  return result;
}
