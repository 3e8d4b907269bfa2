/** Formatters are costly to make; there are some 400 time zones. */
const formatters = new Map<string, Formatter | undefined>();

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/**
 * Hour (0–23) and weekday (0 is Sunday, as `Date` counts and the tag does in `visit`) at a time in a time
 * zone of the IANA database; null where the zone isn't known.
 */
export function localTime(
  now: number,
  timezone: string | null,
): { hour: number | null; weekday: number | null } {
  const formatter = timezone === null ? undefined : formatterFor(timezone);
  if (!formatter) return { hour: null, weekday: null };
  // Everywhere an hour begins with a quarter of an hour of UTC; most requests of one quarter come from few zones.
  const quarter = Math.floor(now / QUARTER_MILLISECONDS);
  const known = formatter.latest;
  if (known?.quarter === quarter) return known.time;
  const parts = new Map(formatter.format.formatToParts(now).map((part) => [part.type, part.value]));
  const time = { hour: Number(parts.get("hour")), weekday: WEEKDAYS.indexOf(parts.get("weekday")!) };
  formatter.latest = { quarter, time };
  return time;
}

const QUARTER_MILLISECONDS = 900_000;

interface Formatter {
  readonly format: Intl.DateTimeFormat;
  latest?: { readonly quarter: number; readonly time: { hour: number; weekday: number } };
}

function formatterFor(timezone: string): Formatter | undefined {
  if (!formatters.has(timezone)) formatters.set(timezone, createFormatter(timezone));
  return formatters.get(timezone);
}

function createFormatter(timeZone: string): Formatter | undefined {
  try {
    const options = { timeZone, hour: "numeric", hourCycle: "h23", weekday: "short" } as const;
    return { format: new Intl.DateTimeFormat("en-US", options) };
  } catch {
    return undefined;
  }
}
