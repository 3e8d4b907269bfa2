import { matches } from "../../../shared/condition/match.ts";
import { DEVICE_KINDS } from "../../../shared/kinds/device.ts";
import type { Moment } from "../../../shared/kinds/kind.ts";

/** A moment in the first visit, which began on the same day; no other attribute is known. */
export function momentOn(day: number): Moment {
  return { day, visit: { number: 1, day }, matches, kinds: DEVICE_KINDS, valueOf: () => null };
}
