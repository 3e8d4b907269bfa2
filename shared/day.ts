/** Milliseconds of a UTC day. */
export const DAY_MILLISECONDS = 86_400_000;

/** The UTC day number (days since 1970-01-01) of a time in milliseconds since the epoch. */
export function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / DAY_MILLISECONDS);
}

/** Days of a duration such as `"30d"`. */
export function daysOf(duration: string): number {
  return Number.parseInt(duration, 10);
}
