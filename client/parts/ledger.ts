import type { UseStore } from "idb-keyval";
import { PURPOSES } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { Purpose, Signal } from "../../shared/wire.ts";
import { type LedgerEntry, readSent } from "../known/ledger.ts";
import type { Run } from "../run.ts";

/** What the device keeps for each of the purposes, in their order; besides, what was sent for which. */
const KEYS = ["profile", "queue"];

/**
 * Opens the ledger of a run: what it returns notes a body that is about to be sent, and gives it back. The tag sends
 * nothing without it. At first goes what was kept for a purpose that isn't consented to any more.
 *
 * @param deviceStore makes the tag's place in IndexedDB, as in device-store.ts
 */
export function openLedger(
  { allowed, signal }: Run,
  deviceStore: (permitted: () => boolean) => UseStore,
): (body: Signal) => Signal {
  const refused = PURPOSES.map((purpose) => !allowed(purpose));
  const change = (store: UseStore, added: readonly LedgerEntry[], more?: (objects: IDBObjectStore) => void) =>
    store("readwrite", (objects) => {
      more?.(objects);
      const request = objects.get("sent");
      request.onsuccess = () =>
        objects.put(readSent([request.result, added].flat(), today(), allowed), "sent");
    }).catch(() => {
      // Where nothing can be kept, nothing is shown either.
    });
  if (refused.includes(true))
    void change(
      deviceStore(() => !signal.aborted),
      [],
      (objects) => refused.forEach((isRefused, at) => isRefused && objects.delete(KEYS[at]!)),
    );

  const store = deviceStore(() => PURPOSES.some(allowed));
  return (body) => {
    const { now, counts } = body;
    const purposes: Purpose[] = [];
    if (now) purposes.push("personalization");
    if (counts) purposes.push("measurement");
    void change(store, [{ day: today(), path: "/signals", body: JSON.stringify(body), purposes }]);
    return body;
  };
}

const today = () => dayOf(Date.now());
