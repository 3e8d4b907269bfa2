import { bucketAfter } from "../../shared/course.ts";
import { describeBucket } from "../../shared/describe-bucket.ts";
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

function rangeWords({ from, below }: { readonly from?: number; readonly below?: number }): string {
  const least = from === undefined ? undefined : boundOf(from);
  const most = below === undefined ? undefined : boundOf(below);
  const ends = most && (most.after ? `${most.at} or below` : `below ${most.at}`);
  if (!least) return ends ?? "any number";
  if (!most) return least.after ? `above ${least.at}` : `${least.at} or more`;
  if (!least.after && most.after && least.at === most.at) return String(least.at);
  if (!least.after && !most.after && Number.isInteger(least.at) && most.at === least.at + 1)
    return String(least.at);
  return `${least.after ? `above ${least.at}` : least.at} to ${ends}`;
}

/**
 * A lower bound as people say it. What lies just above a number (`$gt`) has the next number that a computer
 * knows as its bound, which is told by the one before being much shorter.
 */
function boundOf(bound: number): { readonly at: number; readonly after: boolean } {
  const before = previousNumber(bound);
  const isAfter = String(before).length + 8 < String(bound).length || bound === Number.MIN_VALUE;
  return isAfter ? { at: before, after: true } : { at: bound, after: false };
}

/** The largest double below a number. */
function previousNumber(number: number): number {
  if (number === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigUint64(0, view.getBigUint64(0) + (number > 0 ? -1n : 1n));
  return view.getFloat64(0);
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
