import type { AttributeValue } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import { STRANGER } from "./list-values.ts";

/** Which values lie in a bucket, in a form that any language can be made of. */
export interface BucketRange {
  /** Nothing is known of the attribute (yet) is one of them. */
  readonly none?: true;
  /** Numbers, as lower bound (included) and upper bound (not included). */
  readonly numbers?: readonly { readonly from?: number; readonly below?: number }[];
  /** Texts by name. */
  readonly values?: readonly string[];
  /** Any text that no rule names. */
  readonly other?: true;
  /** A value that lies in the bucket, where it is known by rules over open texts or over lists only. */
  readonly example?: AttributeValue;
}

/** Tells which values lie in a bucket: all that the edge can know of a value. */
export function describeBucket(
  buckets: Buckets,
  bucket: number,
  sample: AttributeValue | undefined,
): BucketRange {
  const { nil, cuts = [], intervals = [], values = {}, other, tests } = buckets;
  const named = Object.keys(values).filter((value) => values[value] === bucket);
  const numbers = joined(
    intervals.flatMap((of, index) => (of === bucket ? [[index, index + 1] as const] : [])),
  );
  return {
    ...(nil === bucket && { none: true }),
    ...(numbers.length > 0 && {
      numbers: numbers.map(([first, last]) => ({
        ...(first > 0 && { from: cuts[first - 1]! }),
        ...(last <= cuts.length && { below: cuts[last - 1]! }),
      })),
    }),
    ...(named.length > 0 && { values: named }),
    ...(other === bucket && { other: true }),
    ...(tests && sample !== undefined && sample !== null && { example: withoutStrangers(sample) }),
  };
}

/** Stands in an example for texts that no rule names. */
function withoutStrangers(sample: AttributeValue): AttributeValue {
  return Array.isArray(sample) ? sample.map((each) => (each.startsWith(STRANGER) ? "…" : each)) : sample;
}

/** Runs of intervals, those that touch as one. */
function joined(runs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const result: (readonly [number, number])[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last?.[1] === run[0]) result[result.length - 1] = [last[0], run[1]];
    else result.push(run);
  }
  return result;
}
