import type { Edit } from "../../shared/edit.ts";
import {
  CLOSES_PARAGRAPH,
  FLOWS_NOWHERE,
  FORMATTING,
  HEADING,
  METADATA,
  MISPLACED,
  NO_FLOW,
  OPTIONAL_END,
  RAW_TEXT,
  TABLE_LEVEL,
  VOID,
} from "./elements.ts";
import { LIST_ITEMS, type Nesting, startTagConflict } from "./nesting.ts";

const HTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

/** An element that an edit would be done to. */
export interface Target {
  readonly name: string;
  readonly namespace: string;
  /** What is known of the elements around it, see `SURROUNDINGS`. */
  readonly around: ReadonlySet<string>;
}

/** Whether the operation reaches to the element's end tag, so that this one must be where it seems to be. */
export function spans(op: Edit["op"], name: string): boolean {
  if (VOID.has(name)) return false;
  // A formatting element that isn't closed properly is there several times, with the same attributes.
  if (FORMATTING.has(name)) return true;
  if (op === "attributes" || op === "class") return false;
  // What can't stand in a table is moved before it.
  if (name in TABLE_LEVEL) return true;
  return op !== "before" && op !== "prepend";
}

/** Why this edit can't be done right on this element, whatever follows; undefined if it can. */
export function targetConflict(edit: Edit, { name, namespace, around }: Target): string | undefined {
  const { op } = edit;
  if (around.has("template")) return "the target is in a <template>";
  if (around.has("select") && name !== "option" && name !== "optgroup")
    return `browsers differ about <${name}> in <select>`;
  const again = (name === "a" || name === "nobr" || name === "button") && around.has(name);
  if (again && (FORMATTING.has(name) || (op !== "attributes" && op !== "class")))
    return `<${name}> ends the <${name}> around it`;
  if (op === "attributes" || op === "class")
    return name === "image" || name === "frame" ? `<${name}> isn't content` : undefined;
  if (namespace !== HTML_NAMESPACE || around.has("svg") || around.has("math"))
    return "the target is part of a drawing or formula";
  const within = op === "content" || op === "prepend" || op === "append" || op === "text";
  if (MISPLACED.has(name)) {
    const possible = within && (name === "body" || (name === "head" && op !== "text"));
    if (!possible) return `"${op}" can't be done to <${name}>`;
  }
  if (around.has("table") && !(name in TABLE_LEVEL)) {
    const moved =
      !CELLS.some((cell) => around.has(cell)) || [...NO_FLOW].some((parent) => around.has(`>${parent}`));
    if (moved && !FLOWS_NOWHERE.has(name)) return `<${name}> is moved out of the table`;
  }
  if (name in TABLE_LEVEL && name !== "table" && !around.has("table"))
    return `<${name}> stands outside a table`;
  if (within && VOID.has(name)) return `<${name}> has no content`;
  if (within && RAW_TEXT.has(name) && !((name === "title" || name === "textarea") && op === "text")) {
    return `the content of <${name}> isn't HTML`;
  }
  const ended = endedBy(name, around);
  // Without this start tag, or with something before it, that element would go on.
  if (ended !== undefined && (op === "before" || op === "replace" || op === "remove"))
    return `<${name}> ends the <${ended}> before it`;
  if (ended !== undefined && op !== "remove" && [...around].some((outer) => FORMATTING.has(outer))) {
    return `formatting reaches over the end of <${ended}>`;
  }
  if (op === "prepend" && (name === "pre" || name === "listing"))
    return `a line break may be lost in <${name}>`;
  if ((op === "prepend" || op === "append") && NO_FLOW.has(name) && !startsWithPart(edit.html, name)) {
    return `what stands in <${name}> must be written out`;
  }
  if (op === "text") return NO_FLOW.has(name) ? `text is moved out of <${name}>` : undefined;
  if (op === "remove") return undefined;
  // Beside an element that stands in <head>, only what may stand there keeps <head> open.
  const beside = !within && METADATA.has(name) && name !== "script" && name !== "template" && name !== "link";
  const surroundings = beside || (!within && around.has("head")) ? new Set([...around, "head"]) : around;
  const place: Nesting = within
    ? { path: [name], base: 0, around }
    : { path: [], base: 0, sibling: name, around: surroundings };
  return htmlConflict(edit.html, place);
}

