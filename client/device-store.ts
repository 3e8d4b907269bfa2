import { createStore, promisifyRequest, type UseStore } from "idb-keyval";

/**
 * The one database on the device. Of the same name is what waits in `localStorage` to be taken into it (see
 * `known/left.ts`).
 */
export const DATABASE = "selvedge";
/** What the database holds. */
const OBJECTS = "kept";

/** The page's connection, opened when it is first needed. */
let store: UseStore | undefined;
let close = () => {};

/** One attempt. Asks before anything is opened, and again before anything is done: a choice made meanwhile holds. */
const attempt = async <Result>(
  permitted: () => unknown,
  mode: IDBTransactionMode,
  callback: (objects: IDBObjectStore) => Result,
) =>
  permitted() &&
  (store ??= createStore(DATABASE, OBJECTS))(mode, (objects) => {
    const { db } = objects.transaction;
    // Called also when another tab erases.
    db.onversionchange = close = () => {
      db.close();
      store = undefined;
    };
    return permitted() && callback(objects);
  });

/**
 * The tag's place in IndexedDB, as idb-keyval's functions take it. Does nothing that isn't permitted when it
 * comes to it; rejects with whatever IndexedDB fails at.
 */
export function deviceStore(permitted: () => boolean): UseStore {
  // That the browser has dropped the connection may turn out only when it is used: one more attempt, on a
  // new one. What failed for another reason was undone as a whole, and is as good to be tried again.
  return ((...use) =>
    attempt(permitted, ...use).catch(() => (close(), attempt(permitted, ...use)))) as UseStore;
}

/**
 * Deletes the database, and what waits to be taken into it; creates nothing where there was none. Resolves when no
 * tab holds on to it any more. That has to wait for every other tab, so everything is cleared at once through the
 * connection there is, if any; whoever stores something afterwards waits until the rest is over.
 */
export async function eraseDatabase(): Promise<unknown> {
  store?.("readwrite", (objects) => {
    objects.clear();
    close();
  }).catch(() => {});
  store = undefined;
  const deleted = indexedDB.deleteDatabase(DATABASE);
  delete localStorage[DATABASE];
  return promisifyRequest(deleted);
}

/**
 * Changes the value under a key in one transaction, so that tabs don't lose each other's changes; resolves when it
 * is durable. As idb-keyval does it, whose own brings a default store along that nobody here uses.
 */
export const update = <Value>(
  key: string,
  change: (before: Value | undefined) => Value,
  store: UseStore,
): Promise<unknown> =>
  store("readwrite", async (objects) => {
    objects.put(change(await promisifyRequest(objects.get(key))), key);
    return promisifyRequest(objects.transaction);
  });
