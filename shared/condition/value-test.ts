import { DIRECT, type ValueTest } from "./direct-test.ts";
import { type Attributes, asks, compile } from "./match.ts";
import { equals } from "./value.ts";

/**
 * Compiles what is asked of the value at a place. "Is true" (`wanted`) and "is false" are two tests of two answers
 * each; a value that fulfils neither is unknown. What is asked most has closures of its own: they come to the same
 * as `compile`, which does the rest.
 */
export function valueTest(operand: unknown, wanted: boolean, place: number): ValueTest {
  const direct = directTest(operand, wanted, place);
  if (direct) return direct;
  const test = generalTest(operand, wanted);
  return (values) => test(values.value(place));
}

/** Undefined where an operator is asked that has no closures of its own, or more than two are. */
function directTest(operand: unknown, wanted: boolean, place: number): ValueTest | undefined {
  const operators: readonly (readonly [string, unknown])[] = asks(operand)
    ? Object.entries(operand)
    : [["$eq", operand]];
  if (operators.length > 2) return undefined;
  const tests: ValueTest[] = [];
  for (const [operator, inner] of operators) {
    const making = Object.hasOwn(DIRECT, operator) && DIRECT[operator as keyof typeof DIRECT];
    const test = making && making(inner, wanted, place, () => generalTest({ [operator]: inner }, wanted));
    if (!test) return undefined;
    tests.push(test);
  }
  const [one, other] = tests as [ValueTest, ValueTest];
  if (tests.length === 1) return one;
  return wanted ? (values) => one(values) && other(values) : (values) => one(values) || other(values);
}

function generalTest(operand: unknown, wanted: boolean): (value: unknown) => boolean {
  if (!asks(operand)) return (value) => equals(operand, value) === wanted;
  const evaluate = compile(operand);
  // Operators ask the value itself, whatever it is.
  return (value) => evaluate(value as Attributes) === wanted;
}
