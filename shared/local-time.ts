/** Formatters are costly to make; there are some 400 time zones. */
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

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
  const parts = new Map(formatter.formatToParts(now).map((part) => [part.type, part.value]));
  return { hour: Number(parts.get("hour")), weekday: WEEKDAYS.indexOf(parts.get("weekday")!) };
}

function formatterFor(timezone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(timezone)) formatters.set(timezone, createFormatter(timezone));
  return formatters.get(timezone);
}

function createFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hour: "numeric",
      hourCycle: "h23",
      weekday: "short",
    });
  } catch {
    return undefined;
  }
}
