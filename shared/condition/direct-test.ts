import { REGEX_INPUT_CHARACTERS } from "../limits.ts";
import { UNKNOWN } from "./kleene.ts";
import { isPlain } from "./value.ts";

/** Values by place; null where one is missing. */
export interface Values {
  value(place: number): unknown;
}

/** Whether one of the values is answered as wanted. */
export type ValueTest = (values: Values) => boolean;

/**
 * Makes a test of an operator for the value at a place; undefined where the operand is none that it knows.
 * `rest` makes the same for any value whatever, as slow as it may be.
 */
type Making = (
  operand: unknown,
  wanted: boolean,
  place: number,
  rest: () => (value: unknown) => boolean,
) => ValueTest | undefined;

/** A value that is no list and no object equals what `===` says. */
const equal: Making = (operand, wanted, place) => {
  if (!isPlain(operand)) return undefined;
  const plain = operand ?? null;
  if (wanted) return (values) => values.value(place) === plain;
  return (values) => {
    const value = values.value(place);
    return value !== plain && value !== UNKNOWN;
  };
};

/** Of a value that is a list, the elements are asked; that is left to the rest. */
const among: Making = (operand, wanted, place, rest) => {
  if (!Array.isArray(operand) || !operand.every(isPlain)) return undefined;
  const members = new Set<unknown>(operand.map((member: unknown) => member ?? null));
  // It equals nothing.
  members.delete(Number.NaN);
  const others = rest();
  if (!wanted) {
    return (values) => {
      const value = values.value(place);
      return Array.isArray(value) ? others(value) : !members.has(value) && value !== UNKNOWN;
    };
  }
  const [one, two = one] = members;
  if (members.size === 0 || members.size > 2) {
    return (values) => {
      const value = values.value(place);
      return Array.isArray(value) ? others(value) : members.has(value);
    };
  }
  return (values) => {
    const value = values.value(place);
    return value === one || value === two || (Array.isArray(value) && others(value));
  };
};

/** An order between numbers; numbers as text, and all else, are left to the rest. */
function ordered(numbers: (operand: number) => (value: number) => boolean): Making {
  return (operand, wanted, place, rest) => {
    if (typeof operand !== "number" || !Number.isFinite(operand)) return undefined;
    const test = numbers(operand);
    const others = rest();
    return (values) => {
      const value = values.value(place);
      return typeof value === "number" ? test(value) === wanted : others(value);
    };
  };
}

function matched(flags: string): Making {
  return (operand, wanted, place) => {
    const pattern = typeof operand === "string" ? patternOf(operand, flags) : undefined;
    if (!pattern) return undefined;
    return (values) => {
      const value = values.value(place);
      if (typeof value !== "string") return !wanted && value !== UNKNOWN;
      const text = value.length > REGEX_INPUT_CHARACTERS ? value.slice(0, REGEX_INPUT_CHARACTERS) : value;
      return pattern.test(text) === wanted;
    };
  };
}

function patternOf(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const negated =
  (making: Making): Making =>
  (operand, wanted, place, rest) =>
    making(operand, !wanted, place, rest);

/** The operators that conditions on the context use most. */
export const DIRECT = {
  $eq: equal,
  $ne: negated(equal),
  $in: among,
  $nin: negated(among),
  $gt: ordered((operand) => (value) => value > operand),
  $gte: ordered((operand) => (value) => value >= operand),
  $lt: ordered((operand) => (value) => value < operand),
  $lte: ordered((operand) => (value) => value <= operand),
  $regex: matched(""),
  $regexi: matched("i"),
} satisfies Record<string, Making>;
