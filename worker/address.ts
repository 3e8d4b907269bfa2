import { ADDRESSES_KEPT } from "../shared/limits.ts";

/** By their text; those of an isolate's latest requests. */
const known = new Map<string, URL>();

/**
 * A request's address. Parsing is among the dearest things that a page asks for, and most requests are for few pages, so
 * what was parsed is kept. Not to be changed.
 */
export function addressOf({ url }: Request): URL {
  const found = known.get(url);
  if (found) return found;
  if (known.size >= ADDRESSES_KEPT) known.clear();
  const address = new URL(url);
  known.set(url, address);
  return address;
}
