import { isObject, isPlain } from "../condition/value.ts";

const ONE = ["$eq", "$ne"];
const MANY = ["$in", "$nin"];

/**
 * The values that a condition on one value names, if equality with them is all that it asks for, so that its
 * answer can be looked up; undefined for any other.
 */
export function namedBy(operand: unknown): readonly unknown[] | undefined {
  if (isPlain(operand)) return [operand ?? null];
  if (!isObject(operand)) return undefined;
  const named: unknown[] = [];
  for (const [operator, value] of Object.entries(operand)) {
    if (operator === "$exists") named.push(null);
    else if (ONE.includes(operator) && isPlain(value)) named.push(value ?? null);
    else if (MANY.includes(operator) && Array.isArray(value) && value.every(isPlain))
      named.push(...value.map((item) => item ?? null));
    else return undefined;
  }
  return named;
}
