import type { AttributeValue, Definition } from "../attribute.ts";
import type { Buckets } from "../buckets.ts";
import { type Codec, falling, listed, pair, steady, twin } from "../codec.ts";
import { courseFrom } from "../course.ts";
import type { Course } from "../wire.ts";
import { forbidsVisit } from "./sequence.ts";

/** The courses of one attribute: for the rest of this visit, and for the start of the next one. */
export type Courses = readonly [now: Course, next: Course];

/** For how many days ahead an attribute's bucket can change by itself. */
export function horizonOf({ kind, within }: Definition, { cuts }: Buckets): number {
  return kind === "daysSince" ? (cuts?.at(-1) ?? 0) : (within ?? 0);
}

/** How the courses of an attribute are numbered. */
export function codecOf(
  definition: Definition,
  buckets: Buckets,
  samples: readonly (AttributeValue | undefined)[],
): Codec<Courses> {
  const { kind, event, where, within, since } = definition;
  const any = steady(buckets.count);
  if (kind === "daysSince") {
    const growing = listed(growingCourses(buckets));
    return event === "visit" ? pair(any, growing) : twin(growing);
  }
  if (kind === "sequence") return sequenceCodec(definition, samples.indexOf(true), samples.indexOf(false));
  const counted = event === "visit" && kind === "count" && !where;
  const visited = counted || since === "visit";
  if (within && buckets.cuts) {
    const cuts = buckets.cuts;
    const downTo = (least: number) =>
      falling(buckets.intervals!, cuts.filter((cut) => cut <= least).length, within);
    return visited ? pair(downTo(0), downTo(counted ? 1 : 0)) : twin(downTo(0));
  }
  if (counted && !since) return listed(visitPairs(buckets));
  return visited ? pair(any, any) : twin(any);
}

/** Every age up to the last bound, and never. */
function growingCourses({ cuts = [], intervals = [0], nil }: Buckets): Course[] {
  const last = cuts.at(-1) ?? 0;
  const bucketOf = (age: number) => intervals[cuts.filter((cut) => age >= cut).length]!;
  const ages = Array.from({ length: last + 1 }, (_, age) => courseFrom((day) => bucketOf(age + day), last));
  return [nil, ...ages];
}

/** A count of visits, and the same with one more. */
function visitPairs({ cuts = [], intervals = [0] }: Buckets): Courses[] {
  const bucketOf = (count: number) => intervals[cuts.filter((cut) => count >= cut).length]!;
  const counts = [0, ...cuts.flatMap((cut) => [cut - 1, cut])];
  return counts.map((count) => [bucketOf(count), bucketOf(count + 1)]);
}

/** A sequence holds for some days and then no more; at the next visit at least as long, if it may begin at all. */
function sequenceCodec(definition: Definition, yes: number, no: number): Codec<Courses> {
  const { within, steps } = definition;
  const lasting = (days: number) => courseFrom((day) => (day < days ? yes : no), within ?? 0);
  const courses = within ? Array.from({ length: within + 1 }, (_, days) => lasting(days)) : [no, yes];
  const single = listed(courses);
  if (forbidsVisit(definition)) return pair(single, single);
  if (steps!.every((step) => !step.not && step.event !== "visit")) return twin(single);
  return {
    states: (single.states * (single.states + 1)) / 2,
    pack([now, next]) {
      const one = single.pack(now);
      const two = single.pack(next);
      return one === undefined || two === undefined || one > two ? undefined : (two * (two + 1)) / 2 + one;
    },
    unpack(code) {
      const two = Math.floor((Math.sqrt(8 * code + 1) - 1) / 2);
      return [single.unpack(code - (two * (two + 1)) / 2), single.unpack(two)];
    },
  };
}
