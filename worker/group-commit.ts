/** Somebody who waits until an entry is written. */
interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: (isWritten: true) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes entries as they come, and those that come while the storage is still busy with earlier ones together, so that
 * what a commit costs is shared the more, the more there is to do; nobody waits for others to come. Source: group commit,
 * DeWitt et al., Implementation techniques for main memory database systems, SIGMOD 1984.
 */
export class GroupCommit<Entry> {
  readonly #storage: Pick<DurableObjectStorage, "sync">;
  readonly #write: (entries: readonly Entry[]) => void;
  #waiting: Waiting<Entry>[] = [];
  #isBusy = false;

  /** `write` writes all entries at once or, when it throws, none. */
  constructor(storage: Pick<DurableObjectStorage, "sync">, write: (entries: readonly Entry[]) => void) {
    this.#storage = storage;
    this.#write = write;
  }

  /** Resolves when an entry is written; an object's answers wait until that is durable. Rejects where it couldn't be. */
  add(entry: Entry): Promise<true> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#isBusy) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        this.#write(group.map(({ entry }) => entry));
        for (const { resolve } of group) resolve(true);
        await this.#storage.sync();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isBusy = false;
  }
}
