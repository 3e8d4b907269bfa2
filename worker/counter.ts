import { DurableObject } from "cloudflare:workers";
import type { CountChange } from "../shared/measure/cells-of.ts";
import { FairShare } from "../shared/measure/fair-share.ts";
import { type CountBatch, demandBounds } from "./counter-bounds.ts";
import type { Env } from "./env.ts";
import { GroupCommit } from "./group-commit.ts";
import { MessageNumbers } from "./message-numbers.ts";
import { reportFault } from "./report.ts";
import { totalsOfSite } from "./shards.ts";
import { Unmerged } from "./unmerged.ts";

const HOUR_MILLISECONDS = 3_600_000;
const CROWDED: CountChange = { cells: [["mishap:crowded", 1]] };

/**
 * A shard of a site's counts: takes messages, and hands what they come to on to the totals. Invariant 7: anonymous counts
 * by UTC day, and message numbers for as long as a retry may come, are all that it ever stores; a time is never finer than
 * the hour, and that only of a message number.
 */
export class Counter extends DurableObject<Env> {
  readonly #numbers: MessageNumbers;
  readonly #commits: GroupCommit<CountBatch>;
  readonly #unmerged: Unmerged;
  /** In memory alone: whoever begins anew forgets it. */
  readonly #shares = new FairShare();

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#unmerged = new Unmerged(state.storage);
    this.#numbers = new MessageNumbers(state.storage);
    this.#commits = new GroupCommit(state.storage, (batches) => this.#write(batches));
  }

  /**
   * Adds what one message comes to, all or none, and once however often the message comes; but for what is beyond the share
   * of its key, which is left out and counted as such. True: it is durable when this has been answered.
   */
  async count(batch: CountBatch): Promise<true> {
    demandBounds(batch);
    this.#unmerged.belongTo(batch.site);
    await this.#commits.add(batch);
    await this.#numbers.wake(batch.hour);
    return true;
  }

  /** Adds what those messages come to that are new, as one transaction. */
  #write(batches: readonly CountBatch[]): void {
    const sums = new Map<number, Map<string, number>>();
    this.ctx.storage.transactionSync(() => {
      for (const batch of batches) {
        if (!this.#numbers.isNew(batch.message, batch.hour)) continue;
        const day = Math.floor(batch.hour / 24);
        const cells = sums.get(day) ?? new Map<string, number>();
        sums.set(day, cells);
        for (const { cells: own } of this.#within(batch, day))
          for (const [name, change] of own) cells.set(name, (cells.get(name) ?? 0) + change);
      }
      for (const [day, cells] of sums)
        this.#unmerged.add(
          day,
          [...cells].filter(([, change]) => change !== 0),
        );
    });
  }

  /** What of a message is within the share of its key. Who isn't counted to have joined isn't counted on. */
  #within({ changes, key }: CountBatch, day: number): readonly CountChange[] {
    if (key === undefined) return changes;
    const left = new Set<string>();
    const take = ({ claim, of }: CountChange, isJoin: boolean) => {
      if (claim === undefined || of === undefined || (claim === of) !== isJoin) return;
      if (left.has(of) || !this.#shares.take(day, key, claim, of)) left.add(claim);
    };
    for (const isJoin of [true, false]) for (const change of changes) take(change, isJoin);
    return left.size === 0 ? changes : [...changes.filter(({ claim = "" }) => !left.has(claim)), CROWDED];
  }

  /** Hands on to the totals what this shard has of its site. When this has been answered, they have it. */
  async merge(site: string): Promise<true> {
    const totals = totalsOfSite(this.env, site);
    const shard = this.ctx.id.toString();
    await this.#unmerged.send(site, (number, cells) => totals.merge(shard, number, cells));
    return true;
  }

  /** Forgets message numbers whose time has come, and merges; runs hourly while there is anything of either. */
  override async alarm(): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MILLISECONDS);
    const left = this.#numbers.forget(hour);
    const { site } = this.#unmerged;
    try {
      if (site !== undefined) await this.merge(site);
    } catch (error) {
      reportFault("counts could not be merged", error);
    }
    if (left || !this.#unmerged.isEmpty()) await this.#numbers.wake(hour);
  }
}
