import { PAIR_PARTS, PAIR_SHARDS, PAIRS_PER_SIGNAL } from "../shared/recommend/limits.ts";
import { fnv1a } from "../shared/hash.ts";
import { PAIR_KINDS, type PairCount } from "../shared/recommend/contract.ts";
import { isCanonical, isItemId } from "../shared/recommend/pairs.ts";
import { demandMessage } from "./counter-bounds.ts";

/** What one message tells of pairs, as far as it is for one of the objects that count them. */
export interface PairBatch {
  /** Of the message; in each object it counts once. */
  readonly message: string;
  /** Hours since 1970-01-01. */
  readonly hour: number;
  /** In which part of all networks the sender is. */
  readonly part: number;
  readonly pairs: readonly PairCount[];
  /** Items of the message that this object counts, each once. */
  readonly items: readonly string[];
  readonly site: string;
  /** Below which total nothing is published. */
  readonly support: number;
}

/** Which object counts an item, and the pairs of which it is the smaller one. */
export function shardOf(id: string): number {
  return fnv1a(id) % PAIR_SHARDS;
}

/**
 * Holds a batch to what is kept, whoever calls: few pairs, of ids in which nothing else has room, from a part.
 * @throws RangeError, without quoting what came
 */
export function demandPairBounds({ message, hour, part, pairs, items, support }: PairBatch): void {
  demandMessage(message, hour);
  if (!Number.isInteger(part) || part < 0 || part >= PAIR_PARTS) throw new RangeError("not a part");
  if (pairs.length > PAIRS_PER_SIGNAL || items.length > 2 * PAIRS_PER_SIGNAL)
    throw new RangeError(`more than ${PAIRS_PER_SIGNAL} pairs at once`);
  for (const pair of pairs) {
    if (!PAIR_KINDS.includes(pair[1]) || !isItemId(pair[2]) || !isItemId(pair[3]) || !isCanonical(pair))
      throw new RangeError("not a pair of items");
  }
  if (!items.every((id) => isItemId(id))) throw new RangeError("not an item");
  if (!Number.isFinite(support) || support < 1) throw new RangeError("not a support");
}
