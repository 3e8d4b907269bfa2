import { shortHash } from "../hash.ts";
import { SITE_VERSIONS_KEPT } from "../limits.ts";
import type { KeyStore, StoredValue } from "./key-store.ts";

/** The key that the Worker reads. */
const SITE_KEY = "site";
const VERSION_PREFIX = "site:version:";

/** A site file that was published once: `20261122T055810Z-1a2b3c4d`, when and what. */
export interface Version {
  readonly id: string;
  /** When it was published first, as in `2026-11-22T05:58:10Z`. */
  readonly published: string;
  readonly isCurrent: boolean;
}

/** What is in a store: versions, the newest first, and what is served. */
interface Stock {
  readonly versions: readonly Version[];
  /** The version that is served; undefined where nothing was published, or by other means. */
  readonly current: string | undefined;
  readonly isServed: boolean;
}

/** What publishing did. */
export interface Published {
  readonly version: string;
  /** The version that was served before; undefined if there was none. */
  readonly before: string | undefined;
  /** Whether this very file was served already, so that nothing was done. */
  readonly isSame: boolean;
}

/** All versions that can be gone back to, the newest first. */
export async function versionsIn(store: KeyStore): Promise<readonly Version[]> {
  return (await stockOf(store)).versions;
}

/**
 * Publishes the text of a checked site file. What was served before stays as a version, also where it had been put
 * there by other means; of versions the newest `SITE_VERSIONS_KEPT` are kept. `now`: milliseconds since the epoch.
 */
export async function publish(store: KeyStore, text: string, now: number): Promise<Published> {
  const { versions, current, isServed } = await stockOf(store);
  const version = idOf(text, now);
  if (current !== undefined && hashOf(current) === hashOf(version))
    return { version: current, before: current, isSame: true };
  const values: StoredValue[] = [];
  let before = current;
  if (isServed && current === undefined) {
    const stranger = await store.get(SITE_KEY);
    // A second earlier, so that it stands before the new one.
    before = idOf(stranger, now - 1000);
    values.push(valueOf(VERSION_PREFIX + before, stranger, before));
  }
  values.push(valueOf(VERSION_PREFIX + version, text, version), valueOf(SITE_KEY, text, version));
  await store.putAll(values);
  const kept = [version, ...(before === undefined ? [] : [before])];
  const old = versions.filter(({ id }) => !kept.includes(id)).slice(SITE_VERSIONS_KEPT - kept.length);
  if (old.length > 0) await store.deleteAll(old.map(({ id }) => VERSION_PREFIX + id));
  return { version, before, isSame: false };
}

/** The text of a version; it must be one of `versionsIn`. */
export function textOf(store: KeyStore, version: string): Promise<string> {
  return store.get(VERSION_PREFIX + version);
}

/** Serves a version again. */
export async function restore(store: KeyStore, version: string, text: string): Promise<void> {
  await store.putAll([valueOf(SITE_KEY, text, version)]);
}

async function stockOf(store: KeyStore): Promise<Stock> {
  const keys = await store.list(SITE_KEY);
  const served = keys.find(({ name }) => name === SITE_KEY);
  const noted = served?.metadata?.["version"];
  const current = typeof noted === "string" ? noted : undefined;
  const versions = keys
    .filter(({ name }) => name.startsWith(VERSION_PREFIX))
    .map(({ name }) => name.slice(VERSION_PREFIX.length))
    .sort()
    .reverse()
    .map((id) => ({ id, published: timeOf(id), isCurrent: id === current }));
  return { versions, current, isServed: served !== undefined };
}

function valueOf(key: string, value: string, version: string): StoredValue {
  return { key, value, metadata: { version } };
}

function idOf(text: string, now: number): string {
  return `${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "")}-${shortHash(text)}`;
}

function hashOf(id: string): string {
  return id.slice(id.indexOf("-") + 1);
}

function timeOf(id: string): string {
  return id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-.*$/, "$1-$2-$3T$4:$5:$6Z");
}
