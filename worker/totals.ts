import { DurableObject } from "cloudflare:workers";
import { DAY_MILLISECONDS, dayOf } from "../shared/day.ts";
import { COUNT_DAYS } from "../shared/limits.ts";
import type { Env } from "./env.ts";
import type { MergedCell } from "./unmerged.ts";

/** The totals of a site, by UTC day and name. */
export type DayTotals = Readonly<Record<number, Readonly<Record<string, number>>>>;

/**
 * All counts of a site, as its shards have handed them on. Invariant 7: numbers by UTC day and name, for `COUNT_DAYS`, and
 * how much of each shard has come.
 */
export class Totals extends DurableObject<Env> {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    // By name first: a report asks for some names on many days.
    state.storage.sql.exec(`
      CREATE TABLE IF NOT EXISTS totals (name TEXT, day INTEGER, total INTEGER NOT NULL, PRIMARY KEY (name, day)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS shards (shard TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
    `);
  }

  /** Adds what a shard hands on, all or none; once under each number, which only grows. */
  async merge(shard: string, number: number, cells: readonly MergedCell[]): Promise<true> {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      const raised = sql.exec(
        "INSERT INTO shards (shard, number) VALUES (?, ?) ON CONFLICT DO UPDATE SET number = excluded.number WHERE excluded.number > number",
        shard,
        number,
      );
      if (raised.rowsWritten === 0) return;
      for (const [day, name, change] of cells) {
        sql.exec(
          "INSERT INTO totals (name, day, total) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET total = total + excluded.total",
          name,
          day,
          change,
        );
      }
    });
    await this.#wake();
    return true;
  }

  /** The totals of counts whose names begin with one of these, from a UTC day to another, both included. */
  read(from: number, to: number, beginnings: readonly string[]): DayTotals {
    const days: Record<number, Record<string, number>> = {};
    for (const beginning of beginnings) this.#readInto(days, from, to, beginning);
    return days;
  }

  #readInto(days: Record<number, Record<string, number>>, from: number, to: number, beginning: string): void {
    const rows = this.ctx.storage.sql.exec<{ day: number; name: string; total: number }>(
      "SELECT day, name, total FROM totals WHERE name >= ? AND name < ? AND day BETWEEN ? AND ? ORDER BY day, name",
      beginning,
      // Names are of ASCII.
      `${beginning}\u{7F}`,
      from,
      to,
    );
    for (const { day, name, total } of rows) (days[day] ??= {})[name] = total;
  }

  /** Forgets days whose time has come; runs daily while there are any. */
  override async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM totals WHERE day <= ?", dayOf(Date.now()) - COUNT_DAYS);
    if ([...sql.exec("SELECT 1 FROM totals LIMIT 1")].length > 0) await this.#wake();
  }

  async #wake(): Promise<void> {
    const { storage } = this.ctx;
    if ((await storage.getAlarm()) === null)
      await storage.setAlarm((dayOf(Date.now()) + 1) * DAY_MILLISECONDS);
  }
}
