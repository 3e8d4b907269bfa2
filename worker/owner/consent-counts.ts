import type { Context } from "hono";
import { CHOICE_COUNTS, choiceReport } from "../../shared/choice-counts.ts";
import { DAY_MILLISECONDS, dayOf } from "../../shared/day.ts";
import { REPORTED_DAYS, REPORTED_LEAST } from "../../shared/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import { readCells } from "../cells.ts";
import { badInput, problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";

/** How many days are told where none are asked for. */
const USUAL_DAYS = 30;

/**
 * `GET /consent-counts?from=2026-11-01&to=2026-11-30`: how visitors have answered, by UTC day and altogether, for the
 * owner to keep beside texts and keys.
 */
export async function answerConsentCounts(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled, now } = c.env;
  const to = dayFrom(c.req.query("to")) ?? dayOf(now);
  const from = dayFrom(c.req.query("from")) ?? to - USUAL_DAYS + 1;
  const wrong = [["from", c.req.query("from") && from] as const, ["to", to] as const].filter(([, day]) =>
    Number.isNaN(day),
  );
  if (wrong.length > 0)
    return badInput(wrong.map(([path]) => ({ path, message: 'expected a day such as "2026-11-30"' })));
  if (from > to || to - from >= REPORTED_DAYS)
    return badInput([{ path: "from", message: `expected a day up to "to", at most ${REPORTED_DAYS} days` }]);
  try {
    const days = await readCells(env, compiled.site.id, from, to, CHOICE_COUNTS);
    const total: Record<string, number> = {};
    for (const counts of Object.values(days)) {
      for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
    }
    const report = {
      site: compiled.site.id,
      from: isoDay(from),
      to: isoDay(to),
      least: REPORTED_LEAST,
      total: choiceReport(total),
      days: Object.entries(days).map(([day, counts]) => ({ day: isoDay(+day), ...choiceReport(counts) })),
    };
    return c.json(report, 200, { "cache-control": "no-store" });
  } catch (error) {
    reportFault("choices could not be reported", error);
    return problem(503, "the counts can't be read now", {}, { "retry-after": "1" });
  }
}

/** A day number; NaN where the text is none, undefined where there is no text. */
function dayFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY_MILLISECONDS : Number.NaN;
  // 30 February would be taken for a day in March.
  return Number.isInteger(day) && isoDay(day) === text ? day : Number.NaN;
}
