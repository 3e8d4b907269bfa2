/** How many places of a page are looked at to tell it from others. */
const SAMPLES = 64;

/** A page that is kept, and what it takes in memory. */
export interface Kept {
  readonly bytes: Uint8Array;
  /** What its content type says of the charset. */
  readonly contentType: string;
  /** In bytes, page included. */
  readonly size: number;
}

/**
 * Pages by their bytes, up to a size; the longest unused go out first. A page is taken in only at its second sight, so
 * that those whose bytes always change, for a token or a time in them, push nothing out. What is found is equal to the
 * last byte: no hash is trusted with what a visitor gets.
 */
export class KnownPages<Entry extends Kept> {
  readonly #limit: number;
  readonly #marks: number;
  readonly #entries = new Map<string, Entry[]>();
  readonly #seen = new Set<number>();
  #held = 0;

  /** @param limit in bytes, @param marks of how many pages it is remembered that they were seen once */
  constructor(limit: number, marks: number) {
    this.#limit = limit;
    this.#marks = marks;
  }

  /** In bytes. */
  get held(): number {
    return this.#held;
  }

  find(bytes: Uint8Array, contentType: string): Entry | undefined {
    const key = keyOf(bytes);
    const entries = this.#entries.get(key);
    const found = entries?.find((entry) => entry.contentType === contentType && isEqual(entry.bytes, bytes));
    if (!found) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entries!);
    return found;
  }

  /** Keeps an entry if its page was seen before. */
  offer(entry: Entry): boolean {
    const mark = hashOf(entry.bytes);
    if (!this.#seen.delete(mark)) {
      this.#seen.add(mark);
      if (this.#seen.size > this.#marks) this.#seen.delete(this.#seen.values().next().value!);
      return false;
    }
    if (entry.size > this.#limit) return false;
    const key = keyOf(entry.bytes);
    this.#entries.set(key, [...(this.#entries.get(key) ?? []), entry]);
    this.#held += entry.size;
    while (this.#held > this.#limit) this.#forgetOldest();
    return true;
  }

  #forgetOldest(): void {
    const [key, entries] = this.#entries.entries().next().value!;
    this.#held -= entries[0]!.size;
    if (entries.length > 1) this.#entries.set(key, entries.slice(1));
    else this.#entries.delete(key);
  }
}

/** Equal for equal pages, and for few others. */
function keyOf(bytes: Uint8Array): string {
  let hash = 0;
  const step = Math.max(1, Math.floor(bytes.byteLength / SAMPLES));
  for (let at = 0; at < bytes.byteLength; at += step) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  return `${bytes.byteLength} ${hash}`;
}

/** Whether two pages are the same. (The runtime's comparison of secrets is its only one of bytes.) */
export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && crypto.subtle.timingSafeEqual(one, other);
}

/** Of all bytes (FNV-1a, by words). Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array): number {
  let low = 0x811c9dc5 ^ bytes.byteLength;
  let high = 0x1000193;
  const count = bytes.byteOffset % 4 === 0 ? bytes.byteLength >> 2 : 0;
  const words = new Int32Array(bytes.buffer, count > 0 ? bytes.byteOffset : 0, count);
  for (let index = 0; index < count; index++) {
    low = Math.imul(low ^ words[index]!, 0x1000193);
    high = Math.imul(high ^ (low >>> 15), 0x85ebca6b);
  }
  for (let at = count * 4; at < bytes.byteLength; at++) {
    low = Math.imul(low ^ bytes[at]!, 0x1000193);
    high = Math.imul(high ^ (low >>> 15), 0x85ebca6b);
  }
  return (high >>> 0) * 0x200000 + ((low >>> 0) & 0x1fffff);
}
