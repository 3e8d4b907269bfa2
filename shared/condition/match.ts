import { CONDITION_DEPTH } from "../limits.ts";
import { type Kleene, UNKNOWN } from "./kleene.ts";
import { OPERATORS, type Compiler, type Operator, type Predicate, conjunction } from "./operators.ts";
import { equals, isObject, valueAt } from "./value.ts";

export { type Kleene, UNKNOWN } from "./kleene.ts";

/** A predicate over attributes, written in MongoDB's query language. Several keys mean *and*. */
export type Condition = { readonly [key: string]: unknown };

/** What conditions are asked about: JSON, and `UNKNOWN` anywhere in it. A missing key is null. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A compiled condition: true, false, or undefined for unknown. */
export type Evaluator = (attributes: Attributes) => Kleene;

/** Finds the compiled condition of a segment; undefined if there is no such segment. */
export type FindSegment = (id: string) => Evaluator | undefined;

/** Whether a value asks (`{ "$gt": 1 }`) rather than stands for itself. */
export function asks(value: unknown): value is Condition {
  return isObject(value) && Object.keys(value).some((key) => key[0] === "$");
}

/**
 * Compiles a condition to closures, without checking it (`compileCondition` does). Never throws: a
 * condition with an unknown operator or segment, a bad regular expression, or one nested too deep
 * or into itself, is unknown as a whole. It knows no groups; see `resolveGroups`.
 */
export function compile(condition: Condition, findSegment?: FindSegment): Evaluator {
  let depth = 0;

  const entry = (key: string, operand: unknown): Predicate => {
    if (key[0] === "$") {
      const operator = (OPERATORS as Record<string, Operator>)[key];
      if (operator) return operator(operand as never, compiler);
      // An attribute's name may start with $ too, if what follows can only be asked of a value.
      if (!asks(operand)) fail();
    }
    const steps = key.split(".");
    const test = compiler.expectation(operand);
    return (value) => test(valueAt(value, steps));
  };

  const compiler: Compiler = {
    question: (operand) => {
      if (!isObject(operand) || depth++ >= CONDITION_DEPTH) fail();
      const tests = Object.keys(operand).map((key) => entry(key, operand[key]));
      depth--;
      const test = tests.length === 1 ? tests[0]! : conjunction(tests);
      return (value) => (value === UNKNOWN ? undefined : test(value));
    },
    expectation: (operand) =>
      asks(operand) ? compiler.question(operand) : (value) => equals(operand, value),
    segment: (id) => (findSegment?.(id) ?? fail()) as Predicate,
  };

  try {
    return compiler.question(condition);
  } catch {
    return () => undefined;
  }
}

function fail(): never {
  throw new TypeError();
}

/** How conditions are answered: by `matches`, or by what of it a place needs. */
export type Matches = (condition: Condition, attributes: Attributes) => boolean;

const compiled = new WeakMap<Condition, Evaluator>();

/**
 * Whether a condition is true of the attributes; unknown isn't. Compiles a condition the first time
 * that it sees the object, so conditions must not be changed afterwards.
 */
export function matches(condition: Condition, attributes: Attributes): boolean {
  let evaluate = compiled.get(condition);
  if (!evaluate) compiled.set(condition, (evaluate = compile(condition)));
  return evaluate(attributes) === true;
}
