/** Where in HTML a scanner is, in the words of the HTML standard's tokenizer, as few as are needed. */
export type ScanState =
  | "text"
  | "tag open"
  | "end tag open"
  | "tag name"
  | "before attribute"
  | "attribute name"
  | "after name"
  | "before value"
  | "double"
  | "single"
  | "unquoted"
  | "after value"
  | "self-closing"
  | "declaration"
  | "comment"
  | "bogus comment"
  | "raw";

/** A place in HTML, and what of the way there matters. */
export interface Scan {
  state: ScanState;
  /** Name of the tag that is being read, or of the raw element whose text is. */
  tag: string;
  isEndTag: boolean;
  attribute: string;
  /** What was read of a raw element, a comment or a declaration. */
  buffer: string;
  /** Elements that are open. */
  readonly open: string[];
  /** How many quoted attribute values have begun. */
  values: number;
  /** How many of them may not be closed here, since they were opened outside a section. */
  floor: number;
  /** First element that was closed below the floor. */
  brokenOut?: string | undefined;
  /** An element was seen (svg, math, select) in which browsers read raw elements in another way. */
  ambiguous: boolean;
  /** Set once browsers may read what follows in more than one way: why. */
  uncertain?: string;
}

const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);
const RAW = new Set([
  "script",
  "style",
  "title",
  "textarea",
  "xmp",
  "iframe",
  "noembed",
  "noframes",
  "noscript",
  "plaintext",
]);
const SPACE = /[\t\n\f\r ]/;
const LETTER = /[a-z]/i;

/** A scanner at the start of a fragment. */
export function startScan(): Scan {
  return {
    state: "text",
    tag: "",
    isEndTag: false,
    attribute: "",
    buffer: "",
    open: [],
    values: 0,
    floor: 0,
    ambiguous: false,
  };
}

/**
 * Reads markup from `index` up to where the next quoted attribute value begins, behind its quote, or to the
 * end; returns where it stopped. Inside a quoted value, the character at `index` is the quote that closes it.
 */
export function scanMarkup(place: Scan, html: string, index: number): number {
  do step(place, html[index++]!);
  while (index < html.length && !isQuoted(place));
  return index;
}

/** The index of the quote that closes the value which the scanner is in, or the end. */
export function valueEnd(place: Scan, html: string, index: number): number {
  const end = html.indexOf(place.state === "double" ? '"' : "'", index);
  return end < 0 ? html.length : end;
}

/** Whether the scanner is inside a quoted attribute value. */
export function isQuoted(place: Scan): boolean {
  return place.state === "double" || place.state === "single";
}

/** One character. Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization */
function step(place: Scan, character: string): void {
  switch (place.state) {
    case "text":
      if (character === "<") place.state = "tag open";
      return;
    case "tag open":
    case "end tag open":
      return openTag(place, character);
    case "tag name":
      if (!endsName(place, character)) place.tag += character.toLowerCase();
      return;
    case "before attribute":
    case "after name":
    case "after value":
    case "self-closing":
      return betweenAttributes(place, character);
    case "attribute name":
      if (character === "=") place.state = "before value";
      else if (SPACE.test(character)) place.state = "after name";
      else if (!endsName(place, character)) place.attribute += character.toLowerCase();
      return;
    case "before value":
      if (SPACE.test(character)) return;
      if (character === ">") return endTag(place);
      place.state = character === '"' ? "double" : character === "'" ? "single" : "unquoted";
      if (isQuoted(place)) place.values++;
      return;
    case "double":
      if (character === '"') place.state = "after value";
      return;
    case "single":
      if (character === "'") place.state = "after value";
      return;
    case "unquoted":
      if (SPACE.test(character)) place.state = "before attribute";
      else if (character === ">") endTag(place);
      return;
    case "declaration":
    case "comment":
    case "bogus comment":
      return stepComment(place, character);
    case "raw":
      return stepRaw(place, character);
  }
}

function openTag(place: Scan, character: string): void {
  const isEndTag = place.state === "end tag open";
  if (LETTER.test(character)) {
    Object.assign(place, { state: "tag name", tag: character.toLowerCase(), isEndTag, attribute: "" });
  } else if (!isEndTag && character === "/") {
    place.state = "end tag open";
  } else if (!isEndTag && character === "!") {
    Object.assign(place, { state: "declaration", buffer: "" });
  } else if (isEndTag ? character !== ">" : character === "?") {
    Object.assign(place, { state: "bogus comment", buffer: "" });
    stepComment(place, character);
  } else {
    place.state = !isEndTag && character === "<" ? "tag open" : "text";
  }
}

function endsName(place: Scan, character: string): boolean {
  if (character === ">") endTag(place);
  else if (character === "/") place.state = "self-closing";
  else if (SPACE.test(character)) place.state = "before attribute";
  else return false;
  return true;
}

function betweenAttributes(place: Scan, character: string): void {
  const isSelfClosing = place.state === "self-closing" && character === ">";
  if (character === ">") return endTag(place, isSelfClosing);
  if (character === "/") place.state = "self-closing";
  else if (character === "=" && place.state === "after name") place.state = "before value";
  else if (SPACE.test(character))
    place.state = place.state === "after name" ? "after name" : "before attribute";
  else Object.assign(place, { state: "attribute name", attribute: character.toLowerCase() });
}

function endTag(place: Scan, isSelfClosing = false): void {
  place.state = "text";
  const { tag } = place;
  if (place.isEndTag) return closeElement(place, tag);
  if (tag === "svg" || tag === "math" || tag === "select") place.ambiguous = true;
  if (VOID.has(tag) || (isSelfClosing && place.ambiguous && !RAW.has(tag))) return;
  place.open.push(tag);
  if (RAW.has(tag)) Object.assign(place, { state: "raw", buffer: "" });
}

function closeElement(place: Scan, tag: string): void {
  const index = place.open.lastIndexOf(tag);
  if (index >= place.floor) place.open.length = index;
  else place.brokenOut ??= tag;
}

function stepComment(place: Scan, character: string): void {
  place.buffer += character;
  const { buffer } = place;
  if (place.state === "declaration") {
    if (buffer === "--") Object.assign(place, { state: "comment", buffer: "" });
    else if (!"--".startsWith(buffer)) {
      place.state = character === ">" ? "text" : "bogus comment";
    }
  } else if (place.state === "bogus comment") {
    if (buffer === "[CDATA[" && place.ambiguous) place.uncertain ??= "a CDATA section";
    if (character === ">") place.state = "text";
  } else if (buffer === ">" || buffer === "->" || buffer.endsWith("-->") || buffer.endsWith("--!>")) {
    place.state = "text";
  }
}

function stepRaw(place: Scan, character: string): void {
  const { tag } = place;
  if (tag !== "plaintext" && (character === ">" || character === "/" || SPACE.test(character))) {
    const end = `</${tag}`;
    if (place.buffer.slice(-end.length).toLowerCase() === end) {
      const content = place.buffer.slice(0, -end.length);
      const markup = place.ambiguous || tag === "noscript" ? /</ : tag === "script" ? /<!--/ : undefined;
      if (markup?.test(content)) place.uncertain ??= `markup inside <${tag}>`;
      Object.assign(place, { isEndTag: true, attribute: "", buffer: "" });
      if (character === ">") endTag(place);
      else place.state = character === "/" ? "self-closing" : "before attribute";
      return;
    }
  }
  place.buffer += character;
}
