import type { Condition } from "../condition/match.ts";

const EQUALITY = new Set(["$eq", "$ne"]);
const LISTS = new Set(["$in", "$nin", "$inGroup", "$notInGroup"]);
const ORDER = new Set(["$gt", "$gte", "$lt", "$lte"]);
/** A text and a number that no site file names. */
const STRANGER = "\u{10FFFF}";

/**
 * Values of one fact of the request, one of each kind that `tests` can tell apart; undefined where they ask what
 * can't be listed (regular expressions, versions, orders of texts, …).
 */
export function contextValues(tests: readonly Condition[]): readonly unknown[] | undefined {
  const constants = new Set<unknown>();
  const isListed = tests.every((test) => Object.values(test).every((operand) => collect(operand, constants)));
  if (!isListed) return undefined;
  const numbers = [...constants]
    .map((constant) => (typeof constant === "string" && constant.trim() !== "" ? Number(constant) : constant))
    .filter((constant): constant is number => typeof constant === "number" && Number.isFinite(constant))
    .sort((one, other) => one - other);
  return [
    ...new Set([
      null,
      ...constants,
      STRANGER,
      ...between(numbers),
      // Numbers come as texts, too, and then equal no number that is named, nor a text that is written otherwise.
      ...numbers.map((number) => ` ${number}`),
    ]),
  ];
}

/** A number below, between and above those that are named. */
function between(numbers: readonly number[]): number[] {
  if (numbers.length === 0) return [0];
  const gaps = numbers.slice(1).map((number, index) => (number + numbers[index]!) / 2);
  const [first, last] = [numbers[0]!, numbers.at(-1)!];
  return [first - Math.max(1, Math.abs(first)), ...gaps, last + Math.max(1, Math.abs(last))];
}

/** Collects what an operand names; whether it asks for nothing but that. */
function collect(operand: unknown, constants: Set<unknown>): boolean {
  if (isScalar(operand)) return Boolean(constants.add(operand));
  if (typeof operand !== "object" || Array.isArray(operand)) return false;
  return Object.entries(operand!).every(([key, value]: [string, unknown]) => {
    if (EQUALITY.has(key)) return isScalar(value) && Boolean(constants.add(value));
    if (LISTS.has(key))
      return Array.isArray(value) && value.every((item) => isScalar(item) && Boolean(constants.add(item)));
    if (ORDER.has(key)) return isNumeric(value) && Boolean(constants.add(value));
    if (key === "$not") return typeof value === "object" && value !== null && collect(value, constants);
    return key === "$exists";
  });
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isNumeric(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "" && Number.isFinite(Number(value));
  return typeof value === "number";
}
