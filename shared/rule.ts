import type { Condition } from "./condition/match.ts";
import { type ContextLeaf, type Leaf, type Leaves, leavesWith } from "./leaves.ts";
import type { When } from "./schema-parts.ts";

export type { Leaf } from "./leaves.ts";

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
  | ContextLeaf
  | Leaf;

/** The rule of a `when`: a segment, several, a condition, or none, which always holds. */
export function ruleOf(when: When | undefined, leaves = leavesWith({})): Rule {
  if (when === undefined) return { all: [] };
  if (typeof when === "string") return { segment: when };
  if (Array.isArray(when)) return { all: when.map((segment: string) => ({ segment })) };
  return parse(when, leaves);
}

function parse(condition: Condition, leaves: Leaves): Rule {
  const parts = Object.keys(condition).map((key): Rule => {
    const value = condition[key];
    const list = () => (value as Condition[]).map((item) => parse(item, leaves));
    if (key === "$and") return gather("$and", list(), leaves);
    if (key === "$or") return gather("$or", list(), leaves);
    if (key === "$nor") return negate(gather("$or", list(), leaves), leaves);
    if (key === "$not") return negate(parse(value as Condition, leaves), leaves);
    if (key === "$segment") return { segment: value as string };
    return leaves.of(key, value);
  });
  return gather("$and", parts, leaves);
}

/** Joins rules, those on the same attribute into one leaf. */
function gather(operator: "$and" | "$or", rules: readonly Rule[], leaves: Leaves): Rule {
  const joined: Rule[] = [];
  const rest: Rule[] = [];
  for (const rule of rules) {
    if (!("attribute" in rule)) rest.push(rule);
    else if (joined.every((other) => (other as Leaf).attribute !== rule.attribute))
      joined.push(leafOf(operator, rule.attribute, rules, leaves));
  }
  const all = [...joined, ...rest];
  if (all.length === 1) return all[0]!;
  // An empty `$or` holds, as it does for conditions on values.
  return operator === "$and" || all.length === 0 ? { all } : { any: all };
}

function leafOf(operator: "$and" | "$or", attribute: string, rules: readonly Rule[], leaves: Leaves): Leaf {
  const same = rules.filter((rule) => "attribute" in rule && rule.attribute === attribute) as Leaf[];
  return same.length === 1 ? same[0]! : leaves.leaf(attribute, { [operator]: same.map((leaf) => leaf.test) });
}

function negate(rule: Rule, leaves: Leaves): Rule {
  return "attribute" in rule ? leaves.leaf(rule.attribute, { $nor: [rule.test] }) : { not: rule };
}

/** The leaves of a rule that read profile attributes. */
export function leavesOf(rule: Rule): readonly Leaf[] {
  const leaves: Leaf[] = [];
  walk(rule, (part) => {
    if ("attribute" in part) leaves.push(part);
  });
  return leaves;
}

/** The segments that a rule refers to. */
export function segmentsOf(rule: Rule): readonly string[] {
  const segments: string[] = [];
  walk(rule, (part) => {
    if ("segment" in part) segments.push(part.segment);
  });
  return segments;
}

function walk(rule: Rule, visit: (part: Rule) => void): void {
  visit(rule);
  if ("not" in rule) walk(rule.not, visit);
  else if ("all" in rule) for (const part of rule.all) walk(part, visit);
  else if ("any" in rule) for (const part of rule.any) walk(part, visit);
}
