import { bucketAfter } from "../../shared/course.ts";
import type { PlanEntry } from "../../shared/plan.ts";

/** An attribute with more states than this isn't searched to its end. */
const STATES_SEARCHED = 1_000_000;

/**
 * Codes of a visitor of whom only the buckets of today are given: for each attribute a state in which it may
 * be, one that lasts if there is any.
 */
export function codesOfBuckets(entries: readonly PlanEntry[], buckets: readonly number[]): number[] {
  return entries.map((entry, index) => codeOfBucket(entry, buckets[index]!));
}

function codeOfBucket({ id, codec }: PlanEntry, bucket: number): number {
  let found: number | undefined;
  for (let code = 0; code < Math.min(codec.states, STATES_SEARCHED); code++) {
    const [now] = codec.unpack(code);
    if (now === bucket) return code;
    if (bucketAfter(now, 0) === bucket) found ??= code;
  }
  if (found === undefined) throw new Error(`attributes.${id}: can't have this value together with its rules`);
  return found;
}
