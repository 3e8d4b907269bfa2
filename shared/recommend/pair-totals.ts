import { PAIR_DAYS, PAIR_FULL_DAYS, PAIR_PARTS, PAIR_PARTS_DROPPED } from "./limits.ts";
import type { PairKind } from "./contract.ts";

/** How much there is of one pair, after everything that doesn't count has been left out. */
export interface PairTotal {
  readonly kind: PairKind;
  readonly a: string;
  readonly b: string;
  readonly total: number;
}

/** The same of one item. */
export interface ItemTotal {
  readonly id: string;
  readonly total: number;
}

/**
 * How much a count of one UTC day weighs on another: all of it, later half, at last nothing. What was bought together
 * last season still tells of the items, but less.
 */
export function weightOf(counted: number, day: number): number {
  const age = day - counted;
  if (age < 0 || age >= PAIR_DAYS) return 0;
  return age < PAIR_FULL_DAYS ? 1 : 0.5;
}

/**
 * A total of which no few networks decide. `parts` is what was counted in each part of all networks; the
 * `PAIR_PARTS_DROPPED` largest are left out (a trimmed sum: Tukey 1960, A survey of sampling from contaminated
 * distributions). So whoever sends from networks in no more parts than that, however much and however long, lifts a
 * pair to no more than what all others have told of it; of what nobody else tells of, to nothing. Nothing that is sent
 * can lower a total.
 */
export function trimmedTotal(parts: readonly number[]): number {
  const sorted = [...parts].sort((one, other) => other - one);
  return sorted.slice(PAIR_PARTS_DROPPED, PAIR_PARTS).reduce((sum, part) => sum + part, 0);
}
