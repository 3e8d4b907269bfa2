import type { Page } from "playwright-core";

/** Everything that a site has stored in a browser. */
export interface Storage {
  /** Also what script can't read, by name. */
  readonly cookies: Readonly<Record<string, string>>;
  readonly local: Readonly<Record<string, string>>;
  readonly session: Readonly<Record<string, string>>;
  /** Records by `database/store`, as pairs of key and value. */
  readonly databases: Readonly<Record<string, readonly (readonly [unknown, unknown])[]>>;
  /** URLs by the name of the cache. */
  readonly caches: Readonly<Record<string, readonly string[]>>;
}

/** Nothing at all: what must be there before a yes. */
export const NOTHING: Storage = { cookies: {}, local: {}, session: {}, databases: {}, caches: {} };

/**
 * What the site of `page` has stored. Reading changes nothing: a database that holds no store is still
 * listed, with no records, as `name/`.
 */
export async function storageOf(page: Page): Promise<Storage> {
  const cookies = await page.context().cookies(page.url());
  const rest = await page.evaluate(readStorage);
  return { cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])), ...rest };
}

/** Runs in the page. */
async function readStorage(): Promise<Omit<Storage, "cookies">> {
  const promised = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("no reason given")));
    });
  const databases: Record<string, [unknown, unknown][]> = {};
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const opening = indexedDB.open(name);
    // It was deleted since it was listed: it must not be made anew by a look.
    opening.addEventListener("upgradeneeded", () => opening.transaction!.abort());
    const database = await promised(opening).catch(() => undefined);
    if (!database) continue;
    const stores = [...database.objectStoreNames];
    if (stores.length === 0) databases[`${name}/`] = [];
    for (const store of stores) {
      const records = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([promised(records.getAllKeys()), promised(records.getAll())]);
      databases[`${name}/${store}`] = keys.map((key, index) => [key, values[index]]);
    }
    database.close();
  }
  const kept: Record<string, string[]> = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept[name] = (await cache.keys()).map(({ url }) => url);
  }
  const entries = (storage: globalThis.Storage) =>
    Object.fromEntries(Object.entries(storage)) as Record<string, string>;
  return { local: entries(localStorage), session: entries(sessionStorage), databases, caches: kept };
}
