/** A rectangle, in CSS pixels, as `DOMRect` has it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A mark is as large as a finger can be asked to hit (WCAG 2.2, 2.5.8). */
export const MARK_PIXELS = 24;
/** How far it stays from the edge of its block, where there is room for that. */
const EDGE_PIXELS = 6;
const STEP_PIXELS = 12;
/** How far it stays from what it must not cover, where there is room for that. */
const AIR_PIXELS = 4;

/**
 * Where the mark of a block covers nothing: along the edges inside of the block, beginning at the end of its first
 * line, else just above or below it. Undefined where there is no such place: then the block has no mark.
 * @param within what of the page can be seen, and nothing may reach out of
 * @param rtl lines end on the left
 * @param isTop only the places that are tried first, with air around: then nothing matters that isn't in `topOf`
 */
export function freePlace(
  around: Box,
  obstacles: readonly Box[],
  within: Box,
  rtl: boolean,
  isTop = false,
): Box | undefined {
  const isFree = (spot: Box, air: number) => {
    const kept = widened(spot, air);
    return (
      spot.left >= within.left &&
      spot.right <= within.right &&
      spot.top >= within.top &&
      spot.bottom <= within.bottom &&
      !obstacles.some((obstacle) => overlap(obstacle, kept))
    );
  };
  // One of the first is free mostly, so the rest isn't even made.
  for (const air of isTop ? [AIR_PIXELS] : [AIR_PIXELS, 0])
    for (const spot of spots(around, rtl, isTop)) if (isFree(spot, air)) return spot;
  return undefined;
}

/** Where the places are that are tried first, with the air around: from a block that is small they reach out. */
export function topOf({ left, top, right }: Box): Box {
  return widened({ left, top, right, bottom: top + EDGE_PIXELS + MARK_PIXELS }, AIR_PIXELS + MARK_PIXELS / 2);
}

/** A rectangle that reaches so much further on each side. */
export function widened({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** Whether two rectangles share any area. */
export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** What two rectangles share; empty, or inside out, if that is nothing. */
export function intersection(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

/** The places that are tried, the best first. */
function* spots({ left, top, right, bottom }: Box, rtl: boolean, isTop: boolean): Generator<Box> {
  const inset = (length: number) => Math.min(EDGE_PIXELS, (length - MARK_PIXELS) / 2);
  const x = inset(right - left);
  const y = inset(bottom - top);
  const columns = steps(left + x, right - x - MARK_PIXELS);
  if (!rtl) columns.reverse();
  const rows = steps(top + y, bottom - y - MARK_PIXELS);
  const end = columns[0] ?? (rtl ? left : right - MARK_PIXELS);
  if (rows.length > 0 && columns.length > 0) {
    for (const column of columns) yield square(column, rows[0]!);
    if (isTop) return;
    for (const row of rows) yield square(end, row);
    for (const column of columns) yield square(column, rows.at(-1)!);
  }
  if (isTop) return;
  const outside = [top - MARK_PIXELS - AIR_PIXELS, bottom + AIR_PIXELS, top - MARK_PIXELS, bottom];
  for (const row of outside)
    for (const column of columns.length > 0 ? columns : [end]) yield square(column, row);
}

/** From one end to the other, both of them included; none where they are the wrong way round. */
function steps(from: number, to: number): number[] {
  if (to < from) return [];
  const count = Math.ceil((to - from) / STEP_PIXELS);
  return Array.from({ length: count + 1 }, (_, at) => Math.min(from + at * STEP_PIXELS, to));
}

function square(left: number, top: number): Box {
  return { left, top, right: left + MARK_PIXELS, bottom: top + MARK_PIXELS };
}
