import { AMOUNT_CEILING } from "../limits.ts";
import { type Compact, type DayAmounts, folded, unfolded } from "./compact.ts";
import type { DeviceKind, Join } from "./kind.ts";

/**
 * Adds an amount on a day and forgets what the window has left behind. A negative amount (something put
 * back) cancels the newest amounts first, so that no day goes below zero and the sum only falls with time.
 * Days ahead of today (the clock was set back) count as today.
 */
export function addToWindow(window: DayAmounts, amount: number, day: number, within: number): DayAmounts {
  const next = new Map<number, number>();
  let owed = 0;
  for (const [at, added] of [[day, amount] as const, ...window]) {
    const date = Math.min(at, day);
    const left = tidy(added + owed);
    owed = Math.min(0, left);
    if (left > 0 && date > day - within) next.set(date, (next.get(date) ?? 0) + left);
  }
  return [...next];
}

/** The sum of the last `within` days, `day` included. */
export function sumOfWindow(window: DayAmounts, day: number, within: number): number {
  return tidy(window.reduce((sum, [at, amount]) => (at > day - within ? sum + amount : sum), 0));
}

/** Amounts are money or counts: six decimals are exact enough, and 0.1 + 0.2 stays 0.3. */
export function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** A `count` or `sum` of the last so many days: an amount for each, in at most `WINDOW_BYTES`. */
export const windowed: DeviceKind<Compact> = {
  reduce(state, { of, within }, { properties }, { day }) {
    const amount = of ? Number(properties[of]) : 1;
    return Math.abs(amount) < AMOUNT_CEILING
      ? foldedWindow(addToWindow(unfolded(state), amount, day, within!))
      : state;
  },
  value: (state, { within }, { day }) => sumOfWindow(unfolded(state), day, within!),
};

/** What a window keeps of its amounts. */
export function foldedWindow(amounts: DayAmounts): Compact {
  return folded(amounts, (older, newer) => tidy(older + newer));
}

/** Two windows as one. */
export const joinWindows: Join<Compact> = (own, floor) => {
  const amounts = new Map(unfolded(own));
  for (const [day, amount] of unfolded(floor)) amounts.set(day, (amounts.get(day) ?? 0) + amount);
  return foldedWindow([...amounts].sort((a, b) => b[0] - a[0]));
};
