/**
 * Amounts per UTC day, ascending, as `[day, amount, day, amount, …]`: the bounded memory of a window.
 * Never longer than the window has days, whatever the visitor does.
 */
export type DayAmounts = readonly number[];

/**
 * Adds an amount on a day and forgets what the window has left behind. A negative amount (something put
 * back) cancels the newest amounts first, so that no day goes below zero and the sum only falls with time.
 * Days ahead of today (the clock was set back) count as today.
 */
export function addToWindow(window: DayAmounts, amount: number, day: number, within: number): DayAmounts {
  const next: number[] = [];
  for (let index = 0; index < window.length; index += 2) {
    const at = Math.min(window[index]!, day);
    if (at <= day - within) continue;
    if (next.at(-2) === at) next[next.length - 1]! += window[index + 1]!;
    else next.push(at, window[index + 1]!);
  }
  if (amount > 0) {
    if (next.at(-2) === day) next[next.length - 1] = tidy(next.at(-1)! + amount);
    else next.push(day, amount);
  }
  for (let owed = -amount; owed > 0 && next.length > 0; ) {
    const newest = next.at(-1)!;
    if (newest > owed) next[next.length - 1] = tidy(newest - owed);
    else next.length -= 2;
    owed -= newest;
  }
  return next;
}

/** The sum of the last `within` days, `day` included. */
export function sumOfWindow(window: DayAmounts, day: number, within: number): number {
  let sum = 0;
  for (let index = 0; index < window.length; index += 2) {
    if (window[index]! > day - within) sum += window[index + 1]!;
  }
  return tidy(sum);
}

/** Two windows as one. */
export function joinWindows(one: DayAmounts, other: DayAmounts): DayAmounts {
  const amounts = new Map<number, number>();
  for (const window of [one, other]) {
    for (let index = 0; index < window.length; index += 2) {
      amounts.set(window[index]!, (amounts.get(window[index]!) ?? 0) + window[index + 1]!);
    }
  }
  return [...amounts].sort((a, b) => a[0] - b[0]).flat();
}

/** Amounts are money or counts: six decimals are exact enough, and 0.1 + 0.2 stays 0.3. */
export function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
