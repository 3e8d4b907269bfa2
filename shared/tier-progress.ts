import type { AttributeValue, Definition } from "./attribute.ts";
import { tidy } from "./kinds/window.ts";

/** What a device can tell of the way to the next level of a tier; the edge has no use for it. */
export interface TierProgress {
  /** How much the base lacks for the next level; 0 on the highest one. */
  readonly missing: number;
  /** How much of the way from this level to the next is done, in whole percents, rounded down; 100 on the highest one. */
  readonly percent: number;
  /** The next level; null on the highest one. */
  readonly next: string | null;
}

/** The names that templates have for it: `{{device.loyalty.missing}}`. */
export const PROGRESS_FIELDS = ["missing", "percent", "next"] as const satisfies (keyof TierProgress)[];

/**
 * How far a value of the base is on its way to the next level. Below the lowest level the way begins at 0, or where a
 * level below 0 leaves no way, at its end. What is no number counts as 0, as nothing collected.
 */
export function tierProgress({ levels }: Definition, base: AttributeValue): TierProgress {
  const value = typeof base === "number" ? base : 0;
  const reached = levels!.filter(([, from]) => value >= from).length;
  const next = levels![reached];
  if (!next) return { missing: 0, percent: 100, next: null };
  const [name, end] = next;
  const from = levels![reached - 1]?.[1] ?? Math.min(0, end);
  const way = end - from;
  const percent = way > 0 ? Math.floor(((value - from) * 100) / way) : 0;
  return { missing: tidy(end - value), percent: Math.max(0, Math.min(99, percent)), next: name };
}
