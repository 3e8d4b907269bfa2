import { type Kleene, all, any, not } from "../condition/kleene.ts";
import { type Condition, asks } from "../condition/match.ts";
import type { Rule } from "../rule.ts";
import type { Facts } from "./facts.ts";

/** One thing that is asked of one value, and is never negated itself. */
export interface Atom {
  /** Equal for equal questions. */
  readonly key: string;
  /** An attribute or a place in it, or a place in the context; the id of a segment that can't be decided. */
  readonly path: string;
  readonly operator: string;
  readonly operand: unknown;
  /** Its answer. */
  readonly truth: Kleene;
}

/** An atom, or that it doesn't hold. */
export interface Literal {
  readonly atom: Atom;
  readonly negated: boolean;
}

/** A rule with its segments in place and its negations moved down to the atoms. Segments are shared, not copied. */
export type Formula =
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly segment: string; readonly formula: Formula }
  | Literal;

type Judge = (path: string, operator: string, operand: unknown) => Kleene;

/** Operators that say exactly the opposite of another one, of any value whatsoever. */
export const OPPOSITES: Readonly<Record<string, string>> = {
  $ne: "$eq",
  $nin: "$in",
  $nini: "$ini",
  $notInGroup: "$inGroup",
  $vne: "$veq",
};

const LOGIC: readonly string[] = ["$and", "$or", "$nor"];

/** Operators whose operand must be a list; with anything else they and their opposites are both false. */
const LISTS = ["$nin", "$nini"];

/** Builds the formula of a rule. A leaf that the facts know only as a whole stays whole. */
export function formulaOf(rule: Rule, segments: Readonly<Record<string, Rule>>, facts: Facts): Formula {
  const built = new Map<string, Formula>();
  const open = new Set<string>();

  const segment = (id: string, negated: boolean): Formula => {
    const name = `${negated ? "!" : ""}${id}`;
    const known = built.get(name);
    if (known) return known;
    // A segment that is switched off is unknown, and so is one that doesn't exist or that reads itself, which the
    // checker refuses.
    if (!Object.hasOwn(segments, id) || open.has(id) || facts.isOff?.("segments", id)) {
      return { atom: atomOf(id, "$segment", id, () => undefined), negated };
    }
    open.add(id);
    const formula: Formula = { segment: id, formula: build(segments[id]!, negated) };
    open.delete(id);
    built.set(name, formula);
    return formula;
  };

  const build = (rule: Rule, negated: boolean): Formula => {
    if ("all" in rule) return join(rule.all, false, negated, build);
    if ("any" in rule) return join(rule.any, true, negated, build);
    if ("not" in rule) return build(rule.not, !negated);
    if ("segment" in rule) return segment(rule.segment, negated);
    if ("context" in rule) {
      return whole("context", rule.context, negated, facts.context(rule.context), (path, operator, operand) =>
        facts.context({ [path]: { [operator]: operand } }),
      );
    }
    const { attribute, test } = rule;
    const truth = facts.attribute(attribute, test);
    return whole(attribute, named(test, attribute), negated, truth, (path, operator, operand) =>
      facts.attribute(attribute, { [path.slice(attribute.length)]: { [operator]: operand } }),
    );
  };
  return build(rule, false);
}

/** Splits a condition as far as its parts together answer as it does itself. */
function whole(path: string, condition: Condition, negated: boolean, truth: Kleene, judge: Judge): Formula {
  const unjudged = splitCondition(condition, negated, () => undefined);
  // Most conditions ask but one thing, of which the answer is there.
  if ("atom" in unjudged) {
    const { atom } = unjudged;
    return { ...unjudged, atom: { ...atom, truth: unjudged.negated === negated ? truth : not(truth) } };
  }
  const split = splitCondition(condition, negated, judge);
  const literal = { atom: atomOf(path, "$and", [condition], () => truth), negated };
  return evaluator(literalTruth)(split) === literalTruth(literal) ? split : literal;
}

/** The predicates of a condition whose keys are paths, as a formula. */
export function splitCondition(condition: Condition, negated: boolean, judge: Judge): Formula {
  const look = (part: unknown, negated: boolean) => splitCondition(part as Condition, negated, judge);
  const parts = Object.entries(condition).map(([key, operand]): Formula => {
    if (key === "$and") return join(operand as unknown[], false, negated, look);
    if (key === "$or" || key === "$nor") {
      const several = operand as unknown[];
      // No alternatives at all are no demand.
      return join(several, several.length > 0, key === "$nor" ? !negated : negated, look);
    }
    if (key === "$not") return look(operand, !negated);
    return splitQuestion(key, asks(operand) ? operand : { $eq: operand }, negated, judge);
  });
  return single(parts, negated);
}

function splitQuestion(path: string, question: Condition, negated: boolean, judge: Judge): Formula {
  const parts = Object.entries(question).map(([operator, operand]): Formula => {
    if (operator === "$not" && asks(operand)) return splitQuestion(path, operand, !negated, judge);
    if (operator === "$exists" && operand === false) {
      return { atom: atomOf(path, "$exists", true, judge), negated: !negated };
    }
    const opposite = OPPOSITES[operator];
    return opposite !== undefined && (Array.isArray(operand) || !LISTS.includes(operator))
      ? { atom: atomOf(path, opposite, operand, judge), negated: !negated }
      : { atom: atomOf(path, operator, operand, judge), negated };
  });
  return single(parts, negated);
}

function atomOf(path: string, operator: string, operand: unknown, judge: Judge): Atom {
  const key = JSON.stringify([path, operator, operand]);
  return { key, path, operator, operand, truth: judge(path, operator, operand) };
}

/** Any or all of several parts; negated, it is the other way round. */
function join<Part>(
  parts: readonly Part[],
  any: boolean,
  negated: boolean,
  build: (part: Part, negated: boolean) => Formula,
): Formula {
  return single(
    parts.map((part) => build(part, negated)),
    any !== negated,
  );
}

function single(parts: readonly Formula[], any: boolean): Formula {
  if (parts.length === 1) return parts[0]!;
  return any ? { any: parts } : { all: parts };
}

/** A test over `{ "": value }` as a condition that names its attribute. */
function named(test: Condition, attribute: string): Condition {
  const entries = Object.entries(test).map(([key, operand]): [string, unknown] => {
    if (key === "$not") return [key, named(operand as Condition, attribute)];
    if (LOGIC.includes(key)) return [key, (operand as Condition[]).map((part) => named(part, attribute))];
    return [`${attribute}${key}`, operand];
  });
  return Object.fromEntries(entries);
}

/** Answers for a formula, each shared part once. */
export function evaluator(truthOf: (literal: Literal) => Kleene): (formula: Formula) => Kleene {
  const answers = new Map<Formula, Kleene>();
  const answer = (formula: Formula): Kleene => {
    if ("atom" in formula) return truthOf(formula);
    if (answers.has(formula)) return answers.get(formula);
    const truth =
      "segment" in formula
        ? answer(formula.formula)
        : "all" in formula
          ? all(formula.all, answer)
          : any(formula.any, answer);
    answers.set(formula, truth);
    return truth;
  };
  return answer;
}

/** Whether a literal holds. */
export function literalTruth({ atom: { truth }, negated }: Literal): Kleene {
  return negated ? not(truth) : truth;
}
