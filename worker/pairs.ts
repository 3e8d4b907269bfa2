import { DurableObject } from "cloudflare:workers";
import { PAIR_DAYS, PAIR_ROWS, TRENDING_DAYS } from "../shared/recommend/limits.ts";
import type { ItemTotal, PairTotal } from "../shared/recommend/pair-totals.ts";
import type { Env } from "./env.ts";
import { MessageNumbers } from "./message-numbers.ts";
import { demandPairBounds, type PairBatch } from "./pair-bounds.ts";
import { itemTotals, pairTotals } from "./pair-sums.ts";
import { publisherOf, publishNeighbours, type Published } from "./publishing.ts";
import { reportFault } from "./report.ts";

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Counts pairs of items by UTC day and part of all networks. Invariant 7: numbers under pairs of items, and message
 * numbers for 26 hours. Each object holds the pairs whose smaller item falls to it (`shardOf`); one more puts together
 * what is published.
 */
export class Pairs extends DurableObject<Env> {
  readonly #numbers: MessageNumbers;
  #rows: number;
  #publishedIn: number | undefined;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const { sql } = state.storage;
    sql.exec(`
      CREATE TABLE IF NOT EXISTS pairs (kind TEXT, a TEXT, b TEXT, part INTEGER, day INTEGER, total INTEGER NOT NULL, PRIMARY KEY (kind, a, b, part, day)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS items (id TEXT, part INTEGER, day INTEGER, total INTEGER NOT NULL, PRIMARY KEY (id, part, day)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS site (only INTEGER PRIMARY KEY, id TEXT NOT NULL, support REAL NOT NULL);
    `);
    this.#numbers = new MessageNumbers(state.storage);
    this.#rows = this.#countRows();
  }

  /** Adds a batch, all or none, and once however often it comes. True: it is durable when this has been answered. */
  async count(batch: PairBatch): Promise<true> {
    demandPairBounds(batch);
    const { message, hour, part, pairs, items, site, support } = batch;
    const day = Math.floor(hour / 24);
    this.ctx.storage.transactionSync(() => {
      if (!this.#numbers.isNew(message, hour)) return;
      for (const [, kind, a, b] of pairs) this.#add("pairs", { kind, a, b, part, day });
      for (const id of items) this.#add("items", { id, part, day });
      this.ctx.storage.sql.exec(
        "INSERT INTO site (only, id, support) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET id = excluded.id, support = excluded.support",
        site,
        support,
      );
    });
    await this.#numbers.wake(hour);
    return true;
  }

  /** One more under a key; where the object is full, only if there is something already. */
  #add(table: "pairs" | "items", key: Readonly<Record<string, string | number>>): void {
    const { sql } = this.ctx.storage;
    const names = Object.keys(key);
    const values = Object.values(key);
    const where = names.map((name) => `${name} = ?`).join(" AND ");
    const updated = sql.exec(`UPDATE ${table} SET total = total + 1 WHERE ${where}`, ...values);
    if (updated.rowsWritten > 0 || this.#rows >= PAIR_ROWS) return;
    const marks = names.map(() => "?").join(", ");
    sql.exec(`INSERT INTO ${table} (${names.join(", ")}, total) VALUES (${marks}, 1)`, ...values);
    this.#rows++;
  }

  /** What this object has to tell on a day of pairs and items that reach the support. */
  sums(day: number, support: number): { readonly pairs: PairTotal[]; readonly items: ItemTotal[] } {
    const { sql } = this.ctx.storage;
    return { pairs: pairTotals(sql, day, support), items: itemTotals(sql, day, support) };
  }

  /**
   * Puts together what all objects have counted and publishes it; asked of one object only, `publisherOf`. By all of
   * them in the same hour: once.
   */
  async publish(site: string, hour: number, support: number): Promise<Published | undefined> {
    if (this.#publishedIn === hour) return undefined;
    this.#publishedIn = hour;
    try {
      return await this.publishNow(site, hour, support);
    } catch (error) {
      this.#publishedIn = undefined;
      throw error;
    }
  }

  /** The same, whenever the owner says so. */
  async publishNow(site: string, hour: number, support: number): Promise<Published> {
    return publishNeighbours(this.env, site, Math.floor(hour / 24), support);
  }

  /** Forgets what is over, and has the rest published; runs hourly while there are message numbers, for a day. */
  override async alarm(): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MILLISECONDS);
    const { sql } = this.ctx.storage;
    const day = Math.floor(hour / 24);
    sql.exec("DELETE FROM pairs WHERE day <= ?", day - PAIR_DAYS);
    sql.exec("DELETE FROM items WHERE day <= ?", day - TRENDING_DAYS);
    this.#rows = this.#countRows();
    if (this.#numbers.forget(hour)) await this.#numbers.wake(hour);
    const [told] = [...sql.exec<{ id: string; support: number }>("SELECT id, support FROM site")];
    if (!told) return;
    try {
      await publisherOf(this.env, told.id).publish(told.id, hour, told.support);
    } catch (error) {
      reportFault("neighbours could not be published", error);
    }
  }

  #countRows(): number {
    const { sql } = this.ctx.storage;
    const count = "SELECT (SELECT count(*) FROM pairs) + (SELECT count(*) FROM items) AS count";
    return sql.exec<{ count: number }>(count).one().count;
  }
}
