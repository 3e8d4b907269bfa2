import { REGEX_INPUT_CHARACTERS } from "../limits.ts";
import type { Attributes, Condition } from "./match.ts";

/**
 * Whether a condition asks nothing but what most do of an event: of each property that it names, that it
 * equals a text, a number or a boolean, or that it matches a `$regex`. The tag brings `holds` for these;
 * the operators themselves it loads only for a site that uses more.
 */
export function isSimple(condition: Condition): boolean {
  return Object.entries(condition).every(
    ([name, operand]) => !/[$.]/.test(name) && (isPlain(operand) || isPattern(operand)),
  );
}

/** Answers a simple condition as `matches` would. */
export function holds(condition: Condition, attributes: Attributes): boolean {
  return Object.keys(condition).every((name) => {
    const operand = condition[name] as { $regex?: string };
    const value = attributes[name];
    return operand.$regex === undefined
      ? value === operand
      : typeof value === "string" && RegExp(operand.$regex).test(value.slice(0, REGEX_INPUT_CHARACTERS));
  });
}

function isPlain(operand: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof operand);
}

function isPattern(operand: unknown): boolean {
  const { $regex, ...rest } = Object(operand) as Condition;
  if (typeof $regex !== "string" || Object.keys(rest).length > 0) return false;
  try {
    return Boolean(new RegExp($regex));
  } catch {
    return false;
  }
}
