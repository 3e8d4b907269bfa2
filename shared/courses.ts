import { nothingAttested } from "./attested-codes.ts";
import { bucketAfter, courseFrom } from "./course.ts";
import { edgeKindOf } from "./kinds/edge.ts";
import type { Courses } from "./kinds/edge-kind.ts";
import type { PlanEntry } from "./plan.ts";
import { BARE_VISIT, mergeSeed, newProfile, recordEvent } from "./profile.ts";
import { project } from "./project.ts";
import type { Course } from "./wire.ts";

/** Which of the two moments a page is decided on: within a visit, or as the first page of a new one. */
export type Phase = "now" | "next";

/** A code per plan entry; undefined where nothing is known (an attribute that the plan has changed). */
export type Codes = readonly (number | undefined)[];

/**
 * The codes of a signal's courses, with nothing attested, 0 where the attribute is switched off; undefined if these
 * aren't courses that this plan's attributes can take.
 */
export function packCourses(
  entries: readonly PlanEntry[],
  now: readonly (Course | null)[],
  next: readonly (Course | null)[],
): number[] | undefined {
  const sent = entries.filter(({ attribute }) => !attribute.byToken);
  if (now.length !== sent.length || next.length !== sent.length) return undefined;
  const codes = entries.map((entry) => {
    const index = sent.indexOf(entry);
    if (index < 0) return nothingAttested(entry);
    const [one, other] = [now[index]!, next[index]!];
    if (one === null || other === null) return one === other ? 0 : undefined;
    return entry.codec.pack([one, other]);
  });
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
    const sampleAfter = (day: number) => entry.samples[bucketAfter(course, day + days)];
    const state = edgeKindOf(entry.attribute.kind).seed(entry.attribute, sampleAfter, today);
    if (state !== undefined) seed[entry.id] = state;
  });
  return seed;
}

/**
 * The codes of a profile that has just begun anew, grounded on the seed that it is given: per moment and day,
 * the bucket that stands for more, its own or that of the seed with a visit begun. The device will soon say
 * the same more exactly; until then this is what pages are decided on.
 */
export function mergeFloor(
  entries: readonly PlanEntry[],
  codes: readonly number[],
  seed: Readonly<Record<string, unknown>>,
  today: number,
): number[] {
  const attributes = Object.fromEntries(entries.map(({ id, attribute }) => [id, attribute]));
  const begun = recordEvent(mergeSeed(newProfile(today), attributes, seed), attributes, BARE_VISIT, today);
  const floor = project(begun, attributes, today);
  return entries.map((entry, index) => {
    const [now, next] = entry.codec.unpack(codes[index]!);
    const merge = (own: Course, older: Course) =>
      courseFrom(
        (day) => fuller(entry, bucketAfter(own, day), bucketAfter(older, day)),
        entry.attribute.horizon,
      );
    return (
      entry.codec.pack([merge(now, floor.now[index]!), merge(next, floor.next[index]!)]) ?? codes[index]!
    );
  });
}

/** Of two buckets the one that stands for more: a value over none, true over false, the higher number, the longer list. */
function fuller({ samples, attribute }: PlanEntry, own: number, older: number): number {
  const { kind, buckets } = attribute;
  const mine = samples[own];
  const theirs = samples[older];
  const isNothing = (bucket: number) => bucket === buckets!.nil && edgeKindOf(kind).domain.nil;
  // A new profile has seen no earlier time that an event happened, whatever bucket it shares with a recent one.
  if (isNothing(own) || mine === false || kind === "daysSince") return older;
  if (kind === "first") return isNothing(older) ? own : older;
  if (Array.isArray(mine) && Array.isArray(theirs)) return theirs.length > mine.length ? older : own;
  if (typeof mine !== "number" || typeof theirs !== "number") return own;
  return (kind === "min" ? theirs < mine : theirs > mine) ? older : own;
}
