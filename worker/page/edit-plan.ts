import type { Edit } from "../../shared/edit.ts";
import { FORMATTING, FOSTERS, MARKED, RAW_TEXT, VOID } from "../html/kinds.ts";
import { isSpace } from "../html/scan.ts";
import { type Element, isSameState, type State } from "../html/state.ts";
import { asciiHtml, escapeText } from "./escape.ts";
import {
  checkFits,
  checkSameEnd,
  Conflict,
  type Place,
  placeIn,
  placeWithout,
  stateAfter,
} from "./places.ts";
import { depthOf, melts, type Splice } from "./splice.ts";
import type { Survey } from "./survey.ts";
import { changeTag } from "./tag-edit.ts";

const ENCODER = new TextEncoder();
const NEW_LINE = 0x0a;

/**
 * What has to be changed in the page's bytes so that a browser makes of them the page's DOM with the edit done to this
 * element. Nothing is looked at but the element's own ends: there the parser must be in the same state as before, so
 * that everything else means what it meant.
 * @throws Conflict where that can't be done right
 */
export function planEdit(edit: Edit, element: Element, survey: Survey): readonly Splice[] {
  const { charset } = survey.page;
  const encode = charset === "utf-8" ? (text: string) => text : asciiHtml;
  if (element.flaw !== undefined) throw new Conflict(element.flaw);
  if (edit.op === "attributes" || edit.op === "class") {
    if (!isWritten(element)) throw new Conflict(`<${element.kind.name}> isn't written in the page`);
    return changeTag(edit, element, survey.page, encode).map(({ from, to, html }) =>
      spliceOf(survey, { from, to, html, side: "before", depth: depthOf(element) }),
    );
  }
  if (element.space !== "html") throw new Conflict("the target is part of a drawing or formula");
  if (!isWritten(element) && edit.op !== "append")
    throw new Conflict(`<${element.kind.name}> isn't written in the page`);
  switch (edit.op) {
    case "content":
    case "prepend":
    case "append":
      return planWithin(edit.op, element, survey, encode(edit.html));
    case "text":
      return planWithin("content", element, survey, encode(escapeText(edit.text)), true);
    case "before":
    case "after":
    case "replace":
      return planBeside(edit.op, element, survey, encode(edit.html));
    case "remove":
      return planBeside("replace", element, survey, "");
  }
}

function isWritten({ from, tagTo }: Element): boolean {
  return tagTo > from;
}

/** Whether the parser drops a line break that stands first in it. */
function dropsBreak({ kind }: Element): boolean {
  return kind.name === "pre" || kind.name === "listing" || kind.name === "textarea";
}

function planWithin(
  op: "content" | "prepend" | "append",
  element: Element,
  survey: Survey,
  html: string,
  isText = false,
): Splice[] {
  const { kind, tagTo } = element;
  const { name, bits } = kind;
  const sight = element.sight!;
  if (bits & VOID) throw new Conflict(`<${name}> has no content`);
  const isTextOnly = (bits & RAW_TEXT) !== 0 || name === "template";
  if (isTextOnly && !(isText && (name === "title" || name === "textarea")))
    throw new Conflict(`the content of <${name}> isn't HTML`);
  if (name === "html") throw new Conflict(`"${op}" can't be done to <html>`);
  const last = lastState(element, survey);
  const { bytes } = survey.page;
  const { contentTo } = sight;
  // Of an empty element all are at one place.
  const depth = depthOf(element) + (op === "prepend" ? 0.75 : op === "content" ? 0.5 : 0.25);
  if (op === "prepend") {
    checkFits(html, sight.inside);
    const at = dropsBreak(element) ? afterBreak(bytes, tagTo) : tagTo;
    const kept = at === tagTo ? keepBreak(element, html) : html;
    return [spliceOf(survey, { from: at, to: at, html: kept, side: "before", depth })];
  }
  if (op === "content") {
    if (!isTextOnly) checkFits(html, sight.inside);
    checkSameEnd(sight.inside, last, element);
    const change = {
      from: tagTo,
      to: contentTo,
      html: keepBreak(element, html),
      side: "before",
      depth,
    } as const;
    return [spliceOf(survey, change), ...dropTail(element, survey)];
  }
  const { state, ends } = placeIn(element, last);
  checkSameEnd(state, last, element);
  checkFits(html, state);
  const tail = name === "body" ? tailOf(survey) : "";
  if (tail !== "" && ends.length > 0)
    throw new Conflict(`<${ends[0]!.kind.name}> isn't closed before </body>`);
  const isEmpty = contentTo === tagTo && ends.length === 0;
  const text = tail + (isEmpty ? keepBreak(element, html) : html);
  const change = { from: contentTo, to: contentTo, html: text, ends, side: "before", depth } as const;
  return [spliceOf(survey, change), ...dropTail(element, survey)];
}

