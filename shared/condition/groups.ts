import { type Condition, asks } from "./match.ts";
import { isObject } from "./value.ts";

/** Named lists of values, for `$inGroup` and `$notInGroup`. */
export type Groups = Readonly<Record<string, readonly unknown[]>>;

const PLAIN: Readonly<Record<string, string>> = { $inGroup: "$in", $notInGroup: "$nin" };

/**
 * The same condition without groups: `$inGroup` becomes `$in` with the members, `$notInGroup` `$nin`.
 * Where an object has both, the group's operator keeps its name and takes the members, which
 * `compile` understands too. The name of an unknown group stays, so that nothing is matched by it.
 */
export function resolveGroups(condition: Condition, groups: Groups): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([key, operand]) => {
      const plain = Object.hasOwn(PLAIN, key) && PLAIN[key];
      if (plain && typeof operand === "string" && Object.hasOwn(groups, operand)) {
        return [Object.hasOwn(condition, plain) ? key : plain, groups[operand]];
      }
      return [key, resolveOperand(key, operand, groups)];
    }),
  );
}

function resolveOperand(key: string, operand: unknown, groups: Groups): unknown {
  if (key === "$and" || key === "$or" || key === "$nor") {
    return Array.isArray(operand) ? operand.map((item) => resolveQuestion(item, groups)) : operand;
  }
  if (key === "$not" || key === "$elemMatch") return resolveQuestion(operand, groups);
  // Whatever else stands under an attribute or operator without asking is a value, left as it is.
  return asks(operand) ? resolveGroups(operand, groups) : operand;
}

function resolveQuestion(operand: unknown, groups: Groups): unknown {
  return isObject(operand) ? resolveGroups(operand, groups) : operand;
}
