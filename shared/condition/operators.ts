import { REGEX_INPUT_CHARACTERS } from "../limits.ts";
import { type Kleene, all, any, not } from "./kleene.ts";
import { compare, equals, isNothing } from "./value.ts";
import { compareVersions } from "./version.ts";

/** A question to one value. */
export type Predicate = (value: unknown) => Kleene;

/**
 * Turns the operand of an operator into a predicate. The predicate is never asked about `UNKNOWN`
 * itself, only about values that may contain it. The type of the operand is what the operator relies
 * on; whether it is so is told by `operands.ts`.
 */
export type Operator<Operand = never> = (operand: Operand, compiler: Compiler) => Predicate;

/** What operators compile the operands with that are conditions themselves. */
export interface Compiler {
  /** An operand that asks: a condition, or operators on a value. */
  readonly question: (operand: unknown) => Predicate;
  /** An operand that asks (`{ "$gt": 1 }`), or stands for itself. */
  readonly expectation: (operand: unknown) => Predicate;
  /** The condition of a segment. */
  readonly segment: (id: string) => Predicate;
}

const equal: Operator<unknown> = (operand) => (value) => equals(operand, value);

/** Negates an operator. */
function negated<Operand>(operator: Operator<Operand>): Operator<Operand> {
  return (operand, compiler) => {
    const test = operator(operand, compiler);
    return (value) => not(test(value));
  };
}

/** Compares in an order and judges the result; incomparable is NaN, which only `!==` accepts. */
function ordered(comparison: typeof compare, judge: (result: number) => boolean): Operator<unknown> {
  return (operand) => (value) => judge(comparison(value, operand));
}

/** What only makes sense with a list as operand; with anything else it is false. */
function withList(operator: Operator<readonly unknown[]>): Operator<unknown> {
  return (operand, compiler) => (Array.isArray(operand) ? operator(operand, compiler) : () => false);
}

/** Membership of the value, or of any element of a list. */
function membership(fold: (value: unknown) => unknown): Operator<readonly unknown[]> {
  return (operand) => {
    const members = operand.map(fold);
    const test: Predicate = (value) => any(members, equals, fold(value));
    return (value) => (Array.isArray(value) ? any(value, test) : test(value));
  };
}

/** A list that has every member; every list has none. */
function inclusion(fold: (value: unknown) => unknown): Operator<readonly unknown[]> {
  return (operand) => {
    const members = operand.map(fold);
    return (value) => Array.isArray(value) && all(members, (member) => any(value.map(fold), equals, member));
  };
}

/** Searches a text; a value of any other type doesn't match. */
function pattern(flags: string): Operator<string> {
  return (operand) => {
    const expression = new RegExp(operand, flags);
    return (value) => typeof value === "string" && expression.test(value.slice(0, REGEX_INPUT_CHARACTERS));
  };
}

/** Whether all of the tests hold. */
export const conjunction =
  (tests: readonly Predicate[]): Predicate =>
  (value) =>
    all(tests, ask, value);
const ask = (test: Predicate, value: unknown): Kleene => test(value);

const question: Operator<unknown> = (operand, compiler) => compiler.question(operand);

const disjunction: Operator<readonly unknown[]> = (operand, compiler) => {
  const tests = operand.map(compiler.question);
  // As in GrowthBook, no alternatives at all are no demand.
  return (value) => !tests.length || any(tests, ask, value);
};

const asIs = (value: unknown): unknown => value;
const lowerCase = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value);
const isIn = membership(asIs);
const isInFolded = membership(lowerCase);

/**
 * Every operator, by name. To add one, add an entry here, what its operand must be in
 * `operands.ts` (the compiler asks for it), and rows to `test/vectors/conditions.json`.
 */
export const OPERATORS = {
  $and: (operand: readonly unknown[], compiler) => conjunction(operand.map(compiler.question)),
  $or: disjunction,
  $nor: negated(disjunction),
  $not: negated(question),
  $segment: (operand: string, compiler) => compiler.segment(operand),
  $eq: equal,
  $ne: negated(equal),
  $gt: ordered(compare, (result) => result > 0),
  $gte: ordered(compare, (result) => result >= 0),
  $lt: ordered(compare, (result) => result < 0),
  $lte: ordered(compare, (result) => result <= 0),
  $in: withList(isIn),
  $nin: withList(negated(isIn)),
  $ini: withList(isInFolded),
  $nini: withList(negated(isInFolded)),
  $all: withList(inclusion(asIs)),
  $alli: withList(inclusion(lowerCase)),
  // Their operands name groups; `resolveGroups` puts the members there. A name left over has no
  // `map`, so that the condition doesn't compile.
  $inGroup: isIn,
  $notInGroup: negated(isIn),
  $exists: (operand: boolean) => (value) => isNothing(value) !== operand,
  $type: (operand: string) => (value) =>
    (isNothing(value) ? "null" : Array.isArray(value) ? "array" : typeof value) === operand,
  $size: (operand: unknown, compiler) => {
    const test = compiler.expectation(operand);
    return (value) => Array.isArray(value) && test(value.length);
  },
  $elemMatch: (operand: unknown, compiler) => {
    const test = compiler.question(operand);
    return (value) => Array.isArray(value) && any(value, test);
  },
  $regex: pattern(""),
  $regexi: pattern("i"),
  $veq: ordered(compareVersions, (result) => result === 0),
  $vne: ordered(compareVersions, (result) => result !== 0),
  $vgt: ordered(compareVersions, (result) => result > 0),
  $vgte: ordered(compareVersions, (result) => result >= 0),
  $vlt: ordered(compareVersions, (result) => result < 0),
  $vlte: ordered(compareVersions, (result) => result <= 0),
} satisfies Record<string, Operator>;
