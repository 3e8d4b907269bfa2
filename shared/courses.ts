import { bucketAfter, courseFrom } from "./course.ts";
import type { Courses } from "./kinds/edge.ts";
import { seedOf } from "./kinds/seed.ts";
import type { PlanEntry } from "./plan.ts";
import type { Course } from "./wire.ts";

/** Which of the two moments a page is decided on: within a visit, or as the first page of a new one. */
export type Phase = "now" | "next";

/** A code per plan entry; undefined where nothing is known (an attribute that the plan has changed). */
export type Codes = readonly (number | undefined)[];

/** The codes of a signal's courses; undefined if these aren't courses that this plan's attributes can take. */
export function packCourses(
  entries: readonly PlanEntry[],
  now: readonly Course[],
  next: readonly Course[],
): number[] | undefined {
  if (now.length !== entries.length || next.length !== entries.length) return undefined;
  const codes = entries.map((entry, index) => entry.codec.pack([now[index]!, next[index]!]));
  return codes.includes(undefined) ? undefined : (codes as number[]);
}

/** The bucket of each attribute, so many days after the codes were made. */
export function bucketsAt(
  entries: readonly PlanEntry[],
  codes: Codes,
  days: number,
  phase: Phase,
): Record<string, number | undefined> {
  return Object.fromEntries(
    entries.map((entry, index) => {
      const code = codes[index];
      if (code === undefined) return [entry.id, undefined];
      const [now, next] = entry.codec.unpack(code);
      return [entry.id, bucketAfter(phase === "now" ? now : next, days)];
    }),
  );
}

/**
 * The codes of a profile that has just begun anew, grounded on what the cookie of the earlier one still
 * tells: per moment and day, the bucket of the two that stands for more.
 */
export function mergeFloor(entries: readonly PlanEntry[], codes: readonly number[], floor: Codes, days: number): number[] {
  return codes.map((code, index) => {
    const entry = entries[index]!;
    const known = floor[index];
    if (known === undefined) return code;
    const own = entry.codec.unpack(code);
    const older = entry.codec.unpack(known);
    const merge = (phase: 0 | 1) =>
      courseFrom((day) => fuller(entry, bucketAfter(own[phase], day), bucketAfter(older[phase], day + days)), entry.attribute.horizon);
    return entry.codec.pack([merge(0), merge(1)]) ?? code;
  });
}

/** States for the device's new profile, by attribute id, from what the cookie of the earlier one still tells. */
export function seedFrom(
  entries: readonly PlanEntry[],
  codes: Codes,
  days: number,
  phase: Phase,
  today: number,
): Record<string, unknown> {
  const seed: Record<string, unknown> = {};
  entries.forEach((entry, index) => {
    const code = codes[index];
    if (code === undefined) return;
    const courses: Courses = entry.codec.unpack(code);
    const course = courses[phase === "now" ? 0 : 1];
    const left = courseFrom((day) => bucketAfter(course, day + days), entry.attribute.horizon);
    const state = seedOf(entry, left, today);
    if (state !== undefined) seed[entry.id] = state;
  });
  return seed;
}

/** Of two buckets the one that stands for more: a value over none, true over false, the higher number. */
function fuller(entry: PlanEntry, own: number, older: number): number {
  const mine = entry.samples[own];
  const theirs = entry.samples[older];
  if (mine === null || mine === false) return older;
  if (typeof mine === "number" && typeof theirs === "number" && entry.attribute.kind !== "daysSince") {
    return theirs > mine ? older : own;
  }
  return own;
}
