import { PURPOSES } from "../shared/consent.ts";
import { dayOf } from "../shared/day.ts";
import type { ConsentMessage, Purpose, Signal } from "../shared/wire.ts";
import { ASKED } from "./known/asked.ts";
import { type LedgerEntry, mayStay, purposesOf, sentKey, type SentKey, sentKeys } from "./known/ledger.ts";
import { findLeft, forgetLeft, leave } from "./known/left.ts";
import { isPasted } from "./pasted.ts";
import type { Run } from "./run.ts";

/** What the device keeps for each of the purposes, in their order; besides, what was sent for which. */
const KEYS = [
  ["profile", "messages", "asked", "recent"],
  ["queue", "counted"],
];

const nothing = () => {};

/** Where the Worker isn't in front of the page more is sent than goes through here: this part notes it. */
const SAID = "./tag-mode-said.js";

/** What was told of a choice on this page, and is noted already: a run may begin anew under the same one. */
let noted: ConsentMessage | undefined;

/**
 * Opens the ledger of a run: what it returns notes a body that is about to be sent, and gives it back. The tag sends
 * nothing without it. At first comes in what an earlier page left behind, and goes what was kept too long, or for a
 * purpose that isn't consented to any more.
 */
export function openLedger({ allowed, signal, told, deviceStore }: Run): (body: Signal) => Signal {
  const store = deviceStore(() => !signal.aborted && PURPOSES.some(allowed));
  const comeIn = () => {
    const left = findLeft();
    store("readwrite", (objects) => {
      for (const [key, entry] of left.noted) objects.put(entry, key);
      PURPOSES.forEach((purpose, at) => allowed(purpose) || KEYS[at]!.forEach((key) => objects.delete(key)));
      const keys = objects.getAllKeys(sentKeys());
      const entries = objects.getAll(sentKeys());
      entries.onsuccess = () => {
        const stay = mayStay(entries.result, today(), allowed);
        keys.result.forEach((key, at) => stay[at] || objects.delete(key));
      };
      objects.transaction.oncomplete = () => forgetLeft(left);
    }).catch(nothing);
  };

  /** What isn't in the database yet. */
  const underWay = new Map<SentKey, LedgerEntry>();
  let leaving = false;
  const note = (path: string, body: string, purposes: readonly Purpose[]) => {
    const entry: LedgerEntry = { day: today(), path, body, purposes };
    const key = sentKey();
    underWay.set(key, entry);
    if (leaving) leave([[key, entry]]);
    store("readwrite", (objects) => {
      objects.put(entry, key);
      objects.transaction.oncomplete = () => underWay.delete(key);
    }).catch(nothing);
  };

  comeIn();
  // Before signals listen: what these send here is noted as what leaves with the page.
  addEventListener(
    "pagehide",
    () => {
      leaving = true;
      leave([...underWay]);
    },
    { signal },
  );
  addEventListener(
    "pageshow",
    () => {
      if (leaving) comeIn();
      leaving = false;
    },
    { signal },
  );
  if (isPasted()) {
    import(SAID).then((part) => part.overhear(note, { allowed, signal })).catch(nothing);
    return (body) => body;
  }
  if (told && told !== noted) note("/consent", JSON.stringify((noted = told)), []);
  document.addEventListener(
    ASKED,
    ({ detail }: CustomEventInit<string>) =>
      allowed("personalization") && note("/decision", detail!, ["personalization"]),
    { signal },
  );
  return (body) => {
    note("/signals", JSON.stringify(body), purposesOf(body));
    return body;
  };
}

const today = () => dayOf(Date.now());
