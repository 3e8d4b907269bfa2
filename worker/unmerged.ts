import type { CellChange } from "../shared/measure/cells-of.ts";
import { CELLS_MERGED_AT_ONCE } from "../shared/limits.ts";

/** A count that goes to the totals: a UTC day, the name of a cell, and what is added to it. */
export type MergedCell = readonly [day: number, name: string, change: number];

/** Adds cells to the totals, once under each number of a shard, however often they come. */
export type Merge = (number: number, cells: readonly MergedCell[]) => Promise<unknown>;

type Row = { round: number; day: number; name: string; total: number };

/**
 * The counts of one shard that the totals don't have yet.
 *
 * They are gathered in rounds. What is sent is of the first round that is over, in the order of the keys and so many rows at
 * once: so the same rows under the same number until the totals have said that they have them, whatever breaks off in
 * between. Only then are these rows deleted and the number raised, in one transaction. The totals take each number once.
 */
export class Unmerged {
  readonly #storage: DurableObjectStorage;
  readonly #atOnce: number;
  #site: string | undefined;
  #round = 1;
  #next = 1;

  constructor(storage: DurableObjectStorage, atOnce = CELLS_MERGED_AT_ONCE) {
    this.#storage = storage;
    this.#atOnce = atOnce;
    const { sql } = storage;
    sql.exec(`
      CREATE TABLE IF NOT EXISTS cells (round INTEGER, day INTEGER, name TEXT, total INTEGER NOT NULL, PRIMARY KEY (round, day, name)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS merging (only INTEGER PRIMARY KEY, site TEXT NOT NULL, round INTEGER NOT NULL, next INTEGER NOT NULL);
    `);
    this.#takeOver();
    const [known] = sql.exec<{ site: string; round: number; next: number }>("SELECT * FROM merging");
    if (known) ({ site: this.#site, round: this.#round, next: this.#next } = known);
  }

  /** Counts of before there were totals: they are the first round. */
  #takeOver(): void {
    const { sql } = this.#storage;
    const old = [...sql.exec("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'counts'")];
    if (old.length === 0) return;
    this.#storage.transactionSync(() => {
      sql.exec("INSERT INTO cells (round, day, name, total) SELECT 0, day, name, total FROM counts");
      sql.exec("DROP TABLE counts");
    });
  }

  /** Whose counts these are; undefined as long as there are none. */
  get site(): string | undefined {
    return this.#site;
  }

  /** Adds to the cells of a day, once it is known whose they are. */
  add(day: number, cells: readonly CellChange[]): void {
    this.#storage.sql.exec(
      "INSERT INTO cells (round, day, name, total) SELECT ?, ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true ON CONFLICT DO UPDATE SET total = total + excluded.total",
      this.#round,
      day,
      JSON.stringify(cells),
    );
  }

  /**
   * Hands on all that was there when it was called. Rejects where `merge` does, and can be called again, also at the same
   * time.
   */
  async send(site: string, merge: Merge): Promise<void> {
    this.belongTo(site);
    this.#endRound();
    const end = this.#round;
    for (;;) {
      const rows = this.#chunk(end);
      const last = rows.at(-1);
      if (!last) return;
      const number = this.#next;
      await merge(
        number,
        rows.map(({ day, name, total }) => [day, name, total]),
      );
      // Somebody else may have been faster with the same rows.
      if (this.#next === number) this.#forget(last, number + 1);
    }
  }

  isEmpty(): boolean {
    return [...this.#storage.sql.exec("SELECT 1 FROM cells LIMIT 1")].length === 0;
  }

  /** Says whose counts these are. Not in a transaction with others: it is remembered. */
  belongTo(site: string): void {
    if (this.#site === site) return;
    this.#storage.sql.exec(
      "INSERT INTO merging (only, site, round, next) VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET site = excluded.site",
      site,
      this.#round,
      this.#next,
    );
    this.#site = site;
  }

  /** What is added from now on is of another round, if there is anything of this one. */
  #endRound(): void {
    const { sql } = this.#storage;
    if ([...sql.exec("SELECT 1 FROM cells WHERE round = ? LIMIT 1", this.#round)].length === 0) return;
    sql.exec("UPDATE merging SET round = ?", this.#round + 1);
    this.#round++;
  }

  /** Of one round: with others it would be more, the next time, under the same number. */
  #chunk(end: number): readonly Row[] {
    const ask =
      "SELECT * FROM cells WHERE round = (SELECT min(round) FROM cells) AND round < ? ORDER BY day, name LIMIT ?";
    return [...this.#storage.sql.exec<Row>(ask, end, this.#atOnce)];
  }

  #forget({ round, day, name }: Row, next: number): void {
    const { sql } = this.#storage;
    this.#storage.transactionSync(() => {
      sql.exec("DELETE FROM cells WHERE (round, day, name) <= (?, ?, ?)", round, day, name);
      sql.exec("UPDATE merging SET next = ?", next);
    });
    this.#next = next;
  }
}
