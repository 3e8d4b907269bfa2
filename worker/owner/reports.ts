import type { Context } from "hono";
import * as v from "valibot";
import { dayOf } from "../../shared/day.ts";
import { guess } from "../../shared/condition/near.ts";
import { DECISION_NOTE_CHARACTERS } from "../../shared/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import { csvOf } from "../../shared/report/csv.ts";
import type { Decision, ExperimentReport } from "../../shared/report/contract.ts";
import type { Period } from "../../shared/report/suppress.ts";
import type { Reports } from "../../shared/report/tables.ts";
import { readJson } from "../endpoints/guards.ts";
import { badInput, problem } from "../problem.ts";
import { reportFault } from "../report.ts";
import type { OwnerEnv } from "./answer.ts";
import { dayRange } from "./day-range.ts";
import { type Asking, GATHER } from "./gather.ts";
import { registered, registerOf } from "./registered.ts";

const FRESH = { "cache-control": "no-store" };

/** `GET /api/reports/{name}?from=2026-11-01&to=2026-11-30`, and `&format=csv`. */
export function answerReport<Report extends Record<"from" | "to", string>>(
  name: keyof Reports,
  make: (asking: Asking, range: Period) => Promise<Report>,
  table: (report: Report) => string,
): (c: Context<OwnerEnv>) => Promise<Response> {
  return async (c: Context<OwnerEnv>): Promise<Response> => {
    const range = dayRange({ from: c.req.query("from"), to: c.req.query("to") }, c.env.now);
    if (!range.ok) return badInput(range.issues);
    const format = c.req.query("format") ?? "json";
    if (format !== "json" && format !== "csv")
      return badInput([{ path: "format", message: 'expected "json" or "csv"' }]);
    try {
      const report = await make(c.env, range.value);
      return format === "json"
        ? c.json(report, 200, FRESH)
        : csvAnswer(table(report), `${name}-${report.from}-${report.to}`);
    } catch (error) {
      reportFault("a report could not be made", error);
      return problem(503, "the counts can't be read now", {}, { "retry-after": "1" });
    }
  };
}

export const decidingSchema = v.strictObject({
  decision: v.picklist(["ship", "drop", "inconclusive"]),
  variant: v.exactOptional(v.string()),
  note: v.exactOptional(
    v.pipe(
      v.string(),
      v.maxLength(DECISION_NOTE_CHARACTERS, `expected at most ${DECISION_NOTE_CHARACTERS} characters`),
    ),
  ),
});

/** `POST /api/experiments/{id}/decision` with `{ decision, variant, note }`: it is kept with the figures of now. */
export async function decide(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled, now } = c.env;
  const parsed = await readJson(c.req, decidingSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const id = c.req.param("id") ?? "";
  const all = await experimentsNow(c);
  const report = all.find((each) => each.id === id);
  if (!report)
    return problem(
      404,
      guess(
        "there is no such experiment",
        id,
        all.map((each) => each.id),
      ),
    );
  const { decision, variant, note = "" } = parsed.value;
  const known = report.variants.map((each) => each.variant);
  if (variant !== undefined && !known.includes(variant))
    return badInput([
      { path: "variant", message: guess("the experiment has no such variant", variant, known) },
    ]);
  const recorded: Decision = {
    decision,
    day: isoDay(dayOf(now)),
    ...(variant !== undefined && { variant }),
    note,
    figures: report.variants,
  };
  const register = registerOf(env, compiled.site.id);
  await register.note([report], dayOf(now));
  await register.decide(id, recorded);
  return c.json(recorded, 201, FRESH);
}

/** `GET /api/register`: all experiments with what was expected, what came of it and what was decided; as CSV, too. */
export async function answerRegister(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled } = c.env;
  const now = await experimentsNow(c);
  const ids = new Set(now.map(({ id }) => id));
  const entries = (await registered(env, compiled.site.id)).map(({ report, seen, decisions }) => ({
    experiment: ids.has(report.id) ? report : { ...report, state: "gone" as const },
    seen: isoDay(seen),
    decisions,
  }));
  if (c.req.query("format") !== "csv") return c.json({ site: compiled.site.id, entries }, 200, FRESH);
  const columns = [
    "experiment",
    "label",
    "state",
    "hypothesis",
    "owner",
    "from",
    "until",
    "primary",
    "verdict",
  ];
  const decided = ["decision", "variant", "day", "note"];
  const rows = entries.flatMap(({ experiment, decisions }) => {
    const { id, label, state, hypothesis, owner, from, until, primary, verdict } = experiment;
    const own = { experiment: id, label, state, hypothesis, owner, from, until, primary, verdict };
    if (decisions.length === 0) return [own];
    return decisions.map(({ decision, variant = null, day, note }) => ({
      ...own,
      decision,
      variant,
      day,
      note,
    }));
  });
  return csvAnswer(csvOf([...columns, ...decided], rows), "register");
}

/** All experiments as they are now; noted, so that they are known when they have left the site file. */
export async function experimentsNow({ env }: Context<OwnerEnv>): Promise<readonly ExperimentReport[]> {
  const today = dayOf(env.now);
  const { experiments, total } = await GATHER.experiments(env, { from: today, to: today });
  const all = [...(total ? [total] : []), ...experiments];
  await registerOf(env.env, env.compiled.site.id).note(all, today);
  return all;
}

function csvAnswer(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      ...FRESH,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
    },
  });
}
