/** UTC days, both included: `2026-11-01`. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** What can be chosen with one click, in days. */
export const PRESETS = [7, 28, 90] as const;

const DAY_MILLISECONDS = 86_400_000;

/** So many days, of which the last is the one before `now` (milliseconds since the epoch): today isn't over yet. */
export function lastDays(days: number, now: number): Range {
  const to = Math.floor(now / DAY_MILLISECONDS) - 1;
  return { from: dayText(to - days + 1), to: dayText(to) };
}

/** How many days a range has; NaN where it isn't one. */
export function daysIn({ from, to }: Range): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS + 1;
}

/** Whether a whole ISO week, or a whole calendar month, lies in a range. */
export function holdsWhole(unit: "week" | "month", { from, to }: Range): boolean {
  if (unit === "week") {
    const sunday = Date.parse(to) - new Date(to).getUTCDay() * DAY_MILLISECONDS;
    return sunday - 6 * DAY_MILLISECONDS >= Date.parse(from);
  }
  const next = new Date(Date.parse(to) + DAY_MILLISECONDS);
  return Date.UTC(next.getUTCFullYear(), next.getUTCMonth() - 1) >= Date.parse(from);
}

/** The days of a range as seconds since the epoch. */
export function secondsOf(day: string): number {
  return Date.parse(day) / 1000;
}

/** The range that two texts name; undefined where they name none. */
export function rangeOf(from: string | null, to: string | null): Range | undefined {
  if (!from || !to || !isDay(from) || !isDay(to) || from > to) return undefined;
  return { from, to };
}

function isDay(text: string): boolean {
  // 30 February would be taken for a day in March.
  return /^\d{4}-\d\d-\d\d$/.test(text) && dayText(Date.parse(text) / DAY_MILLISECONDS) === text;
}

function dayText(day: number): string {
  return Number.isFinite(day) ? new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10) : "";
}
