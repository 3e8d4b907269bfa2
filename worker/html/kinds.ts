/**
 * What the tree construction of the HTML standard knows of elements by their names, one bit each.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
 */

/** Never has content. */
export const VOID = 1 << 0;
/** Reopened by the parser after it was misnested; these and `a`, `nobr`. */
export const FORMATTING = 1 << 1;
/** What "any other end tag" can't reach through. */
export const SPECIAL = 1 << 2;
/** Ends the search for an element "in scope". */
export const SCOPE = 1 << 3;
/** Ended by any end tag around it. */
export const IMPLIED_END = 1 << 4;
/** Start tag closes an open `<p>`, and nothing else happens. */
export const BLOCK = 1 << 5;
/** End tag closes all that is open in the element. */
export const ENDS_CONTENT = 1 << 6;
export const HEADING = 1 << 7;
/** May stand in `<head>`. */
export const METADATA = 1 << 8;
/** Its content is text for the tokenizer, up to its end tag. */
export const RAW_TEXT = 1 << 9;
/** Around it is a marker in the list of formatting elements. */
export const MARKED = 1 << 10;
/** Part of a table: stands nowhere else. */
export const TABLE_PART = 1 << 11;
/** What stands directly in it, and isn't part of a table, is moved before the table. */
export const FOSTERS = 1 << 12;
/** Start tag ends SVG or MathML. */
export const BREAKS_OUT = 1 << 13;
/** Void, and inserted only after open formatting was begun anew. */
export const INLINE_VOID = 1 << 14;
/** Ignored where content is expected. */
export const IGNORED = 1 << 15;

const MEMBERS: readonly (readonly [bit: number, names: string])[] = [
  [
    VOID,
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
  ],
  [FORMATTING, "a b big code em font i nobr s small strike strong tt u"],
  [
    SPECIAL,
    "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd " +
      "details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header " +
      "hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol " +
      "p param plaintext pre script search section select source style summary table tbody td template textarea tfoot th " +
      "thead title tr track ul wbr xmp",
  ],
  [SCOPE, "applet caption html marquee object select table td template th"],
  [IMPLIED_END, "dd dt li optgroup option p rb rp rt rtc"],
  [
    BLOCK,
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup " +
      "main menu nav ol p search section summary ul",
  ],
  [
    ENDS_CONTENT,
    "address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer header " +
      "hgroup listing main menu nav ol pre search section select summary ul",
  ],
  [HEADING, "h1 h2 h3 h4 h5 h6"],
  [METADATA, "base basefont bgsound link meta noframes script style template title"],
  [RAW_TEXT, "script style xmp iframe noembed noframes noscript textarea title"],
  [MARKED, "applet marquee object"],
  [TABLE_PART, "caption col colgroup tbody td tfoot th thead tr"],
  [FOSTERS, "table tbody tfoot thead tr"],
  [
    BREAKS_OUT,
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr " +
      "ol p pre ruby s small span strong strike sub sup table tt u ul var",
  ],
  [INLINE_VOID, "area br embed img input keygen wbr"],
  [IGNORED, "caption col colgroup frame head tbody td tfoot th thead tr"],
];

/** An element's name, and what is known of it. Of one name there is one object. */
export interface Kind {
  readonly name: string;
  readonly bits: number;
  /** One bit of 32, its own where the parser often asks whether such an element is open. */
  readonly mark: number;
}

/** Each has a mark of its own; all others share those that are left. */
const ASKED =
  "p li dd dt button template form ruby select table caption tr td th body h1 h2 h3 h4 h5 h6 a nobr div ul option svg".split(
    " ",
  );

/** The mark of a name: what isn't marked on the stack isn't open. */
export function markOf(name: string): number {
  const place = ASKED.indexOf(name);
  return 1 << (place >= 0 ? place : ASKED.length + ((hashOf(name) >>> 0) % (32 - ASKED.length)));
}

const BITS = new Map<string, number>();
for (const [bit, names] of MEMBERS)
  for (const name of names.split(" ")) BITS.set(name, (BITS.get(name) ?? 0) | bit);
// Handled one by one, so that they need an object, too.
for (const name of "svg math ruby image foreignobject desc mi mo mn ms mtext annotation-xml".split(" "))
  if (!BITS.has(name)) BITS.set(name, 0);

/** How many names of elements that the standard doesn't know are kept. */
const NAMES_KEPT = 1000;

const kinds = new Map<string, Kind>();
const byHash = new Map<number, Kind>();
let unknown = 0;

/** The kind of element with this name, in lower case. */
export function kindOf(name: string): Kind {
  const known = kinds.get(name);
  if (known) return known;
  const kind = { name, bits: BITS.get(name) ?? 0, mark: markOf(name) };
  if (kind.bits !== 0 || BITS.has(name) || unknown++ < NAMES_KEPT) {
    kinds.set(name, kind);
    byHash.set(hashOf(name), kind);
  }
  return kind;
}
for (const name of BITS.keys()) kindOf(name);

function hashOf(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = (hash * 31 + name.charCodeAt(index)) | 0;
  return hash;
}

/** The kind of the element whose name stands in these bytes, in any case, one character each byte. */
export function kindAt(bytes: Uint8Array, from: number, to: number): Kind {
  let hash = 0;
  for (let index = from; index < to; index++) hash = (hash * 31 + lower(bytes[index]!)) | 0;
  const kind = byHash.get(hash);
  if (kind && isNamed(kind.name, bytes, from, to)) return kind;
  let name = "";
  for (let index = from; index < to; index++) name += String.fromCharCode(lower(bytes[index]!));
  return kindOf(name);
}

function isNamed(name: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = from; index < to; index++)
    if (lower(bytes[index]!) !== name.charCodeAt(index - from)) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