function planBeside(
  op: "before" | "after" | "replace",
  element: Element,
  survey: Survey,
  html: string,
): Splice[] {
  const { kind, from, parent } = element;
  const { name } = kind;
  const sight = element.sight!;
  if (!parent || /^(?:html|head|body)$/.test(name)) throw new Conflict(`"${op}" can't be done to <${name}>`);
  // What is moved out of a table depends on what stands beside it.
  if (parent.kind.bits & FOSTERS && parent.flaw !== undefined) throw new Conflict(parent.flaw);
  if (op === "after") {
    const after = endOf(element, survey);
    if (after.state.stack?.element !== parent) throw new Conflict(`the end tag of <${name}> is missing`);
    checkFits(html, after.state);
    const change = { from: sight.to, to: sight.to, html, ends: after.ends, side: "before" } as const;
    return [spliceOf(survey, { ...change, depth: depthOf(element) })];
  }
  const isVoid = sight.last === undefined && sight.after !== undefined;
  const around = isVoid ? sight.after!.stack : sight.inside.stack?.below;
  const formatting = isVoid
    ? [sight.after!.formatting]
    : [sight.inside.formatting, sight.inside.formatting?.below];
  const made = !isWritten(parent) && parent.from === from;
  const place = made ? placeWithout(element, around, html) : placeIn(parent, sight.before);
  if (around !== place.state.stack || !formatting.includes(place.state.formatting))
    throw new Conflict(`<${name}> begins other elements, too`);
  checkFits(html, place.state);
  const { ends, begins } = place;
  const written = (begins ? "<body>" : "") + html;
  const change = {
    from,
    html: keepFirstBreak(op, written, element, survey.page.bytes),
    ends,
    side: "behind",
    depth: depthOf(element),
  } as const;
  if (op === "before") return [spliceOf(survey, { ...change, to: from })];
  const { state } = endOf(element, survey);
  if (!isSameState(state, place.state)) throw new Conflict("what is in it reaches beyond its end");
  return [spliceOf(survey, { ...change, to: sight.to })];
}

/** What the parser knows where an element has ended; with the end tags to be written, where it has none of its own. */
function endOf(element: Element, survey: Survey): Place {
  const { after } = element.sight!;
  if (after) return { state: after, ends: [] };
  const last = lastState(element, survey);
  const { name, bits } = element.kind;
  if (bits & (FORMATTING | MARKED)) throw new Conflict(`the end tag of <${name}> is missing`);
  const inner = placeIn(element, last);
  const state = stateAfter(`</${name}>`, inner.state, false);
  // Without that end tag, the page's next one of its kind may have ended something else, or a form gone on.
  if (state.stack?.element !== element.parent || state.form !== last.form)
    throw new Conflict(`the end tag of <${name}> is missing`);
  return { state, ends: [...inner.ends, element] };
}

/** Before what ends it. */
function lastState(element: Element, survey: Survey): State {
  const { last, after, inside } = element.sight!;
  if (last) return last;
  if (after) return inside;
  if (survey.unfinished) throw new Conflict(`the page ends within <${element.kind.name}>`);
  return survey.end;
}

/** A line break that would be dropped is written twice. */
function keepBreak(element: Element, html: string): string {
  return dropsBreak(element) && /^[\r\n]/.test(html) ? `\n${html}` : html;
}

/** The same where it comes to stand first in the element around: what is put there, or what follows what is taken away. */
function keepFirstBreak(
  op: "before" | "replace",
  html: string,
  { from, parent, sight }: Element,
  bytes: Uint8Array,
): string {
  if (!parent || !dropsBreak(parent)) return html;
  // `</>` is nothing at all, not even for this.
  if (
    !/^(?:<\/>)*$/.test(
      String.fromCharCode(...bytes.subarray(parent.tagTo, Math.min(from, parent.tagTo + REACH_BYTES))),
    )
  )
    return html;
  const comesFirst = html === "" && op === "replace" ? String.fromCharCode(bytes[sight!.to] ?? 0) : html;
  return /^[\r\n]/.test(comesFirst) ? `\n${html}` : html;
}

function afterBreak(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0d) return bytes[at + 1] === NEW_LINE ? at + 2 : at + 1;
  return bytes[at] === NEW_LINE ? at + 1 : at;
}

/** White space behind `</body>` is part of the body: what comes last must stand behind it. */
function tailOf({ page, tail }: Survey): string {
  return tail.map(([from, to]) => String.fromCharCode(...page.bytes.subarray(from, to))).join("");
}

function dropTail(element: Element, survey: Survey): Splice[] {
  if (element.kind.name !== "body") return [];
  return survey.tail.map(([from, to]) => spliceOf(survey, { from, to, html: "", side: "before", depth: 0 }));
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly html: string;
  readonly ends?: readonly Element[];
  readonly side: Splice["side"];
  readonly depth: number;
}

/** How much of what stands before a place can make something else of what is put there. */
const REACH_BYTES = 48;

function spliceOf({ page: { bytes } }: Survey, { html, ends = [], ...place }: Change): Splice {
  const { from, to } = place;
  const left = bytes.subarray(Math.max(0, from - REACH_BYTES), from);
  const right = bytes.subarray(to, to + 1);
  let written = ENCODER.encode(html);
  if (html !== "" && ends.length === 0 && melts(left, written)) {
    // A character reference means the same, and melts with nothing.
    const first = html.codePointAt(0)!;
    if (isSpace(first)) throw new Conflict("it would run together with what stands before it");
    written = ENCODER.encode(`&#${first};${html.slice(String.fromCodePoint(first).length)}`);
  }
  if (melts(html === "" ? left : written, right))
    throw new Conflict("it would run together with what follows it");
  return { ...place, ends, bytes: written };
}
