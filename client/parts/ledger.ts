import type { UseStore } from "idb-keyval";
import { PURPOSES } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { ConsentMessage, Purpose, Signal } from "../../shared/wire.ts";
import { type LedgerEntry, mayStay, sentKey, sentKeys } from "../known/ledger.ts";
import type { Run } from "../run.ts";

/** What the device keeps for each of the purposes, in their order; besides, what was sent for which. */
const KEYS = ["profile", "queue"];

const nothing = () => {};

/** What was told of a choice on this page, and is noted already: a run may begin anew under the same one. */
let noted: ConsentMessage | undefined;

/**
 * Opens the ledger of a run: what it returns notes a body that is about to be sent, and gives it back. The tag sends
 * nothing without it. At first goes what was kept too long, or for a purpose that isn't consented to any more.
 *
 * @param deviceStore makes the tag's place in IndexedDB, as in device-store.ts
 */
export function openLedger(
  { allowed, signal, told }: Run,
  deviceStore: (permitted: () => boolean) => UseStore,
): (body: Signal) => Signal {
  deviceStore(() => !signal.aborted)("readwrite", (objects) => {
    PURPOSES.forEach((purpose, at) => allowed(purpose) || objects.delete(KEYS[at]!));
    const keys = objects.getAllKeys(sentKeys());
    const entries = objects.getAll(sentKeys());
    entries.onsuccess = () => {
      const stay = mayStay(entries.result, today(), allowed);
      keys.result.forEach((key, at) => stay[at] || objects.delete(key));
    };
  }).catch(nothing);

  const store = deviceStore(() => PURPOSES.some(allowed));
  const note = (path: string, body: object, purposes: readonly Purpose[]) => {
    const entry: LedgerEntry = { day: today(), path, body: JSON.stringify(body), purposes };
    store("readwrite", (objects) => {
      objects.put(entry, sentKey());
      // The page may be gone in a moment.
      objects.transaction.commit();
    }).catch(nothing);
  };
  if (told && told !== noted) note("/consent", (noted = told), []);
  return (body) => {
    const { now, counts } = body;
    const purposes: Purpose[] = [];
    if (now) purposes.push("personalization");
    if (counts) purposes.push("measurement");
    note("/signals", body, purposes);
    return body;
  };
}

const today = () => dayOf(Date.now());
