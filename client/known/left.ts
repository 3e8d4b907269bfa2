import { LEDGER_BYTES } from "../../shared/limits.ts";
import { DATABASE } from "../device-store.ts";
import type { LedgerEntry, SentKey } from "./ledger.ts";

// What was sent, but not in the database yet when the page was left. A transaction of IndexedDB is cut off there: in
// Chromium 150 each that had to wait for another one, and every fifth of the others. So it is written in a way that is
// over at once, and the next page takes it into the database. It goes with the database when that is erased.

type Noted = readonly [key: SentKey, entry: LedgerEntry];

/** What pages before left behind: as it is read, and as it stands. */
export interface Left {
  readonly noted: readonly Noted[];
  readonly text: string;
}

/** Writes it down at once. Where there is no room, or no permission, IndexedDB alone has to do. */
export function leave(noted: readonly Noted[]): void {
  for (const each of noted) write(`${textLeft()}${JSON.stringify(each)}\n`);
}

/** What pages before left behind. What isn't understood is passed over. */
export function findLeft(): Left {
  const text = textLeft();
  // Mostly there is nothing; what fails costs more than all else here.
  return { text, noted: text ? text.split("\n").filter(Boolean).flatMap(notedIn) : [] };
}

/** Forgets what has been taken in; another tab may have left more since. */
export function forgetLeft({ text }: Left): void {
  const now = textLeft();
  if (text && now.startsWith(text)) write(now.slice(text.length));
}

function textLeft(): string {
  try {
    return localStorage.getItem(DATABASE) ?? "";
  } catch {
    return "";
  }
}

function write(text: string): void {
  try {
    if (!text) localStorage.removeItem(DATABASE);
    else if (text.length <= LEDGER_BYTES) localStorage.setItem(DATABASE, text);
  } catch {
    // See above.
  }
}

function notedIn(line: string): Noted[] {
  try {
    const [[what, milliseconds, random], entry] = JSON.parse(line) as Noted;
    const isKey = what === "sent" && Number.isFinite(milliseconds) && Number.isFinite(random);
    return isKey ? [[[what, milliseconds, random], entry]] : [];
  } catch {
    return [];
  }
}
