/**
 * A short name for a text: two runs of 32-bit FNV-1a with different bases, as base 36. It names plans
 * and definitions that owners write; nothing secret and nothing that anybody would forge rests on it.
 * Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function shortHash(text: string): string {
  return fnv1a(text).toString(36) + fnv1a(text, 0x9dc5811c).toString(36);
}

/** A number from 0 to 2³² - 1 for a text. */
export function fnv1a(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
