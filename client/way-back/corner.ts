/** The corners of the window, by how the page is read; `Corner` of the site file. */
export type Corner = "bottom-start" | "bottom-end" | "top-start" | "top-end";

const CLOCKWISE: readonly Corner[] = ["bottom-start", "top-start", "top-end", "bottom-end"];

/** What is a corner of what may stand anywhere. */
export function isCorner(value: unknown): value is Corner {
  return CLOCKWISE.includes(value as Corner);
}

/** The next one, clockwise where lines run from left to right. */
export function cornerAfter(corner: Corner): Corner {
  return CLOCKWISE[(CLOCKWISE.indexOf(corner) + 1) % CLOCKWISE.length]!;
}

/** Where an arrow key leads; undefined for other keys. */
export function cornerTowards(corner: Corner, key: string, rtl: boolean): Corner | undefined {
  const [block, inline] = corner.split("-") as ["bottom" | "top", "start" | "end"];
  if (key === "ArrowUp") return `top-${inline}`;
  if (key === "ArrowDown") return `bottom-${inline}`;
  if (key === "ArrowLeft") return `${block}-${rtl ? "end" : "start"}`;
  if (key === "ArrowRight") return `${block}-${rtl ? "start" : "end"}`;
  return undefined;
}

/** The corner nearest to a point of the window, both in CSS pixels. */
export function cornerAt(x: number, y: number, width: number, height: number, rtl: boolean): Corner {
  return `${y < height / 2 ? "top" : "bottom"}-${x < width / 2 === rtl ? "end" : "start"}`;
}
