import { MESSAGE_MEMORY_HOURS } from "../shared/limits.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** The numbers of messages in the storage of an object, kept for as long as a retry may come, and by the hour only. */
export class MessageNumbers {
  readonly #storage: DurableObjectStorage;
  /** There is an alarm; asking the storage for it each time would cost as much as counting. */
  #isAwake = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS messages (number TEXT PRIMARY KEY, hour INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  /** Whether this is the first time; from now on it isn't. `hour`: hours since 1970-01-01. */
  isNew(number: string, hour: number): boolean {
    const { rowsWritten } = this.#storage.sql.exec(
      "INSERT OR IGNORE INTO messages (number, hour) VALUES (?, ?)",
      number,
      hour,
    );
    return rowsWritten > 0;
  }

  /**
   * Forgets those whose time has come; whether any are left. Kept by the hour, a number is between 24 and 25 hours old
   * then: after the tag's last retry, and never older than promised.
   */
  forget(hour: number): boolean {
    this.#isAwake = false;
    const { sql } = this.#storage;
    sql.exec("DELETE FROM messages WHERE hour <= ?", hour - (MESSAGE_MEMORY_HOURS - 1));
    return sql.exec<{ left: number }>("SELECT count(*) AS left FROM messages").one().left > 0;
  }

  /** Sees to it that there is an alarm. At a whole hour: it is kept, too, and says no more than a number's hour. */
  async wake(hour: number): Promise<void> {
    if (this.#isAwake) return;
    if ((await this.#storage.getAlarm()) === null)
      await this.#storage.setAlarm((hour + 1) * HOUR_MILLISECONDS);
    this.#isAwake = true;
  }
}
