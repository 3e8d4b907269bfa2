import { type Condition, asks } from "../condition/match.ts";
import { type Formula, type Literal, splitCondition } from "./formula.ts";
import type { Bound, Language } from "./text/language.ts";
import { type Values, joined, quote, valueText } from "./values.ts";

type Phrase = (operand: unknown, values: Values, language: Language) => string;

const BOUNDS: Readonly<Record<string, Exclude<Bound, "exactly">>> = {
  $gt: "more",
  $gte: "least",
  $lt: "less",
  $lte: "most",
};
const REVERSED = { more: "most", least: "less", less: "least", most: "more" } as const;

/** What the values of a property are about nobody knows here. */
const ANYTHING: Values = {};

const version =
  (bound: Bound): Phrase =>
  (operand, _, language) =>
    language.needs.versions[bound](quote(String(operand), language));
const oneOf: Phrase = (operand, values, language) => listText(operand, "or", values, language);
const withAll: Phrase = (operand, values, language) =>
  language.needs.listWithAll(listText(operand, "and", values, language));
const matching: Phrase = (operand, _, language) => language.needs.matching(quote(String(operand), language));
const inAnyCase =
  (phrase: Phrase): Phrase =>
  (operand, values, language) =>
    language.needs.anyCase(phrase(operand, values, language));

/** What an operator asks for, where it isn't about an order. One entry per operator. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  $eq: (operand, values, language) =>
    operand === null ? language.needs.nothing : valueText(operand, values, language),
  $in: oneOf,
  $ini: inAnyCase(oneOf),
  $inGroup: (operand, values, language) =>
    typeof operand === "string"
      ? language.needs.group(quote(operand, language))
      : oneOf(operand, values, language),
  $all: withAll,
  $alli: inAnyCase(withAll),
  $exists: (_, __, { needs }) => needs.any,
  $type: (operand, _, { needs }) => needs.types[String(operand)] ?? String(operand),
  $size: (operand, _, language) =>
    language.needs.listOfLength(conditionText({ "": operand }, "", ANYTHING, language)),
  $elemMatch: (operand, _, language) => {
    const condition = asks(operand) ? { "": operand } : (operand as Condition);
    return language.needs.listWithOne(conditionText(condition, "", ANYTHING, language));
  },
  $regex: matching,
  $regexi: inAnyCase(matching),
  $veq: version("exactly"),
  $vgt: version("more"),
  $vgte: version("least"),
  $vlt: version("less"),
  $vlte: version("most"),
};

/** What a literal asks for, so that it can stand after "is". */
export function needText(
  { atom: { operator, operand }, negated }: Literal,
  values: Values,
  language: Language,
): string {
  const bound = BOUNDS[operator];
  if (bound !== undefined) {
    const text = boundText(negated ? REVERSED[bound] : bound, operand, values, language);
    // The opposite of an order holds also where there is nothing to compare.
    return negated && values.mayBeNothing ? language.needs.orNothing(text) : text;
  }
  if (negated && operator === "$eq" && operand === null) return language.needs.any;
  if (negated && operator === "$exists") return language.needs.nothing;
  if (negated && (operator === "$in" || operator === "$ini") && Array.isArray(operand)) {
    const but = language.needs.but(listText(operand, "or", values, language));
    return operator === "$in" ? but : language.needs.anyCase(but);
  }
  const phrase = Object.hasOwn(PHRASES, operator) ? PHRASES[operator] : undefined;
  const text =
    phrase?.(operand, values, language) ?? quote(JSON.stringify({ [operator]: operand }), language);
  return negated ? language.needs.but(text) : text;
}

/** Whether what an operator asks for is said as an amount. */
export function isAmount(operator: string, operand: unknown): boolean {
  return numberOf(operand) !== undefined && (BOUNDS[operator] !== undefined || operator === "$eq");
}

/** A whole condition; what stands at other paths than `root` is named. */
export function conditionText(
  condition: Condition,
  root: string | undefined,
  values: Values,
  language: Language,
  negated = false,
): string {
  const say = (formula: Formula, isInside: boolean): string => {
    if ("atom" in formula) {
      const { path } = formula.atom;
      if (path === root) return needText(formula, values, language);
      return language.is(quote(path, language), needText(formula, ANYTHING, language));
    }
    if ("segment" in formula) return say(formula.formula, isInside);
    const parts = "all" in formula ? formula.all : formula.any;
    const text = joined(
      parts.map((part) => say(part, parts.length > 1)),
      "all" in formula ? "and" : "or",
      language,
    );
    return isInside ? `(${text})` : text;
  };
  return say(
    splitCondition(condition, negated, () => undefined),
    false,
  );
}

function boundText(
  bound: Exclude<Bound, "exactly">,
  operand: unknown,
  values: Values,
  language: Language,
): string {
  const number = numberOf(operand);
  return number === undefined
    ? language.needs.texts[bound](valueText(operand, values, language))
    : language.amount(bound, number, values.unit);
}

/** A number, also one that is written as text: orders take them as the same. */
function numberOf(operand: unknown): number | undefined {
  if (typeof operand === "number") return operand;
  const isNumber = typeof operand === "string" && operand.trim() !== "" && Number.isFinite(Number(operand));
  return isNumber ? Number(operand) : undefined;
}

function listText(operand: unknown, how: "and" | "or", values: Values, language: Language): string {
  if (!Array.isArray(operand) || operand.length === 0) return language.needs.nothing;
  return joined(
    operand.map((item) => valueText(item, values, language)),
    how,
    language,
  );
}
