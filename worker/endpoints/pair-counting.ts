import { PAIR_SUPPORT } from "../../shared/recommend/limits.ts";
import type { PairCount } from "../../shared/recommend/contract.ts";
import { widerNetworkOf } from "../network.ts";
import { type PairBatch, shardOf } from "../pair-bounds.ts";
import { shardOfPairs } from "../publishing.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { Scope } from "../scope.ts";

/**
 * Counts the pairs of a message in the objects that they fall to, each once per message number; those of the catalog's
 * items, if there is one. Invariant 7: of who
 * sent it they learn in which sixteenth of all networks that was. Rejects where one of them fails; the others know the
 * message when it comes again.
 */
export async function countPairs(
  pairs: readonly PairCount[],
  message: string,
  hour: number,
  request: Request,
  { env, signer, compiled: { site }, shelf }: Scope,
): Promise<boolean> {
  // Whoever has no address counts as one network.
  const network = widerNetworkOf(request.headers.get("cf-connecting-ip") ?? "");
  const about = {
    message,
    hour,
    part: await signer!.partOf(network),
    site: site.id,
    support: supportOf(site),
  };
  const index = shelf()?.index;
  // A catalog that hasn't come yet refuses nobody.
  const hasItems = index !== undefined && index.items.length > 0;
  const countable = pairs.filter(([, , a, b]) => !hasItems || (index.has(a) && index.has(b)));
  const answers = await Promise.all(
    batchesOf(countable).map(([shard, batch]) =>
      shardOfPairs(env, site.id, shard).count({ ...about, ...batch }),
    ),
  );
  return answers.every((answer: unknown) => answer === true);
}

/** Below which total nothing is published of a pair. */
export function supportOf({ catalog }: Site): number {
  return catalog?.support ?? PAIR_SUPPORT;
}

/** What falls to which object: pairs to that of their smaller item, items to their own. */
export function batchesOf(
  pairs: readonly PairCount[],
): (readonly [shard: number, batch: Pick<PairBatch, "pairs" | "items">])[] {
  const batches = new Map<number, { readonly pairs: PairCount[]; readonly items: string[] }>();
  const batchOf = (shard: number) => {
    const batch = batches.get(shard) ?? { pairs: [], items: [] };
    batches.set(shard, batch);
    return batch;
  };
  for (const pair of pairs) batchOf(shardOf(pair[2] < pair[3] ? pair[2] : pair[3])).pairs.push(pair);
  for (const id of new Set(pairs.flatMap(([, , a, b]) => [a, b]))) batchOf(shardOf(id)).items.push(id);
  return [...batches];
}
