import type { KeyStore } from "../../shared/publish/key-store.ts";

/** The key that the Worker reads. */
const CATALOG_KEY = "catalog";

/** Puts a catalog in force: the JSON of its items. */
export async function publishCatalog(store: KeyStore, json: string): Promise<void> {
  await store.putAll([{ key: CATALOG_KEY, value: json, metadata: {} }]);
}
