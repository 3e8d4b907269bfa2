import type { Element } from "../html/state.ts";
import { concat } from "./body.ts";
import { endTags } from "./places.ts";
import type { Order, Piece } from "./reorder.ts";
import type { Splice } from "./splice.ts";

const ENCODER = new TextEncoder();

/** Changes to one part of a page. */
interface Changes {
  readonly splices: readonly Splice[];
  readonly orders: readonly Order[];
}

/**
 * The page with all changes made.
 * @throws where they aren't changes to this page: beyond its end, or to what another one has taken
 */
export function assemble(bytes: Uint8Array, changes: Changes): Uint8Array {
  if (changes.splices.length === 0 && changes.orders.length === 0) return bytes;
  const parts: Uint8Array[] = [];
  write(bytes, 0, bytes.byteLength, changes, parts);
  return concat(parts);
}

/** Text that goes in at a place, before everything else that does. */
export function insertion(at: number, text: string): Splice {
  return {
    from: at,
    to: at,
    bytes: ENCODER.encode(text),
    ends: [],
    side: "before",
    depth: Number.POSITIVE_INFINITY,
  };
}

function write(bytes: Uint8Array, from: number, to: number, changes: Changes, parts: Uint8Array[]): void {
  const orders = changes.orders.filter((order) => !changes.orders.some((other) => isAround(other, order)));
  const splices = changes.splices.filter((splice) => !orders.some((order) => isInside(splice, order)));
  let at = from;
  /** Elements that were ended where the page doesn't end them. */
  const ended = new Set<Element>();
  for (const change of [...splices, ...orders].sort(inPlace)) {
    if (change.from > change.to || change.to > to || (change.from < at && change.from < change.to))
      throw new Error(`a change at ${change.from} isn't one to this page`);
    if (at < change.from) parts.push(bytes.subarray(at, change.from));
    if ("bytes" in change) {
      const ends = change.ends.filter((element) => !ended.has(element) && !isTaken(element, splices));
      for (const element of ends) ended.add(element);
      if (ends.length > 0) parts.push(ENCODER.encode(endTags(ends)));
      parts.push(change.bytes);
    } else
      for (const piece of change.pieces) writePiece(bytes, piece, inPiece(piece, change, changes), parts);
    // What is put in where something was taken away goes in behind it.
    at = Math.max(at, change.to);
  }
  if (at < to) parts.push(bytes.subarray(at, to));
}

/** Whether it was taken away together with the place where it would have ended. */
function isTaken({ from }: Element, splices: readonly Splice[]): boolean {
  return splices.some((splice) => splice.from <= from && from < splice.to);
}

function writePiece(
  bytes: Uint8Array,
  { from, to, ends }: Piece,
  changes: Changes,
  parts: Uint8Array[],
): void {
  write(bytes, from, to, changes, parts);
  if (ends !== "") parts.push(ENCODER.encode(ends));
}

function isAround(outer: Order, inner: Order): boolean {
  return outer !== inner && outer.from <= inner.from && inner.to <= outer.to && outer.depth < inner.depth;
}

/** Whether a change is one to what is sorted, and not to the element that it is sorted in. */
function isInside({ from, to, depth }: Splice, order: Order): boolean {
  return order.from <= from && to <= order.to && depth > order.depth;
}

/** What goes along with a piece: all that is done in it, and what was put before and after it. */
function inPiece(piece: Piece, order: Order, { splices, orders }: Changes): Changes {
  return {
    splices: splices.filter((splice) => {
      const { from, to, side } = splice;
      if (!isInside(splice, order) || from < piece.from || to > piece.to) return false;
      if (from < to) return true;
      return (from > piece.from || side === "behind") && (to < piece.to || side === "before");
    }),
    orders: orders.filter(
      (inner) => isAround(order, inner) && piece.from <= inner.from && inner.to <= piece.to,
    ),
  };
}

/**
 * Of several changes at one place: first what belongs to what stands before it, from the inside out, then what belongs to
 * what is behind it; what takes nothing away goes before what does.
 */
function inPlace(one: Splice | Order, other: Splice | Order): number {
  return (
    one.from - other.from ||
    sideOf(one) - sideOf(other) ||
    Number(one.from < one.to) - Number(other.from < other.to) ||
    (sideOf(one) === 0 ? other.depth - one.depth : one.depth - other.depth)
  );
}

function sideOf(change: Splice | Order): number {
  return "side" in change && change.side === "before" ? 0 : 1;
}
