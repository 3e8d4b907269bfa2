/** A key, and what was noted beside its value. */
export interface StoredKey {
  readonly name: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A key with its value, as `wrangler kv bulk put` takes them. */
export interface StoredValue {
  readonly key: string;
  readonly value: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What publishing needs of Cloudflare's KV. */
export interface KeyStore {
  /** Keys that begin with `prefix`, in order. */
  list(prefix: string): Promise<readonly StoredKey[]>;
  /** The value of a key that is there. */
  get(key: string): Promise<string>;
  putAll(values: readonly StoredValue[]): Promise<void>;
  deleteAll(keys: readonly string[]): Promise<void>;
}
