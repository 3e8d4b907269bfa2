import type { AttributeValue } from "./attribute.ts";
import type { Buckets } from "./buckets.ts";
import { STRANGER } from "./list-values.ts";

/** Numbers between two bounds, either of which may be missing. */
export interface NumberRange {
  /** At least this … */
  readonly from?: number;
  /** … or more than this. */
  readonly above?: number;
  /** Less than this … */
  readonly below?: number;
  /** … or at most this. */
  readonly most?: number;
}

/** Which values lie in a bucket, in a form that any language can be made of. */
export interface BucketRange {
  /** Nothing is known of the attribute (yet) is one of them. */
  readonly none?: true;
  readonly numbers?: readonly NumberRange[];
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
        ...(first > 0 && boundOf(cuts[first - 1]!, "from", "above")),
        ...(last <= cuts.length && boundOf(cuts[last - 1]!, "below", "most")),
      })),
    }),
    ...(named.length > 0 && { values: named }),
    ...(other === bucket && { other: true }),
    ...(tests && sample !== undefined && sample !== null && { example: withoutStrangers(sample) }),
  };
}

/**
 * A bound by the number that a rule names. "More than" it is a bound that is the very next number that a computer
 * knows (see `bucketing.ts`): no rule names numbers in so many digits.
 */
function boundOf<At extends string, Beyond extends string>(cut: number, at: At, beyond: Beyond) {
  const named = cut === Number.MIN_VALUE ? 0 : Number(cut.toPrecision(15));
  return { [named === cut ? at : beyond]: named } as { readonly [key in At | Beyond]?: number };
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
