import { SWITCHED_OFF } from "./limits.ts";

/** How much of a site a visitor can switch off at once, and what that can reveal. */
export interface Switchable {
  /** So many things out of `things`, everything aside. */
  readonly most: number;
  /** Attributes that leave the device, segments and blocks. */
  readonly things: number;
  /** Log2 of the states: which things are off, or everything. */
  readonly bits: number;
}

/** As many things as the bits that are left allow; at least one, whether or not it fits. */
export function switchableAmong(things: number, bitsLeft: number): Switchable {
  let most = Math.min(1, things);
  while (most < Math.min(SWITCHED_OFF, things) && bitsFor(most + 1, things) <= bitsLeft) most++;
  return { most, things, bits: things > 0 ? bitsFor(most, things) : 0 };
}

function bitsFor(most: number, things: number): number {
  let ways = 1;
  // Of none, and all.
  let states = 2;
  for (let off = 1; off <= most; off++) {
    ways *= (things - off + 1) / off;
    states += ways;
  }
  return Math.log2(states);
}
