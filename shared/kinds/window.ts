import type { DeviceKind, Join } from "./kind.ts";

/**
 * Amounts per UTC day, the latest first: the bounded memory of a window. Never longer than the window has
 * days, whatever the visitor does.
 */
export type DayAmounts = readonly (readonly [day: number, amount: number])[];

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

/** A `count` or `sum` of the last so many days. */
export const windowed: DeviceKind<DayAmounts> = {
  reduce(state = [], { of, within }, { properties }, { day }) {
    const amount = of ? Number(properties[of]) : 1;
    return Number.isFinite(amount) ? addToWindow(state, amount, day, within!) : state;
  },
  value: (state = [], { within }, { day }) => sumOfWindow(state, day, within!),
};

/** Two windows as one. */
export const joinWindows: Join<DayAmounts> = (own, floor) => {
  const amounts = new Map(own);
  for (const [day, amount] of floor) amounts.set(day, (amounts.get(day) ?? 0) + amount);
  return [...amounts].sort((a, b) => b[0] - a[0]);
};
