import { LEDGER_BYTES, LEDGER_DAYS } from "../../shared/limits.ts";
import type { Purpose, Signal } from "../../shared/wire.ts";
import type { SentBody } from "./contract.ts";

/** One body as the device keeps it, with the purposes that it was sent for. */
export interface LedgerEntry extends SentBody {
  readonly purposes: readonly Purpose[];
}

/** A key of its own for each body, in the order of time: tabs add theirs without reading what is there. */
export type SentKey = [what: "sent", milliseconds: number, random: number];

/** The key of a body that is sent now. */
export const sentKey = (): SentKey => ["sent", Date.now(), Math.random()];

/** What a signal is sent for. */
export function purposesOf({ now, counts }: Partial<Signal>): Purpose[] {
  const purposes: Purpose[] = [];
  if (now) purposes.push("personalization");
  if (counts) purposes.push("measurement");
  return purposes;
}

/** All of these keys. */
export const sentKeys = () => IDBKeyRange.bound(["sent"], ["sent", []]);

/**
 * Whether each of the entries, the oldest first, may still be kept: of the last days, of a day that has come, for
 * purposes that are permitted, and the latest that fit. What is no entry may not.
 */
export function mayStay(
  entries: readonly unknown[],
  today: number,
  allowed: (purpose: Purpose) => boolean,
): boolean[] {
  let bytes = 0;
  return [...entries]
    .reverse()
    .map((found) => {
      const { day, body, purposes } = (found ?? {}) as Partial<LedgerEntry>;
      const stays =
        day! > today - LEDGER_DAYS &&
        day! <= today + 1 &&
        typeof body === "string" &&
        purposes?.every(allowed);
      return !!stays && (bytes += body.length) <= LEDGER_BYTES;
    })
    .reverse();
}
