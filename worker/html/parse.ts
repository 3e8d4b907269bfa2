import { Construction, Unclear } from "./construction.ts";
import { handleEnd, handleStart, handleText } from "./dispatch.ts";
import { kindAt } from "./kinds.ts";
import { Literal } from "./literal.ts";
import { quirksOf } from "./quirks.ts";
import {
  BANG,
  commentEnd,
  GREATER,
  isLetter,
  isText,
  LESS,
  nameEnd,
  QUESTION,
  SLASH,
  tagEnd,
} from "./scan.ts";
import type { Watch } from "./sights.ts";
import type { State } from "./state.ts";

/** What became of a page, or of a piece of one. */
export interface Parsed {
  readonly building: Construction;
  /** Why it can't be told from some place on. */
  readonly unclear: string | undefined;
}

/** The byte order mark of UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

/** Parses a page as far as `Construction` does. `traced`: what is made is written down. */
export function parsePage(bytes: Uint8Array, watch: Watch, traced: boolean): Parsed {
  const building = new Construction(bytes, watch);
  building.quirks = true;
  if (traced) building.trace = [];
  const start = MARK.every((byte, index) => bytes[index] === byte) ? MARK.length : 0;
  return { building, unclear: read(building, start) };
}

/**
 * Parses a piece of a page where that is in this state, until something in it isn't as its tags say.
 * `literally`: each tag makes or ends just the element that it names, within the one that is open, and text nothing.
 */
export function tryPiece(
  bytes: Uint8Array,
  state: State,
  { literally = false, traced = false }: { literally?: boolean; traced?: boolean } = {},
): Parsed {
  const building = new Construction(bytes, undefined, state);
  // Whether a table ends a paragraph depends on the page: neither is good for a piece.
  building.quirks = undefined;
  if (traced) building.trace = [];
  if (literally) building.literally = new Literal(building);
  return { building, unclear: read(building, 0) };
}

function read(building: Construction, start: number): string | undefined {
  try {
    readAll(building, start);
    return undefined;
  } catch (error) {
    if (error instanceof Unclear) return error.message;
    throw error;
  }
}

function readAll(building: Construction, start: number): void {
  const { bytes } = building;
  const { length } = bytes;
  let at = start;
  let text = start;
  while (at < length) {
    const less = bytes.indexOf(LESS, at);
    if (less < 0) break;
    const next = bytes[less + 1];
    const begins =
      next !== undefined && (next === SLASH || next === BANG || next === QUESTION || isLetter(next));
    // `</` at the very end is text, too.
    if (!begins || (next === SLASH && less + 2 >= length)) {
      at = less + 1;
      continue;
    }
    if (text < less) readText(building, text, less);
    if (next === SLASH) {
      const after = bytes[less + 2]!;
      at = isLetter(after) ? readTag(building, less, true) : readNonsense(building, less);
    } else if (isLetter(next)) at = readTag(building, less, false);
    else at = readDeclaration(building, less);
    text = at;
    if (building.conflict !== undefined) return;
  }
  if (text < length) readText(building, text, length);
}

function readText(building: Construction, from: number, to: number): void {
  // Nothing that text could change: the usual case.
  if (building.mode === "in body" && building.formatting === undefined && building.trace === undefined)
    return;
  building.sights?.begin();
  building.from = from;
  building.to = to;
  handleText(building, from, to);
  building.sights?.end();
  building.literally?.text();
}

/** Handles a tag, and returns where reading goes on. */
function readTag(building: Construction, from: number, isEnd: boolean): number {
  const { bytes } = building;
  const nameFrom = isEnd ? from + 2 : from + 1;
  const nameTo = nameEnd(bytes, nameFrom);
  const watch = isEnd ? undefined : building.sights?.watch;
  watch?.reset?.();
  const to = tagEnd(bytes, nameTo, watch?.heard);
  if (to < 0) return unfinished(building);
  building.sights?.begin();
  building.from = from;
  building.nameTo = nameTo;
  building.to = building.next = to;
  building.kind = kindAt(bytes, nameFrom, nameTo);
  if (isEnd) while (handleEnd(building));
  else while (handleStart(building));
  building.sights?.end();
  building.literally?.tag(isEnd);
  return building.next;
}

/** The page ends within something: what would be written behind it would be part of that. */
function unfinished(building: Construction): number {
  building.unfinished = true;
  return building.bytes.length;
}

/** `</` that begins no end tag: a comment up to the next `>`, or nothing at all. */
function readNonsense(building: Construction, from: number): number {
  building.literally?.comment();
  const end = building.bytes.indexOf(GREATER, from + 2);
  return end < 0 ? unfinished(building) : end + 1;
}

/** A comment, doctype, or what is treated like one. */
function readDeclaration(building: Construction, from: number): number {
  const { bytes } = building;
  if (isText(bytes, from, "<!--")) {
    building.literally?.comment();
    const end = commentEnd(bytes, from);
    return end < 0 ? unfinished(building) : end;
  }
  const isForeign = building.current !== undefined && building.current.space !== "html";
  if (isForeign && isText(bytes, from, "<![cdata[")) return readCharacterData(building, from);
  building.literally?.comment();
  const end = bytes.indexOf(GREATER, from + 2);
  if (end < 0) return unfinished(building);
  if (building.mode === "initial" && isText(bytes, from, "<!doctype")) {
    building.quirks = quirksOf(bytes.subarray(from + "<!doctype".length, end));
    building.mode = "before html";
  }
  return end + 1;
}

function readCharacterData(building: Construction, from: number): number {
  const { bytes } = building;
  // Its name is written in capitals only.
  if (bytes[from + "<![".length] !== 0x43)
    throw new Unclear("a drawing holds something that is neither tag nor text");
  for (let at = bytes.indexOf(GREATER, from); at >= 0; at = bytes.indexOf(GREATER, at + 1))
    if (bytes[at - 1] === 0x5d && bytes[at - 2] === 0x5d && at - 2 >= from + "<![CDATA[".length)
      return at + 1;
  return unfinished(building);
}
