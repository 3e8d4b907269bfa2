import { fnv1a } from "../shared/hash.ts";
import { COUNTER_SHARDS_MOST } from "../shared/limits.ts";
import type { Counter } from "./counter.ts";
import type { Env } from "./env.ts";
import type { Totals } from "./totals.ts";

export type ShardEnv = Pick<Env, "COUNTER" | "COUNTER_SHARDS">;
export type TotalsEnv = Pick<Env, "TOTALS">;

/** The object that counts a message: the same for the same number, from whichever network it comes. */
export function shardOfMessage(env: ShardEnv, site: string, message: string): DurableObjectStub<Counter> {
  return shardAt(env, site, fnv1a(message) % shardCount(env));
}

/** All objects that count messages of a site now. */
export function shardsOfSite(env: ShardEnv, site: string): readonly DurableObjectStub<Counter>[] {
  return Array.from({ length: shardCount(env) }, (_, index) => shardAt(env, site, index));
}

/** The object that holds the totals of a site. */
export function totalsOfSite({ TOTALS }: TotalsEnv, site: string): DurableObjectStub<Totals> {
  return TOTALS.get(TOTALS.idFromName(site));
}

/** The first has the name that the only one had. */
function shardAt({ COUNTER }: ShardEnv, site: string, index: number): DurableObjectStub<Counter> {
  return COUNTER.get(COUNTER.idFromName(index === 0 ? site : `${site}#${index}`));
}

/** One where the variable says nothing that can be. */
function shardCount({ COUNTER_SHARDS = "" }: ShardEnv): number {
  const count = Number(COUNTER_SHARDS);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, COUNTER_SHARDS_MOST) : 1;
}
