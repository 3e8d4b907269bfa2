import { DurableObject } from "cloudflare:workers";
import type { Count } from "../shared/wire.ts";
import { demandBounds, type Total } from "./counter-bounds.ts";
import { MessageNumbers } from "./message-numbers.ts";
import type { MishapBatch } from "./mishaps.ts";

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Keeps anonymous counts by UTC day, and message numbers for as long as a retry may come. Invariant 7: that
 * is all the edge ever stores; a time is never finer than the hour, and that only of a message number.
 */
export class Counter extends DurableObject {
  readonly #numbers: MessageNumbers;

  constructor(state: DurableObjectState, env: unknown) {
    super(state, env as never);
    state.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS counts (day INTEGER, name TEXT, total INTEGER NOT NULL, PRIMARY KEY (day, name)) WITHOUT ROWID",
    );
    this.#numbers = new MessageNumbers(state.storage);
  }

  /**
   * Adds the counts of one message, all or none, and once however often the message comes.
   * `hour` is the number of hours since 1970-01-01. True: they are durable when this has been answered.
   */
  async count(message: string, counts: readonly Count[], hour: number): Promise<true> {
    return this.#add(
      message,
      counts.map((entry) => [nameOf(entry), 1] as const),
      hour,
    );
  }

  /** Adds what an isolate has gathered of mishaps, once however often it is sent. */
  async countMishaps({ message, hour, totals }: MishapBatch): Promise<true> {
    return this.#add(message, totals, hour);
  }

  /** Adds one choice to each of these counts; see `choiceCounts`. */
  async countChoice(names: readonly string[], message: string, hour: number): Promise<true> {
    return this.#add(
      message,
      names.map((name) => [name, 1] as const),
      hour,
    );
  }

  async #add(message: string, totals: readonly Total[], hour: number): Promise<true> {
    demandBounds(message, totals, hour);
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      if (!this.#numbers.isNew(message, hour)) return;
      for (const [name, total] of totals) {
        sql.exec(
          "INSERT INTO counts (day, name, total) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET total = total + excluded.total",
          Math.floor(hour / 24),
          name,
          total,
        );
      }
    });
    await this.#numbers.wake(hour);
    return true;
  }

  /** The totals of one UTC day by name of the count. */
  read(day: number): Record<string, number> {
    const rows = this.ctx.storage.sql.exec<{ name: string; total: number }>(
      "SELECT name, total FROM counts WHERE day = ?",
      day,
    );
    return Object.fromEntries([...rows].map((row) => [row.name, row.total]));
  }

  /** The totals of counts whose names begin so, by UTC day and name, from a day to another, both included. */
  readDays(from: number, to: number, beginning: string): Record<number, Record<string, number>> {
    const rows = this.ctx.storage.sql.exec<{ day: number; name: string; total: number }>(
      "SELECT day, name, total FROM counts WHERE day BETWEEN ? AND ? AND substr(name, 1, ?) = ? ORDER BY day",
      from,
      to,
      beginning.length,
      beginning,
    );
    const days: Record<number, Record<string, number>> = {};
    for (const { day, name, total } of rows) (days[day] ??= {})[name] = total;
    return days;
  }

  /** Forgets message numbers whose time has come; runs hourly while there are any. */
  override async alarm(): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MILLISECONDS);
    if (this.#numbers.forget(hour)) await this.#numbers.wake(hour);
  }
}

/** `view`, `goal:order:50`, `answer:survey:nps:9`: the name under which a count is kept. */
export function nameOf(count: Count): string {
  return count.join(":");
}
