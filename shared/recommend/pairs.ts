import { ITEM_ID_CHARACTERS } from "./limits.ts";
import type { PairCount, PairKind } from "./contract.ts";

const ID = new RegExp(`^[\\w.:~/+-]{1,${ITEM_ID_CHARACTERS}}$`);

/** Whether a text can be the id of an item in a count: short, and of signs in which no sentence can hide. */
export function isItemId(text: string): boolean {
  return ID.test(text);
}

/**
 * What a device counts of two items, in the one spelling there is: looked at both and bought both has no order, bought
 * after a look has the item that was looked at first. Undefined where they are one item, or one has no fit id.
 */
export function pairOf(kind: PairKind, a: string, b: string): PairCount | undefined {
  if (a === b || !isItemId(a) || !isItemId(b)) return undefined;
  return kind === "viewed-bought" || a < b ? ["pair", kind, a, b] : ["pair", kind, b, a];
}

/** Whether a pair is in that spelling. */
export function isCanonical([, kind, a, b]: PairCount): boolean {
  return kind === "viewed-bought" ? a !== b : a < b;
}
