import type { Definition } from "../attribute.ts";
import type { Buckets } from "../buckets.ts";
import { expiring, listed, pair, steady } from "../codec.ts";
import { AMOUNT_CEILING, WINDOW_BYTES } from "../limits.ts";
import { DAY_BYTES, NUMBER_BYTES } from "./bounds.ts";
import type { Courses, EdgeKind } from "./edge-kind.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { restarting } from "./restarting.ts";
import { foldedWindow, tidy } from "./window.ts";

/** `count`: how often an event happened. `sum`: what one of its properties adds up to. Without a window. */
export const accumulate: DeviceKind<number> = {
  reduce(state = 0, { of }, { properties }) {
    // Only a sum reads a property.
    const amount = of ? Number(properties[of]) : 1;
    return Math.abs(amount) < AMOUNT_CEILING ? tidy(state + amount) : state;
  },
  value: (state = 0) => state,
};

export const joinAmounts: Join<number> = (own, floor) => tidy(own + floor);

/** What counts and sums have in common at the edge. */
export const accumulated = {
  type: "number",
  keeper: ({ within: window }) => (window ? "window" : undefined),
  horizon: ({ within: window }) => window ?? 0,
  codec(definition, { buckets: sorted }) {
    const { count, cuts = [], intervals = [0] } = sorted;
    const { within, since } = definition;
    const levelOf = (amount: number) => cuts.filter((cut) => cut <= amount).length;
    const course = (least: number) => (within ? expiring(intervals, levelOf(least), within) : steady(count));
    if (!countsVisits(definition)) return restarting(definition, course(0), intervals[levelOf(0)]!);
    return within || since ? pair(course(0), course(1)) : listed(visitPairs(sorted));
  },
  /** A count of visits leaves out the one that has begun, since the new profile counts it anew. */
  seed(definition, sampleAfter, today) {
    const { within: window } = definition;
    const amountOn = (day: number) =>
      Math.max(0, Number(sampleAfter(day) ?? 0) - (countsVisits(definition) ? 1 : 0));
    if (!window) return amountOn(0) || undefined;
    const amounts: [number, number][] = [];
    for (let day = window; day > 0; day--) {
      const expiring = amountOn(day - 1) - amountOn(day);
      if (expiring > 0) amounts.push([today - window + day, expiring]);
    }
    return amounts.length > 0 ? foldedWindow(amounts.reverse()) : undefined;
  },
} satisfies Partial<EdgeKind>;

/** Two numbers for each day of a window, or one for all time. */
export function boundOf(within: number | undefined, bytes: number): number {
  return within ? Math.min(WINDOW_BYTES, within * bytes + DAY_BYTES) : NUMBER_BYTES;
}

/** Whether every visit counts, also one of which nothing is known but that it began. */
function countsVisits({ kind, event, where }: Definition): boolean {
  return kind === "count" && event === "visit" && !where;
}

/** A count of visits, and the same with one more. */
function visitPairs({ cuts = [], intervals = [0] }: Buckets): Courses[] {
  const bucketOf = (count: number) => intervals[cuts.filter((cut) => count >= cut).length]!;
  const counts = [0, ...cuts.flatMap((cut) => [cut - 1, cut])];
  return counts.map((count) => [bucketOf(count), bucketOf(count + 1)]);
}
