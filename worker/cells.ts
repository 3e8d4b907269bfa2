import { CELLS_DEADLINE_MILLISECONDS, COUNTER_DEADLINE_MILLISECONDS } from "../shared/limits.ts";
import type { CountBatch } from "./counter-bounds.ts";
import { withDeadline } from "./deadline.ts";
import { type ShardEnv, shardOfMessage, shardsOfSite, type TotalsEnv, totalsOfSite } from "./shards.ts";
import type { DayTotals } from "./totals.ts";

/**
 * Adds to the counts of a site, once under each message number: it says which shard is asked, so that a retry comes to the
 * same one, from whichever network. Rejects where that isn't known to be durable; what is told too late has been counted
 * under the same number as the next try.
 */
export async function addCells(env: ShardEnv, batch: CountBatch): Promise<void> {
  const shard = shardOfMessage(env, batch.site, batch.message);
  const answer: unknown = await withDeadline(
    Promise.resolve(shard.count(batch)),
    COUNTER_DEADLINE_MILLISECONDS,
    "the counter",
  );
  if (answer !== true) throw new TypeError("the counter didn't say that they are durable");
}

/**
 * The totals of a site's counts whose names begin with one of these (`joined:`), from a UTC day to another, both included;
 * with all that has been acknowledged before. Rejects where a shard or the totals can't be asked.
 */
export async function readCells(
  env: ShardEnv & TotalsEnv,
  site: string,
  from: number,
  to: number,
  ...beginnings: readonly string[]
): Promise<DayTotals> {
  const read = async () => {
    await Promise.all(shardsOfSite(env, site).map((shard) => shard.merge(site)));
    return totalsOfSite(env, site).read(from, to, beginnings);
  };
  return withDeadline<DayTotals>(read(), CELLS_DEADLINE_MILLISECONDS, "reading counts");
}
