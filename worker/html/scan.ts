/**
 * Where things end in the bytes of a page, as the tokenizer of the HTML standard finds it. For every encoding in which
 * the bytes of markup mean their ASCII characters.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
 */

export const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const QUESTION = 0x3f;
const DASH = 0x2d;
const EQUALS = 0x3d;
const DOUBLE = 0x22;
const SINGLE = 0x27;

/** Tab, line feed, form feed, carriage return, space: what HTML takes for white space. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d || byte === 0x0c;
}

export function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** The first place from here on that isn't white space, or `to`. */
export function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && isSpace(bytes[from]!)) from++;
  return from;
}

/** Where a tag's name ends. */
export function nameEnd(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  while (from < length) {
    const byte = bytes[from]!;
    if (byte === GREATER || byte === SLASH || isSpace(byte)) break;
    from++;
  }
  return from;
}

/** Hears of a tag's attributes, by places: the name, and the value without its quotes (empty: none). */
export type OnAttribute = (nameFrom: number, nameTo: number, valueFrom: number, valueTo: number) => void;

/**
 * Where a tag ends, from behind its name: after its `>`. -1 where the page ends before.
 * @param heard is told of each attribute, doubles included
 */
export function tagEnd(bytes: Uint8Array, from: number, heard?: OnAttribute): number {
  const { length } = bytes;
  let at = from;
  for (;;) {
    while (at < length && (bytes[at] === SLASH || isSpace(bytes[at]!))) at++;
    if (at >= length) return -1;
    if (bytes[at] === GREATER) return at + 1;
    const nameFrom = at;
    // The first character is part of the name even if it is "=".
    for (at++; at < length; at++) {
      const byte = bytes[at]!;
      if (byte === EQUALS || byte === GREATER || byte === SLASH || isSpace(byte)) break;
    }
    const nameTo = at;
    while (at < length && isSpace(bytes[at]!)) at++;
    if (bytes[at] !== EQUALS) {
      heard?.(nameFrom, nameTo, nameTo, nameTo);
      continue;
    }
    at = skipSpace(bytes, at + 1, length);
    const quote = bytes[at];
    if (quote === DOUBLE || quote === SINGLE) {
      const end = bytes.indexOf(quote, at + 1);
      if (end < 0) return -1;
      heard?.(nameFrom, nameTo, at + 1, end);
      at = end + 1;
    } else {
      const valueFrom = at;
      while (at < length && bytes[at] !== GREATER && !isSpace(bytes[at]!)) at++;
      if (at >= length) return -1;
      heard?.(nameFrom, nameTo, valueFrom, at);
    }
  }
}

/** Whether a start tag that ends here closes itself: with a `/` that is no part of a value. */
export function closesItself(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[end - 2] !== SLASH) return false;
  let valueTo = -1;
  let valueFrom = -1;
  tagEnd(bytes, from, (_nameFrom, _nameTo, start, stop) => {
    valueFrom = start;
    valueTo = stop;
  });
  return !(valueTo === end - 1 && valueFrom < valueTo);
}

/** Where a comment ends that begins at `<!--`. -1 where it doesn't. */
export function commentEnd(bytes: Uint8Array, from: number): number {
  let at = from + 4;
  // `<!-->` and `<!--->` are comments, and `--!>` ends one.
  if (bytes[at] === GREATER) return at + 1;
  if (bytes[at] === DASH && bytes[at + 1] === GREATER) return at + 2;
  for (;;) {
    at = bytes.indexOf(GREATER, at);
    if (at < 0) return -1;
    const before = bytes[at - 1] === BANG ? at - 2 : at - 1;
    if (bytes[before] === DASH && bytes[before - 1] === DASH && before - 1 >= from + 4) return at + 1;
    at++;
  }
}

/** Whether these bytes are this lower-case text, in any case. */
export function isText(bytes: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index++) {
    const byte = bytes[at + index]!;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    if (lower !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Where the end tag begins that ends text-only content, such as that of `<title>`; -1 where there is none. */
export function rawTextEnd(bytes: Uint8Array, from: number, name: string): number {
  if (name === "script") return scriptEnd(bytes, from);
  for (let at = bytes.indexOf(LESS, from); at >= 0; at = bytes.indexOf(LESS, at + 1))
    if (bytes[at + 1] === SLASH && isName(bytes, at + 2, name)) return at;
  return -1;
}

/** Within `<!--` and `-->`, a `<script` hides the next `</script>`. */
function scriptEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let escaped = false;
  let hidden = false;
  for (;;) {
    const less = bytes.indexOf(LESS, at);
    if (escaped) {
      const end = dashesEnd(bytes, at, less < 0 ? bytes.length : less);
      if (end >= 0) {
        escaped = hidden = false;
        at = end;
        continue;
      }
    }
    if (less < 0) return -1;
    at = less + 1;
    if (bytes[at] === SLASH) {
      if (!isName(bytes, at + 1, "script")) continue;
      if (!hidden) return less;
      hidden = false;
    } else if (!escaped) {
      // Its dashes may be those of the end: `<!-->`.
      if (isText(bytes, less, "<!--")) [escaped, at] = [true, less + 2];
    } else if (isName(bytes, at, "script")) hidden = true;
  }
}

/** The place after `-->`. */
function dashesEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(GREATER, from); at >= 0 && at < to; at = bytes.indexOf(GREATER, at + 1))
    if (at - 2 >= from && bytes[at - 1] === DASH && bytes[at - 2] === DASH) return at + 1;
  return -1;
}

/** Whether a tag's whole name stands here. */
function isName(bytes: Uint8Array, at: number, name: string): boolean {
  if (!isText(bytes, at, name)) return false;
  const next = bytes[at + name.length];
  return next !== undefined && (next === GREATER || next === SLASH || isSpace(next));
}
