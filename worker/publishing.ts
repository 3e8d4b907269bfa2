import {
  NEIGHBOURS_CHARACTERS,
  NEIGHBOURS_DEADLINE_MILLISECONDS,
  PAIR_SHARDS,
} from "../shared/recommend/limits.ts";
import { neighboursOf, trendingOf } from "../shared/recommend/neighbours.ts";
import { packNeighbours } from "../shared/recommend/packed.ts";
import { withDeadline } from "./deadline.ts";
import type { Env } from "./env.ts";
import type { Pairs } from "./pairs.ts";

/** Key of the KV namespace. */
export const NEIGHBOURS_KEY = "neighbours";

/** How much was published. */
export interface Published {
  /** UTC day number. */
  readonly day: number;
  /** Of how many items neighbours are known … */
  readonly items: number;
  /** … by how many pairs. */
  readonly pairs: number;
  readonly trending: number;
}

/** The object that counts the pairs of one shard. */
export function shardOfPairs({ PAIRS }: Env, site: string, shard: number): DurableObjectStub<Pairs> {
  return PAIRS.get(PAIRS.idFromName(`${site}:${shard}`));
}

/** The object that publishes what all of them have counted. */
export function publisherOf({ PAIRS }: Env, site: string): DurableObjectStub<Pairs> {
  return PAIRS.get(PAIRS.idFromName(`${site}:all`));
}

/**
 * Merges all shards and puts neighbours and what is trending where isolates find them, if that has changed. A pair is in
 * one shard as a whole. Rejects where a shard doesn't answer: then what was published last stays.
 */
export async function publishNeighbours(
  env: Env,
  site: string,
  day: number,
  support: number,
): Promise<Published> {
  const shards = Array.from({ length: PAIR_SHARDS }, (_, shard) => shardOfPairs(env, site, shard));
  const asked = Promise.all(shards.map((shard) => shard.sums(day, support)));
  const sums = await withDeadline(asked, NEIGHBOURS_DEADLINE_MILLISECONDS, "merging pairs");
  const pairs = sums.flatMap((sum) => sum.pairs);
  const items = sums.flatMap((sum) => sum.items);
  const of = neighboursOf(pairs, support);
  const trending = trendingOf(items, support);
  const text = packNeighbours({ day, of, trending });
  if (text.length > NEIGHBOURS_CHARACTERS) throw new RangeError("too much to publish");
  if ((await env.SITE.get(NEIGHBOURS_KEY)) !== text) await env.SITE.put(NEIGHBOURS_KEY, text);
  return { day, items: Object.keys(of).length, pairs: pairs.length, trending: trending.length };
}
