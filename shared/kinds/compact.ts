import { WINDOW_BYTES } from "../limits.ts";

/** Amounts by UTC day, the latest first. */
export type DayAmounts = readonly (readonly [day: number, amount: number])[];

/** The same with fewer digits: the latest day and its amount, then by how many days earlier the next is, and its amount, … */
export type Compact = readonly number[];

export function unfolded(compact: Compact = []): DayAmounts {
  let day = 0;
  return compact.flatMap((number, index) => {
    if (index % 2 > 0) return [[day, number] as const];
    day = index > 0 ? day - number : number;
    return [];
  });
}

/**
 * What a window keeps, in at most `WINDOW_BYTES` of JSON: an amount for each day of a year fits, but for
 * amounts of very many digits; then the oldest two count as one on the older's day.
 */
export function folded(amounts: DayAmounts, unite: (older: number, newer: number) => number): Compact {
  const compact = amounts.flatMap(([day, amount], index) => [
    index > 0 ? amounts[index - 1]![0] - day : day,
    amount,
  ]);
  if (JSON.stringify(compact).length <= WINDOW_BYTES) return compact;
  const [[, newer], [day, older]] = amounts.slice(-2) as [DayAmounts[number], DayAmounts[number]];
  return folded([...amounts.slice(0, -2), [day, unite(older, newer)]], unite);
}
