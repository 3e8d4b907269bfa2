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
  const put = (at: number, more: number) => {
    if (next.at(-2) === at) next.push(tidy(next.pop()! + more));
    else next.push(at, more);
  };
  for (let index = 0; index < window.length; index += 2) {
    const at = Math.min(window[index]!, day);
    if (at > day - within) put(at, window[index + 1]!);
  }
  if (amount > 0) put(day, amount);
  for (let owed = -amount; owed > 0 && next.length > 0;) {
    const newest = next.pop()!;
    if (newest > owed) next.push(tidy(newest - owed));
    else next.pop();
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

/** Amounts are money or counts: six decimals are exact enough, and 0.1 + 0.2 stays 0.3. */
export function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
