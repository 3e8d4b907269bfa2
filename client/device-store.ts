import { promisifyRequest, type UseStore } from "idb-keyval";
import { DATABASE } from "./erase.ts";

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
  let opened: Promise<IDBDatabase> | undefined;

  const close = () => {
    opened?.then(
      (database) => database.close(),
      () => {},
    );
    opened = undefined;
  };

  const open = () => {
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => request.result.createObjectStore(OBJECTS);
    return promisifyRequest(request).then((database) => {
      // Another tab erases, or the browser (WebKit does) drops the connection.
      database.addEventListener("versionchange", close);
      database.addEventListener("close", close);
      return database;
    });
  };

  const demandPermission = () => {
    if (!permitted()) throw new Error();
  };

  const objects = async (mode: IDBTransactionMode) => {
    demandPermission();
    const database = await (opened ??= open());
    demandPermission();
    return database.transaction(OBJECTS, mode).objectStore(OBJECTS);
  };

  return {
    close,
    // That a connection is closed may turn out only when it is used: one more attempt, on a new one.
    use: async (mode, callback) => callback(await objects(mode).catch(() => (close(), objects(mode)))),
    clear() {
      opened
        ?.then((database) => database.transaction(OBJECTS, "readwrite").objectStore(OBJECTS).clear())
        .catch(() => {});
      close();
    },
  };
}
