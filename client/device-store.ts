import { createStore, type UseStore } from "idb-keyval";

/** The one database on the device, and what it holds. */
const DATABASE = "selvedge";
const OBJECTS = "kept";

/** The tag's place in IndexedDB. Whatever IndexedDB fails at becomes a rejected promise. */
export interface DeviceStore {
  /** As idb-keyval's functions take it. */
  readonly use: UseStore;
  /** Lets go of the connection, so that another tab can erase. */
  readonly close: () => void;
  /** Clears everything through the connection there is, if any, and closes it. Deleting has to wait for every other tab. */
  readonly clear: () => void;
}

/**
 * Opens the store when it is first used. `permitted` is asked before anything is opened, and again before
 * anything is done: a choice made in the meantime holds.
 */
export function createDeviceStore(permitted: () => boolean): DeviceStore {
  let store = createStore(DATABASE, OBJECTS);
  let database: IDBDatabase | undefined;

  const close = () => {
    database?.close();
    database = undefined;
    store = createStore(DATABASE, OBJECTS);
  };

  const demandPermission = () => {
    if (permitted()) return;
    close();
    throw new Error();
  };

  const use: UseStore = async (mode, callback) => {
    demandPermission();
    return store(mode, (objects) => {
      database = objects.transaction.db;
      // Another tab erases.
      database.onversionchange = close;
      demandPermission();
      return callback(objects);
    });
  };

  return {
    close,
    // That the browser has dropped the connection may turn out only when it is used: one more attempt, on a
    // new one. What failed for another reason was undone as a whole, and is as good to be tried again.
    use: (mode, callback) => use(mode, callback).catch(() => (close(), use(mode, callback))),
    clear() {
      try {
        database?.transaction(OBJECTS, "readwrite").objectStore(OBJECTS).clear();
      } catch {
        // The connection is gone already.
      }
      close();
    },
  };
}

/** Deletes the database; creates nothing where there was none. Resolves when no tab holds on to it any more. */
export function eraseDatabase(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.addEventListener("success", resolve);
    request.addEventListener("error", reject);
  });
}
