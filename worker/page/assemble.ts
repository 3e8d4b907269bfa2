import type { Element } from "../html/state.ts";
import { endTags } from "./places.ts";
import type { Order, Piece } from "./reorder.ts";
import type { Splice } from "./splice.ts";

const ENCODER = new TextEncoder();

/** Changes to one part of a page. */
interface Changes {
  readonly splices: readonly Splice[];
  readonly orders: readonly Order[];
}

/** Stands in a page's pieces where what differs between visitors goes in. */
const HOLE: Uint8Array = new Uint8Array(0);

/**
 * A page cut up, with all changes made but for one: what goes in at `place`, if there is one, before everything else that
 * does.
 * @throws where they aren't changes to this page: beyond its end, or to what another one has taken
 */
export function piecesOf(bytes: Uint8Array, changes: Changes, place?: number): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const splices = place === undefined ? changes.splices : [holeAt(place), ...changes.splices];
  write(bytes, 0, bytes.byteLength, { ...changes, splices }, parts);
  return parts;
}

/**
 * The page in one piece, with what goes in at the place that was left.
 * @param room memory to write it to, if that is large enough: nothing in it is needed any more
 */
export function joined(pieces: readonly Uint8Array[], put = HOLE, room = HOLE): Uint8Array {
  const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, put.byteLength);
  const whole = length <= room.byteLength ? room.subarray(0, length) : new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    const written = piece === HOLE ? put : piece;
    whole.set(written, offset);
    offset += written.byteLength;
  }
  return whole;
}

function holeAt(place: number): Splice {
  return { from: place, to: place, bytes: HOLE, ends: [], side: "before", depth: Number.POSITIVE_INFINITY };
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
