/**
 * Marks by which HTMLRewriter tells where things are: it knows no offsets, but writes what it is told to write
 * exactly there. Without the marks the output must be the page again, byte for byte.
 */

/** What a mark stands at: the start and end of a child, the first and last place in a target. */
export type MarkKind = "(" | ")" | "[" | "]";

export interface Mark {
  readonly kind: MarkKind;
  /** Of the element, as `markAt` was given it. */
  readonly element: number;
  /** In the page, in bytes. */
  readonly at: number;
}

/** A text that isn't on the page. It starts with a byte that is part of no character in any charset. */
export function markOf(page: string): string {
  let mark = "\u0001sv";
  while (page.includes(mark)) mark += "v";
  return mark;
}

export function markAt(mark: string, kind: MarkKind, element: number): string {
  return `${mark}${kind}${element};`;
}

/**
 * The marks in what HTMLRewriter wrote, in order. Both texts have one character for each byte.
 * @throws where something else than marks was written
 */
export function readMarks(page: string, written: string, mark: string): readonly Mark[] {
  const marks: Mark[] = [];
  let read = 0;
  let at = 0;
  const follow = (end: number): void => {
    const same = written.slice(read, end);
    if (!page.startsWith(same, at)) throw new Error("the page came out otherwise");
    at += same.length;
  };
  for (let index = written.indexOf(mark); index >= 0; index = written.indexOf(mark, read)) {
    follow(index);
    const end = written.indexOf(";", index);
    const [kind, ...digits] = written.slice(index + mark.length, end);
    marks.push({ kind: kind as MarkKind, element: Number(digits.join("")), at });
    read = end + 1;
  }
  follow(written.length);
  if (at !== page.length) throw new Error("the page came out otherwise");
  return marks;
}
