import type { Definition } from "../attribute.ts";
import { expiring, steady } from "../codec.ts";
import { WINDOW_BYTES } from "../limits.ts";
import { amountOf } from "./amount.ts";
import { AMOUNT_BYTES, DAY_BYTES } from "./bounds.ts";
import { type Compact, type DayAmounts, folded, unfolded } from "./compact.ts";
import type { EdgeKind } from "./edge-kind.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { restarting } from "./restarting.ts";

/**
 * `min` and `max`: the lowest and the highest number that a property had; null before it had any. With a
 * window: amounts that nothing later has surpassed (a monotone queue, the latest and lowest first), at most
 * one for each day, in at most `WINDOW_BYTES`; without one, a single amount under day 0. Of a `min` the opposites
 * are kept, so that the highest counts in both.
 */
export const extreme: DeviceKind<Compact> = {
  reduce(state, definition, event, { day }) {
    const { kind, within } = definition;
    const amount = amountOf(definition, event);
    if (amount === undefined) return state;
    const today = within ? day : 0;
    const recent = unfolded(state).filter(([at]) => !within || at > day - within);
    return unsurpassed([[today, kind === "min" ? 0 - amount : amount], ...recent], today);
  },
  value(state, { kind, within = Infinity }, { day }) {
    const left = unfolded(state).filter(([at]) => at > day - within);
    const amount = left.at(-1)?.[1];
    return amount === undefined ? null : kind === "min" ? 0 - amount : amount;
  },
};

/** Leaves out what something later surpasses. Days ahead of today (the clock was set back) count as today. */
function unsurpassed(amounts: DayAmounts, today: number): Compact {
  const kept: (readonly [day: number, amount: number])[] = [];
  for (const [at, amount] of amounts) {
    const day = Math.min(at, today);
    if (kept.at(-1)?.[0] === day) kept.push([day, Math.max(kept.pop()![1], amount)]);
    else if (kept.length === 0 || amount > kept.at(-1)![1]) kept.push([day, amount]);
  }
  return folded(kept, (older) => older);
}

export const joinExtremes: Join<Compact> = (own, floor) =>
  unsurpassed(
    [...unfolded(own), ...unfolded(floor)].sort((a, b) => b[0] - a[0]),
    Infinity,
  );

/** What both extremes have in common at the edge. */
export const extremes = {
  type: "number",
  keeper: () => "extreme",
  domain: { numbers: "real", nil: true },
  horizon: ({ within }) => within ?? 0,
  /** With time a maximum can only fall, a minimum only rise, and either is null in the end. */
  codec(definition, { buckets: { count, nil, intervals } }) {
    const { kind, within } = definition;
    if (!within) return restarting(definition, steady(count), nil);
    const levels = kind === "min" ? [...intervals!].reverse() : intervals!;
    return restarting(definition, expiring(levels[0] === nil ? levels : [nil, ...levels], 0, within), nil);
  },
  seed({ kind, within }, sampleAfter, today) {
    const opposite = kind === "min" ? -1 : 1;
    const amounts: (readonly [day: number, amount: number])[] = [];
    for (let day = 0; day < (within ?? 1); day++) {
      const sample = sampleAfter(day);
      if (typeof sample !== "number") break;
      const amount = sample * opposite;
      // What seems to rise shares its bucket with null.
      if (amounts.length > 0 && amount > amounts.at(-1)![1]) break;
      amounts.push([within ? today - within + day + 1 : 0, amount]);
    }
    return amounts.length > 0 ? unsurpassed(amounts.reverse(), Infinity) : undefined;
  },
  bound: ({ within: days }: Definition) => Math.min(WINDOW_BYTES, (days ?? 1) * AMOUNT_BYTES + DAY_BYTES),
} satisfies Partial<EdgeKind>;
