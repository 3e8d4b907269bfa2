import type { Context } from "hono";
import { CHOICE_COUNTS, choiceReport } from "../../shared/choice-counts.ts";
import { REPORTED_LEAST } from "../../shared/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import { readCells } from "../cells.ts";
import { badInput, problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";
import { dayRange } from "./day-range.ts";

/**
 * `GET /consent-counts?from=2026-11-01&to=2026-11-30`: how visitors have answered, by UTC day and altogether, for the
 * owner to keep beside texts and keys.
 */
export async function answerConsentCounts(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled, now } = c.env;
  const range = dayRange({ from: c.req.query("from"), to: c.req.query("to") }, now);
  if (!range.ok) return badInput(range.issues);
  const { from, to } = range.value;
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
