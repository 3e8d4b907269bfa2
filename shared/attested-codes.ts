import type { Claims } from "./attested-token.ts";
import { bucketOf } from "./buckets.ts";
import { bucketAfter, courseFrom } from "./course.ts";
import type { Codes } from "./courses.ts";
import type { PlanEntry } from "./plan.ts";
import type { Course } from "./wire.ts";

/** What the edge knew of a visitor before: a code per entry, and the days since they were made. */
interface Earlier {
  readonly codes: Codes;
  readonly age: number;
}

/** The code of an attested attribute of which nothing is attested. */
export function nothingAttested({ codec, attribute }: PlanEntry): number {
  const { nil } = attribute.buckets!;
  return codec.pack([nil, nil])!;
}

/** The codes of a projection, those of attested attributes as a verified token says it from `today` on. */
export function codesOfClaims(
  entries: readonly PlanEntry[],
  codes: readonly number[],
  { values, until }: Claims,
  today: number,
): number[] {
  return attest(entries, codes, ({ id, attribute: { buckets } }) => {
    const { nil } = buckets!;
    const bucket = bucketOf(buckets!, values[id]);
    return until > today && bucket !== nil ? [bucket, until - today, nil] : nil;
  });
}

/** The codes of a projection that came without a token: attested attributes stay what they were, till they end. */
export function codesKept(
  entries: readonly PlanEntry[],
  codes: readonly number[],
  earlier: Earlier | undefined,
): number[] {
  return attest(entries, codes, (entry, index) => {
    const code = earlier?.codes[index];
    if (code === undefined) return entry.attribute.buckets!.nil;
    const [course] = entry.codec.unpack(code);
    return courseFrom((day) => bucketAfter(course, day + earlier!.age), entry.attribute.horizon);
  });
}

function attest(
  entries: readonly PlanEntry[],
  codes: readonly number[],
  courseOf: (entry: PlanEntry, index: number) => Course,
): number[] {
  return codes.map((code, index) => {
    const entry = entries[index]!;
    if (!entry.attribute.byToken) return code;
    const course = courseOf(entry, index);
    return entry.codec.pack([course, course]) ?? nothingAttested(entry);
  });
}
