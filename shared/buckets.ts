import { bucketWith } from "./aggregate.ts";
import type { AttributeValue } from "./attribute.ts";
import type { Condition } from "./condition/match.ts";
import { openBucket } from "./open-bucket.ts";

/**
 * How the values of one attribute fall into buckets. A bucket is the equivalence class of a value
 * under everything in the site file that reads the attribute, so two values that no rule can tell
 * apart share one. Made by `shared/plan`, used on the device.
 */
export interface Buckets {
  /** How many buckets there are, at most `BUCKETS_PER_ATTRIBUTE`. */
  readonly count: number;
  /** The bucket of null. */
  readonly nil: number;
  /** Numbers: ascending lower bounds; a value lies in the interval after the last bound it reaches. */
  readonly cuts?: readonly number[];
  /** Numbers: the bucket of each interval, one more than there are cuts. */
  readonly intervals?: readonly number[];
  /** Texts and booleans that rules name, as text. */
  readonly values?: Readonly<Record<string, number>>;
  /** The bucket of a text that no rule names. */
  readonly other?: number;
  /** Open texts (regular expressions, versions): predicates over `{ "": value }` … */
  readonly tests?: readonly Condition[];
  /** … and per bucket the results of all of them, as a text of 0 and 1. */
  readonly results?: readonly string[];
}

/** The bucket that a value falls into. */
export function bucketOf(buckets: Buckets, value: unknown): number {
  return bucketWith({ openBucket }, buckets, value as AttributeValue);
}
