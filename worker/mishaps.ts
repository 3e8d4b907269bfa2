import { MESSAGE_MEMORY_HOURS, MISHAPS_FLUSH_SECONDS, SIGHTS_FLUSH_SECONDS } from "../shared/limits.ts";
import { PAGE_KNOWN, PAGE_NEW } from "../shared/measure/cells.ts";

/**
 * What can keep a page, or a signal, from being all that it should be. Invariant 7: these words, and how often
 * a day, are all that is kept of it.
 */
export type Mishap =
  | "site-file"
  | "site-stale"
  | "plan"
  | "rules"
  | "block"
  | "internal"
  | "origin"
  | "origin-broke"
  | "large"
  | "slow"
  | "busy"
  | "charset"
  | "no-head"
  | "encoding"
  | "no-transform"
  | "csp-script"
  | "csp-connect"
  | "csp-sandbox"
  | "counter"
  | "limiter"
  /** Of some message something wasn't counted, since its network had told more than its share that day. */
  | "crowded"
  | "other";

/** What the way of a page says, in words, of what the operator may want to change. */
const SAID: Readonly<Record<string, Mishap>> = {
  "site file": "site-file",
  rules: "rules",
  "internal error": "internal",
  "origin broke off": "origin-broke",
  "too large": "large",
  "too slow": "slow",
  "too much at once": "busy",
  "charset unknown": "charset",
  "no head found": "no-head",
  "content encoding": "encoding",
  "no-transform": "no-transform",
  "script-src blocks the tag": "csp-script",
  "connect-src blocks the tag": "csp-connect",
  "sandbox blocks the tag": "csp-sandbox",
};

/** What it says where all is as it should be; besides, each status that isn't 200. */
const ORDINARY: ReadonlySet<string> = new Set([
  "method",
  "switched off",
  "excluded",
  "not HTML",
  "a download",
  "a part",
  "a piece",
  "no body",
  "bot",
  "has the tag",
]);

/** The mishap that a reason is about; undefined where it is none. Whatever isn't known counts as `other`. */
export function mishapOf(reason: string): Mishap | undefined {
  if (ORDINARY.has(reason) || /^status \d+$/.test(reason)) return undefined;
  if (Object.hasOwn(SAID, reason)) return SAID[reason];
  return reason.startsWith("block ") ? "block" : "other";
}

/** Mishaps of an isolate, on their way to the day's counts. */
export interface MishapBatch {
  /** Under this number they are added once, however often they are sent. */
  readonly message: string;
  /** Hours since 1970-01-01. */
  readonly hour: number;
  readonly totals: readonly (readonly [name: string, total: number])[];
}

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Gathers mishaps, and how many pages were known, in the isolate, so that the way of a page pays nothing for counting
 * them, and hands them on now and then. What an isolate hasn't handed on when it ends is lost.
 */
export class Mishaps {
  /** By the name under which they are counted. */
  readonly #gathered = new Map<string, number>();
  #failed = false;
  #unsent: MishapBatch | undefined;
  #triedAt = -Infinity;

  note(mishap: Mishap): void {
    this.#failed = true;
    this.#add(`mishap:${mishap}`);
  }

  /** A page was put together that this isolate knew, or that it had to read first: how well pages are remembered. */
  sight(isKnown: boolean): void {
    this.#add(isKnown ? PAGE_KNOWN : PAGE_NEW);
  }

  #add(name: string): void {
    this.#gathered.set(name, (this.#gathered.get(name) ?? 0) + 1);
  }

  /**
   * Adds what was gathered by `add`, if there is anything and it is time; undefined if not. What can't be added
   * is tried again later, and waits there as numbers. Never rejects.
   * @param now milliseconds since the epoch
   */
  flush(now: number, add: (batch: MishapBatch) => Promise<unknown>): Promise<void> | undefined {
    if (this.#gathered.size === 0 && !this.#unsent) return undefined;
    const isUrgent = this.#failed || this.#unsent !== undefined;
    // It takes some pages to tell how many were known.
    if (!isUrgent && this.#triedAt === -Infinity) this.#triedAt = now;
    const seconds = isUrgent ? MISHAPS_FLUSH_SECONDS : SIGHTS_FLUSH_SECONDS;
    if (Math.abs(now - this.#triedAt) < seconds * 1000) return undefined;
    this.#triedAt = now;
    return this.#send(this.#take(Math.floor(now / HOUR_MILLISECONDS)), add);
  }

  #take(hour: number): MishapBatch {
    // The counter wouldn't know the number of an older one any more.
    if (this.#unsent && Math.abs(hour - this.#unsent.hour) < MESSAGE_MEMORY_HOURS - 2) return this.#unsent;
    const totals = [...this.#gathered];
    this.#gathered.clear();
    this.#failed = false;
    return (this.#unsent = { message: crypto.randomUUID(), hour, totals });
  }

  async #send(batch: MishapBatch, add: (batch: MishapBatch) => Promise<unknown>): Promise<void> {
    try {
      await add(batch);
      if (this.#unsent === batch) this.#unsent = undefined;
    } catch {
      // Without the counter everything else goes on.
    }
  }
}
