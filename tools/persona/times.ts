const MINUTE_MILLISECONDS = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  d: 1440 * MINUTE_MILLISECONDS,
  h: 60 * MINUTE_MILLISECONDS,
  m: MINUTE_MILLISECONDS,
};

/**
 * A time in milliseconds since the epoch: `2026-11-01T10:00:00Z` (also `2026-11-01`, which is midnight UTC), or
 * so long before `now`: `-30d`, `-2h`, `-1d 2h 5m`. Undefined where it is neither.
 */
export function parseTime(text: string, now: number): number | undefined {
  if (/^-(\d+[dhm]\s*)+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)([dhm])/g)];
    return now - parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0);
  }
  // A time of day without a zone would mean another moment on each machine.
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
