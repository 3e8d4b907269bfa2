import { DAY_MILLISECONDS, dayOf } from "../../shared/day.ts";
import type { Result } from "../../shared/issue.ts";
import { REPORTED_DAYS } from "../../shared/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import type { Period } from "../../shared/report/suppress.ts";

/** How many days are told where none are asked for. */
const USUAL_DAYS = 30;

/** The days that `from` and `to` of an address name, or by default the last thirty; else what is wrong with them. */
export function dayRange(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  now: number,
): Result<Period> {
  const last = dayFrom(to) ?? dayOf(now);
  const first = dayFrom(from) ?? last - USUAL_DAYS + 1;
  const wrong = [["from", from && first] as const, ["to", last] as const].filter(([, day]) =>
    Number.isNaN(day),
  );
  if (wrong.length > 0)
    return {
      ok: false,
      issues: wrong.map(([path]) => ({ path, message: 'expected a day such as "2026-11-30"' })),
    };
  if (first > last || last - first >= REPORTED_DAYS)
    return {
      ok: false,
      issues: [{ path: "from", message: `expected a day up to "to", at most ${REPORTED_DAYS} days` }],
    };
  return { ok: true, value: { from: first, to: last } };
}

/** A day number; NaN where the text is none, undefined where there is no text. */
function dayFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY_MILLISECONDS : Number.NaN;
  // 30 February would be taken for a day in March.
  return Number.isInteger(day) && isoDay(day) === text ? day : Number.NaN;
}
