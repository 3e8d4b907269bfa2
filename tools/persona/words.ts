import { bucketAfter } from "../../shared/course.ts";
import { describeBucket, type NumberRange } from "../../shared/describe-bucket.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import { newProfile, valueOf } from "../../shared/profile.ts";
import type { Course } from "../../shared/wire.ts";

/** Which values lie in a bucket, in words: `2 or more`, `rain`, `nothing or anything else`. */
export function bucketWords(entry: PlanEntry, bucket: number): string {
  const { attribute, samples } = entry;
  const {
    none,
    numbers = [],
    values = [],
    other,
    example,
  } = describeBucket(attribute.buckets!, bucket, samples[bucket]);
  const words = [
    ...(none && canBeNothing(entry) ? ["nothing"] : []),
    ...numbers.map(rangeWords),
    ...values,
    ...(other ? ["anything else"] : []),
  ];
  if (words.length === 0 && example !== undefined) return `such as ${JSON.stringify(example)}`;
  return words.join(" or ");
}

/** Counts and their like begin at 0, so that they are never nothing. */
function canBeNothing({ id, attribute }: PlanEntry): boolean {
  return valueOf(newProfile(0), { [id]: attribute }, id, 0) === null;
}

function rangeWords({ from, above, below, most }: NumberRange): string {
  // Between a whole number and the next there is nothing to tell.
  if (from !== undefined && (from === most || (Number.isInteger(from) && below === from + 1)))
    return String(from);
  const least = above === undefined ? from : `above ${above}`;
  const upper = below === undefined ? undefined : `below ${below}`;
  const end = most === undefined ? upper : `${most} or below`;
  if (least === undefined) return end ?? "any number";
  if (end !== undefined) return `${least} to ${end}`;
  return above === undefined ? `${from} or more` : `above ${above}`;
}

/** A course from a day on, in words: `2 or more, below 2 in 5 days`. */
export function courseWords(entry: PlanEntry, course: Course, age = 0): string {
  const words = [bucketWords(entry, bucketAfter(course, age))];
  if (typeof course === "number") return words[0]!;
  for (let index = 1; index < course.length; index += 2) {
    const days = course[index]! - age;
    if (days <= 0) continue;
    words.push(`${bucketWords(entry, course[index + 1]!)} in ${days} ${days === 1 ? "day" : "days"}`);
  }
  return words.join(", then ");
}
