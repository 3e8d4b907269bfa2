import { type Kleene, UNKNOWN, all } from "./kleene.ts";

/** Tells objects from lists and null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `===` tells if something equals a value: anything but lists and objects. */
export function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** Null, or missing, which is the same. */
export function isNothing(value: unknown): value is null | undefined {
  return (value ?? null) === null;
}

/**
 * Whether two values are the same: no coercion, missing equals null, lists in order, objects
 * regardless of the order of their keys. Unknown where an `UNKNOWN` inside leaves it open.
 */
export function equals(left: unknown, right: unknown): Kleene {
  if (left === UNKNOWN || right === UNKNOWN) return undefined;
  if (left === right || isNothing(left ?? right)) return true;
  if (!Array.isArray(left) || !Array.isArray(right)) {
    if (!isObject(left) || !isObject(right)) return false;
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    all(keys, (key) => Object.hasOwn(right, key) && equals(left[key as never], right[key as never]))
  );
}

/**
 * What stands at the end of a path: null where a step is missing, `UNKNOWN` where a step is. Own
 * properties only, so nothing that the language puts into every object can be read.
 */
export function valueAt(root: unknown, steps: readonly string[]): unknown {
  let value = root;
  for (const step of steps) {
    if (value === UNKNOWN) break;
    value = value && typeof value === "object" && Object.hasOwn(value, step) ? value[step as never] : null;
  }
  return value;
}

/**
 * Orders two values: negative, 0 or positive; NaN where they have no order. Numbers, and texts that
 * `Number` reads as one, compare as numbers; two texts otherwise by UTF-16 code units. A number and
 * a text that isn't one, null, booleans, lists and objects have no order.
 */
export function compare(left: unknown, right: unknown): number {
  const difference = numberOf(left) - numberOf(right);
  return difference === difference || typeof left !== "string" || typeof right !== "string"
    ? difference
    : order(left, right);
}

function numberOf(value: unknown): number {
  // A blank text would read as 0.
  return typeof value === "number" || (typeof value === "string" && value.trim()) ? +value : NaN;
}

/** The order of two texts or two numbers. */
export function order<T extends string | number>(left: T, right: T): number {
  return left < right ? -1 : +(left > right);
}
