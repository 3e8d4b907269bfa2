import { LEDGER_BYTES, LEDGER_DAYS } from "../../shared/limits.ts";
import type { Purpose } from "../../shared/wire.ts";
import type { SentBody } from "./contract.ts";

/** One body as the device keeps it, with the purposes that it was sent for. */
export interface LedgerEntry extends SentBody {
  readonly purposes: readonly Purpose[];
}

/**
 * The entries that may still be kept: of the last days, of a day that has come, for purposes that are permitted, and
 * the latest that fit. Whatever else is found under that key is no ledger.
 */
export function readSent(
  found: unknown,
  today: number,
  allowed: (purpose: Purpose) => boolean,
): LedgerEntry[] {
  const entries = (Array.isArray(found) ? (found as LedgerEntry[]) : []).filter(
    (entry) => entry?.day > today - LEDGER_DAYS && entry.day <= today + 1 && entry.purposes?.every(allowed),
  );
  let bytes = 0;
  // What is oldest goes first.
  const fitting = entries.reverse().findIndex(({ body }) => (bytes += body.length) > LEDGER_BYTES);
  return entries.slice(0, fitting < 0 ? undefined : fitting).reverse();
}
