import { promisifyRequest, type UseStore } from "idb-keyval";
import { dayOf } from "../../shared/day.ts";
import type { Cohort, CohortCount } from "../../shared/measure/count.ts";
import {
  type Counted,
  type Counting,
  isCountedOn,
  joinPeriods,
  joinTests,
  type Reached,
  reach,
  settle,
} from "../../shared/measure/ledger.ts";
import { COUNTS_PER_SIGNAL } from "../../shared/limits.ts";
import type { TagConfig } from "../../shared/wire.ts";
import type { Kept } from "../kept.ts";
import { COUNTED_KEY } from "./key.ts";
import { type Message, newMessage } from "../message-queue.ts";

/** What is to be counted of this page. */
export interface Happened {
  /** Segments by which periods are joined; undefined: the edge hasn't told yet. */
  readonly known: readonly string[] | undefined;
  readonly exposed: readonly { readonly cohorts: readonly Cohort[]; readonly segments: readonly string[] }[];
  /** What a redirect has led here for: counted with the segments known then, if the visitor has that variant. */
  readonly led: Cohort | undefined;
  /** They count for a day, and so for all, once that is joined. */
  readonly reached: readonly Reached[];
}

/** What came of it: messages, and whether goals have been counted. */
export interface Written {
  readonly messages: readonly Message[];
  readonly reached: boolean;
}

/**
 * Counts what has happened in one transaction: the record and the messages that tell of it are stored together or not at
 * all, so that nothing is lost or told twice, whenever the page ends, and tabs follow one another. `tested`: personalization is
 * consented to, too; else the visitor's part in tests ends. Undefined where that isn't permitted; rejects where nothing can
 * be stored.
 */
export async function write(
  store: UseStore,
  happened: Happened,
  declared: TagConfig,
  tested: boolean,
): Promise<Written | undefined> {
  const config = tested ? declared : { ...declared, experiments: [] };
  const written = await store("readwrite", async (objects): Promise<Written> => {
    const [before, kept, queue = []] = await Promise.all([
      promisifyRequest<unknown>(objects.get(COUNTED_KEY)),
      promisifyRequest<Kept | undefined>(objects.get("profile")),
      promisifyRequest<Message[] | undefined>(objects.get("queue")),
    ]);
    // In a pause nothing is counted.
    const { paused, visit } = kept?.profile ?? {};
    if (paused !== undefined && paused === visit?.number) return { messages: [], reached: true };
    const today = dayOf(Date.now());
    const stays = tested ? before : { ...(before as Counted | undefined), tests: {} };
    const { counted, counts } = countAll(settle(stays, config, today), happened, kept, config, today);
    const messages: Message[] = [];
    for (let at = 0; at < counts.length; at += COUNTS_PER_SIGNAL) {
      const message = newMessage();
      message[4].push(...counts.slice(at, at + COUNTS_PER_SIGNAL));
      messages.push(message);
    }
    objects.put(counted, COUNTED_KEY);
    if (messages.length > 0) objects.put([...queue, ...messages], "queue");
    await promisifyRequest(objects.transaction);
    return { messages, reached: isCountedOn(counted, today) };
  });
  // Where it wasn't permitted any more.
  return written || undefined;
}

function countAll(
  before: Counted,
  { known, exposed, led, reached }: Happened,
  kept: Kept | undefined,
  config: TagConfig,
  today: number,
): { readonly counted: Counted; readonly counts: CohortCount[] } {
  let counted = before;
  const counts: CohortCount[] = [];
  const take = (counting: Counting) => {
    ({ counted } = counting);
    counts.push(...counting.counts);
  };
  if (known) take(joinPeriods(counted, known, config, today));
  for (const { cohorts, segments } of exposed) take(joinTests(counted, cohorts, segments, config, today));
  const [, id = "", variant] = /^x\.(.+)\.(\d+)$/.exec(led ?? "") ?? [];
  // Whoever was sent the link of somebody else was led nowhere.
  if (known && kept?.profile.tests?.variants[id]?.[0] === Number(variant))
    take(joinTests(counted, [led!], known, config, today));
  if (isCountedOn(counted, today)) for (const each of reached) take(reach(counted, each, config));
  return { counted, counts };
}
