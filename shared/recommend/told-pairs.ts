import { shortHash } from "../hash.ts";
import { PAIRED_ITEMS, PAIRED_WITHIN_DAYS, PAIRS_PER_DAY, PAIRS_PER_SIGNAL } from "./limits.ts";
import type { PairCount } from "./contract.ts";
import { pairOf } from "./pairs.ts";
import type { Recent } from "./recent.ts";

/** What is told of items, and the record in which that is noted. */
export interface Told {
  /** Sorted: neither the order in which something was done shows, nor when. */
  readonly counts: readonly PairCount[];
  readonly recent: Recent;
}

/** An item is looked at: with those that were looked at last. `most`: so many pairs may be told of. */
export function pairsOfView(recent: Recent, id: string, today: number, most = PAIRS_PER_SIGNAL): Told {
  return tell(
    recent,
    lookedAt(recent, today, id).map((other) => pairOf("viewed", id, other)),
    today,
    most,
  );
}

/** Items are bought together: each with each, and with what was looked at before. */
export function pairsOfPurchase(
  recent: Recent,
  ids: readonly string[],
  today: number,
  most = PAIRS_PER_SIGNAL,
): Told {
  const items = [...new Set(ids)];
  const pairs = items.flatMap((one, at) => [
    ...items.slice(at + 1).map((other) => pairOf("bought", one, other)),
    ...lookedAt(recent, today, one).map((look) => pairOf("viewed-bought", look, one)),
  ]);
  return tell(recent, pairs, today, most);
}

/** The last few different items that were looked at, but for this one. */
function lookedAt({ items }: Recent, today: number, but: string): string[] {
  return items
    .filter(({ id, viewed = -1 }) => viewed > today - PAIRED_WITHIN_DAYS && id !== but)
    .slice(-PAIRED_ITEMS)
    .map(({ id }) => id);
}

/**
 * What of these pairs may be told now: none that was told lately, and no more than the bounds let through. Which ones
 * these are is the same on all devices that have the same, and another choice on another day.
 */
function tell(recent: Recent, pairs: readonly (PairCount | undefined)[], today: number, most: number): Told {
  const left = PAIRS_PER_DAY - Object.values(recent.pairs).filter((day) => day >= today).length;
  const told = pairs
    .filter((pair) => pair !== undefined)
    .map((pair) => ({ pair, name: pair.join("\n") }))
    .filter(({ name }) => !Object.hasOwn(recent.pairs, hashOf(name)))
    .map((each) => ({ ...each, lot: shortHash(`${today}\n${each.name}`) }))
    .sort((one, other) => compare(one.lot, other.lot))
    .slice(0, Math.max(0, Math.min(left, most)))
    .sort((one, other) => compare(one.name, other.name));
  const noted = told.map(({ name }) => [hashOf(name), today] as const);
  return {
    counts: told.map(({ pair }) => pair),
    recent: { ...recent, pairs: { ...recent.pairs, ...Object.fromEntries(noted) } },
  };
}

/** Short, since there may be hundreds; that two pairs in thousands of millions share one does no harm. */
const hashOf = (name: string) => shortHash(name).slice(0, 7);

/** By code units, the same in all languages. */
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