/** Elements that a start tag may end, where they are the parent; in `around` with `>` before the name. */
export const ENDED_PARENTS = [...OPTIONAL_END, ...HEADING].filter((name) => name !== "p");

/** The element before the target that has no end tag but the target's start tag. */
function endedBy(name: string, around: ReadonlySet<string>): string | undefined {
  if (CLOSES_PARAGRAPH.has(name) && around.has("p")) return "p";
  const parent = ENDED_PARENTS.find((open) => around.has(`>${open}`));
  if (parent === undefined) return endedFarther(name, around);
  return startTagConflict(name, { path: [parent], base: 0, around: new Set() }) === undefined
    ? undefined
    : parent;
}

/** Where items and cells belong. Another parent doesn't keep them from ending the one that they are in. */
export const ITEM_PARENTS = ["ul", "ol", "menu", "dl"] as const;

/** The item or cell around the target that ends although the target's parent is another element. */
function endedFarther(name: string, around: ReadonlySet<string>): string | undefined {
  const isCell = name in TABLE_LEVEL && name !== "table";
  const like = isCell ? CELLS : [...(LIST_ITEMS.get(name) ?? [])];
  const parents = isCell ? [...NO_FLOW] : ITEM_PARENTS;
  // Of a parent that the selector names, nobody has looked what it is.
  if (around.has(NAMED_PARENT) || parents.some((parent) => around.has(`>${parent}`))) return undefined;
  return like.find((open) => around.has(open));
}

/** Stands in `around` where the selector says what the parent is. */
export const NAMED_PARENT = ">";

/** Whether it begins with what may stand in this part of a table, so that the parser needn't make it up. */
function startsWithPart(html: string, name: string): boolean {
  const first = /^\s*<([a-z]+)/i.exec(html)?.[1]?.toLowerCase() ?? "";
  return TABLE_LEVEL[first] === TABLE_LEVEL[name]! + 1;
}

/** Where content may stand in a table. */
export const CELLS = ["td", "th", "caption"] as const;

const TOKEN = /<!--[^]*?-->|<(\/?)([a-z][^\s/>]*)(?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** Why this HTML wouldn't be parsed in its place as it is parsed alone; undefined if it would. */
export function htmlConflict(html: string, place: Nesting): string | undefined {
  const path = [...place.path];
  const bare =
    path.length > 0
      ? NO_FLOW.has(path[0]!) || path[0] === "head"
      : place.around.has("head") || (TABLE_LEVEL[place.sibling ?? ""] ?? 0) > 0;
  const depth = path.length;
  let end = 0;
  let raw: string | undefined;
  for (const { 0: token, 1: slash, 2: tag, index } of html.matchAll(TOKEN)) {
    const name = tag?.toLowerCase();
    if (raw !== undefined && !(slash === "/" && name === raw)) continue;
    if (bare && path.length === depth && html.slice(end, index).trim() !== "")
      return "text can't stand there";
    end = index + token.length;
    if (name === undefined) continue;
    if (slash === "/") {
      if (path.length === depth || path.pop() !== name) return `</${name}> has no start tag`;
      raw = undefined;
      continue;
    }
    const conflict = startTagConflict(name, { ...place, path });
    if (conflict !== undefined) return conflict;
    if (VOID.has(name) || (token.endsWith("/>") && path.some((open) => open === "svg" || open === "math")))
      continue;
    path.push(name);
    if (RAW_TEXT.has(name) && name !== "template") raw = name;
  }
  if (bare && html.slice(end).trim() !== "") return "text can't stand there";
  return path.length > depth ? `</${path.at(-1)}> is missing` : undefined;
}
