/** Days that are told together; UTC day numbers, both included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** What is counted on each day from the first on. */
export type Series = readonly number[];

/** The days that counts are known of, and how they may be told. */
export interface Frame {
  /** UTC day numbers, both included. The first one is the same for whoever asks, whatever they ask. */
  readonly first: number;
  readonly last: number;
  /** No count of fewer visitors is told. */
  readonly least: number;
  /** Periods don't go beyond quarters of years, so that what a retention takes away moves no other period. */
  readonly byQuarter: boolean;
}

/** What has to be enough before some counts are told. */
export interface Held {
  /** Disjoint groups of visitors, by the day that they were counted on. */
  readonly parts: readonly Series[];
  /** The same where it may fall again: it is looked at altogether since the first day. */
  readonly levels?: readonly Series[];
  /** Where these counts are parts of others that are told, too: the periods of those, which these don't cut. */
  readonly within?: readonly (readonly Period[])[];
}

/** Whether a number of visitors may be told. */
export function isTold(count: number, least: number): boolean {
  return count === 0 || count >= least;
}

/**
 * The periods that counts are told of, so that no difference of two told counts is of few visitors.
 *
 * Days are gathered, from the first one on, until each part has 0 or at least `least` visitors of its own in them; there
 * a period ends. What is told of any range of days is the sum of the periods that lie in it as a whole. Periods depend on
 * counts alone, never on the range that was asked for, and never on a day that comes after them. So two ranges of which
 * one lies in the other differ by whole periods, each of which can be told; and since parts stand beside their complements,
 * and their periods are made of whole periods of what they are a part of, so can be what is left when a part is taken off.
 */
export function periodsOf({ first, last, least, byQuarter }: Frame, held: Held): readonly Period[] {
  const { parts, levels = [], within = [] } = held;
  const ends = within.map((periods) => new Set(periods.map(({ to }) => to)));
  const periods: Period[] = [];
  const sums = parts.map(() => 0);
  const altogether = levels.map(() => 0);
  let from = first;
  for (let day = first; day <= last; day++) {
    if (byQuarter && isQuartersFirst(day)) {
      sums.fill(0);
      from = day;
    }
    parts.forEach((series, index) => (sums[index]! += series[day - first] ?? 0));
    levels.forEach((series, index) => (altogether[index]! += series[day - first] ?? 0));
    const isEnough = [...sums, ...altogether].every((sum) => isTold(sum, least));
    if (!isEnough || !ends.every((days) => days.has(day))) continue;
    periods.push({ from, to: day });
    sums.fill(0);
    from = day + 1;
  }
  return periods;
}

/** The first day of the quarter of a year (UTC) that a day lies in. */
export function quarterOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3) / 86_400_000;
}

function isQuartersFirst(day: number): boolean {
  return quarterOf(day) === day;
}

/** All days that counts are known of. */
export function wholeOf({ first, last }: Frame): Period {
  return { from: first, to: last };
}

/** The periods that lie in a range of days as a whole. */
export function periodsIn(periods: readonly Period[], range: Period): readonly Period[] {
  return periods.filter(({ from, to }) => from >= range.from && to <= range.to);
}

/** What was counted within periods. */
export function sumIn(periods: readonly Period[], series: Series, { first }: Frame): number {
  let sum = 0;
  for (const { from, to } of periods) for (let day = from; day <= to; day++) sum += series[day - first] ?? 0;
  return sum;
}
