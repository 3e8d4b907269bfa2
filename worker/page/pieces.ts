import type { Mark } from "./marks.ts";

/** Where a piece of the page starts and ends, in bytes. */
export type Piece = readonly [from: number, to: number];

/** A part of the page: a child of a target, or the page itself. */
interface Part {
  readonly element: number;
  readonly from: number;
  to: number;
  readonly targets: Sorted[];
}

/** An element whose children may move. */
export interface Sorted {
  readonly element: number;
  /** What is in it. */
  readonly from: number;
  to: number;
  readonly children: Part[];
}

/** Targets, outer ones before those in them, and the page with them. */
export interface Layout {
  readonly page: Part;
  readonly targets: readonly Sorted[];
}

/** Reads what the marks say. @throws where they aren't nested */
export function layoutOf(marks: readonly Mark[], length: number): Layout {
  const page: Part = { element: -1, from: 0, to: length, targets: [] };
  const parts: Part[] = [page];
  const open: Sorted[] = [];
  const targets: Sorted[] = [];
  for (const { kind, element, at } of marks) {
    if (kind === "[") {
      const target: Sorted = { element, from: at, to: at, children: [] };
      parts.at(-1)!.targets.push(target);
      open.push(target);
      targets.push(target);
    } else if (kind === "(") {
      const part: Part = { element, from: at, to: at, targets: [] };
      open.at(-1)!.children.push(part);
      parts.push(part);
    } else {
      const ended = kind === "]" ? open.pop() : parts.pop();
      if (ended?.element !== element) throw new Error("its elements aren't nested");
      ended.to = at;
    }
  }
  if (open.length > 0 || parts.length > 1) throw new Error("its elements aren't nested");
  return { page, targets };
}

/** What is between the children of a target. */
export function gapsOf({ from, to, children }: Sorted): readonly Piece[] {
  return [...children, undefined].map((child, index) => [children[index - 1]?.to ?? from, child?.from ?? to]);
}

/** The pieces of the page, in the order in which they make the sorted one. Children of equal rank stay as they are. */
export function sortedPieces({ page }: Layout, rank: (element: number) => number): readonly Piece[] {
  const pieces: Piece[] = [];
  const put = (from: number, to: number): void => {
    const last = pieces.at(-1);
    if (last?.[1] === from) pieces[pieces.length - 1] = [last[0], to];
    else if (from < to) pieces.push([from, to]);
  };
  const putPart = ({ from, to, targets }: Part): void => {
    let done = from;
    for (const target of targets) {
      put(done, target.from);
      putSorted(target);
      done = target.to;
    }
    put(done, to);
  };
  const putSorted = (target: Sorted): void => {
    const sorted = [...target.children].sort((one, other) => rank(one.element) - rank(other.element));
    gapsOf(target).forEach(([from, to], index) => {
      put(from, to);
      if (sorted[index]) putPart(sorted[index]);
    });
  };
  putPart(page);
  return pieces;
}
