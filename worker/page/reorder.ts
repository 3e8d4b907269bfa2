import type { Reorder } from "../../shared/edit.ts";
import { valueOf, writtenAttributes } from "../html/attributes.ts";
import { concat } from "./body.ts";
import { tryPiece } from "../html/parse.ts";
import { nameEnd } from "../html/scan.ts";
import { type Element, isSameState } from "../html/state.ts";
import { Conflict } from "./places.ts";
import { depthOf, melts } from "./splice.ts";
import type { Page, Survey } from "./survey.ts";

/** A part of a page, in bytes, and what is written behind it: end tags that it lacks. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly ends: string;
}

/** Another order for a part of a page. */
export interface Order {
  readonly from: number;
  readonly to: number;
  /** What stands there instead, all of it from there. */
  readonly pieces: readonly Piece[];
  /** How deep the element is in the page. */
  readonly depth: number;
}

/**
 * How the content of an element must stand so that a browser makes of it the same children in another order. That it
 * does is found out by parsing it: each child must be made just as before, and what follows must be too.
 * @returns nothing where the children stand in this order already
 * @throws Conflict where the children can't be sorted right
 */
export function planOrder(
  { by, first }: Reorder,
  element: Element,
  survey: Survey,
): { readonly order?: Order } {
  const { page } = survey;
  const sight = element.sight!;
  const { name } = element.kind;
  if (element.flaw !== undefined) throw new Conflict(element.flaw);
  if (element.space !== "html") throw new Conflict("the target is part of a drawing or formula");
  if (/^(?:html|head|body|table|colgroup|template)$/.test(name))
    throw new Conflict(`the children of <${name}> have their order`);
  const { children, last } = sight;
  // Where they, or something out of them, are moved, they don't even stand in the order in which they are written.
  for (const { flaw } of children) if (flaw !== undefined) throw new Conflict(flaw);
  const ranks = children.map((child) => rankOf(child, by, first, page));
  if (ranks.every((rank, index) => index === 0 || rank >= ranks[index - 1]!)) return {};
  if (!last) throw new Conflict(`the end tag of <${name}> is missing`);
  const unwritten = children.find(({ tagTo, from }) => tagTo === from);
  if (unwritten) throw new Conflict(`<${unwritten.kind.name}> isn't written in the page`);
  const sorted = children
    .map((child, index) => ({ child, rank: ranks[index]! }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ child }) => child);
  const pieces = piecesOf(element, sorted);
  checkJunctions(page.bytes, element, pieces);
  checkOrder(element, sorted, pieces, survey);
  return { order: { from: element.tagTo, to: sight.contentTo, pieces, depth: depthOf(element) + 0.875 } };
}

/** Among its siblings: the lower comes first. */
function rankOf(
  { from, tagTo }: Element,
  by: string,
  first: readonly string[],
  { bytes, charset }: Page,
): number {
  const written = tagTo > from ? writtenAttributes(bytes, nameEnd(bytes, from + 1)).get(by) : undefined;
  if (!written) return first.length;
  const value = valueOf(bytes, written.valueFrom, written.valueTo, charset);
  if (value === undefined) throw new Conflict(`the value of ${by} can't be read`);
  const place = first.indexOf(value);
  return place < 0 ? first.length : place;
}

/** What stands between the children stays; where a child has no end tag it gets one. */
function piecesOf({ tagTo, sight }: Element, sorted: readonly Element[]): Piece[] {
  const pieces: Piece[] = [];
  const { children, contentTo } = sight!;
  let at = tagTo;
  children.forEach((child, index) => {
    if (at < child.from) pieces.push({ from: at, to: child.from, ends: "" });
    const moved = sorted[index]!;
    const { last, after, to } = moved.sight!;
    pieces.push({ from: moved.from, to, ends: last && !after ? `</${moved.kind.name}>` : "" });
    at = child.sight!.to;
  });
  if (at < contentTo) pieces.push({ from: at, to: contentTo, ends: "" });
  return pieces;
}

function checkJunctions(bytes: Uint8Array, { tagTo, sight }: Element, pieces: readonly Piece[]): void {
  let left = bytes.subarray(0, tagTo);
  for (const { from, to, ends } of [...pieces, { from: sight!.contentTo, to: bytes.length, ends: "" }]) {
    if (melts(left, bytes.subarray(from, from + 1))) throw new Conflict("its children would run together");
    left = ends === "" ? bytes.subarray(from, to) : bytes.subarray(from, from);
  }
}

/** Parses the content in its new order, and compares what comes of it with what came of it before. */
function checkOrder(
  element: Element,
  sorted: readonly Element[],
  pieces: readonly Piece[],
  { page, trace }: Survey,
): void {
  const { inside, last, children, traced } = element.sight!;
  const content = contentOf(page.bytes, pieces);
  const { building, unclear } = tryPiece(content, inside, { traced: true });
  const conflict = building.conflict ?? unclear;
  if (conflict !== undefined) throw new Conflict(conflict);
  const after = building.state();
  const isOver = building.unfinished || !isSameState({ ...after, stack: last!.stack }, last!);
  if (isOver || after.stack?.element !== element || after.formatting !== inside.formatting)
    throw new Conflict("what is in it reaches beyond its end");
  const part = (from: number, to: number) => trace.slice(from, to);
  const expected: string[] = [];
  let at = traced[0] + 1;
  children.forEach((child, index) => {
    expected.push(...part(at, child.sight!.traced[0]), ...part(...sorted[index]!.sight!.traced));
    at = child.sight!.traced[1];
  });
  expected.push(...part(at, traced[1] - 1));
  const own = building.trace ?? [];
  if (joinTexts(own) !== joinTexts(expected))
    throw new Conflict("its children would be others in another order");
}

/** Texts that have come to stand side by side are one. */
function joinTexts(trace: readonly string[]): string {
  return trace.filter((event, index) => event !== "text" || trace[index - 1] !== "text").join(" ");
}

const ENCODER = new TextEncoder();

function contentOf(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array {
  return concat(pieces.flatMap(({ from, to, ends }) => [bytes.subarray(from, to), ENCODER.encode(ends)]));
}
