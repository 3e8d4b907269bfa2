import type { Element } from "../html/state.ts";

/** A change to a page's bytes. All of them are made at once; places are those of the page as it came. */
export interface Splice {
  /** What goes: nothing where both are the same. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
  /** Elements that are open there, from the innermost, and get their end tags first. */
  readonly ends: readonly Element[];
  /** What it belongs to when the page's pieces move: what stands before it or behind it. */
  readonly side: "before" | "behind";
  /** How deep in the page: fractions are the content of an element, its beginning deepest. Of several at one place, those inside come before those outside. */
  readonly depth: number;
}

/** How many elements are around one. */
export function depthOf(element: Element): number {
  let depth = 0;
  for (let at = element.parent; at; at = at.parent) depth++;
  return depth;
}

const OPEN_REFERENCE = /&(?:#x?)?[\da-z]*$/i;
/** No character reference is longer. Source: https://html.spec.whatwg.org/multipage/named-characters.html */
const REFERENCE_CHARACTERS = 40;
const LESS = 0x3c;
const LATIN1 = new TextDecoder("latin1");

/**
 * Whether two pieces mean something else side by side than apart: a `<` or `&` that is text becomes markup, or a
 * character of two bytes comes about.
 */
export function melts(left: Uint8Array, right: Uint8Array): boolean {
  const first = right[0];
  const last = left.at(-1);
  if (first === undefined || last === undefined) return false;
  if (last === LESS) return /[a-z/!?]/i.test(String.fromCharCode(first));
  // A line break of two characters is one.
  if (last === 0x0d) return first === 0x0a;
  // In some encodings the second byte of a character is that of an ASCII one.
  if (last >= 0x80) return first !== LESS && first >= 0x30;
  if (!/[\da-z#=;]/i.test(String.fromCharCode(first))) return false;
  return OPEN_REFERENCE.test(LATIN1.decode(left.slice(-REFERENCE_CHARACTERS)));
}
