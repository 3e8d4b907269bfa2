import { dayOf } from "../../shared/day.ts";
import { COUNT_DAYS, REPORTED_LEAST, REPORTED_LEAST_FLOOR, SETTLED_MINUTES } from "../../shared/limits.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import type { BanditState } from "../../shared/experiment/bandit.ts";
import { CHOICE_COUNTS } from "../../shared/choice-counts.ts";
import { PAGE_KNOWN, PAGE_NEW } from "../../shared/measure/cells.ts";
import { isoDay } from "../../shared/receipt.ts";
import { blocksReport } from "../../shared/report/blocks.ts";
import { dataReport } from "../../shared/report/data.ts";
import { experimentsReport } from "../../shared/report/experiments.ts";
import type { ReportInput } from "../../shared/report/input.ts";
import { privacyReport } from "../../shared/report/privacy.ts";
import { segmentsReport } from "../../shared/report/segments.ts";
import { type Period, quarterOf } from "../../shared/report/suppress.ts";
import type { Reports } from "../../shared/report/tables.ts";
import { BANDIT_KEY, type BanditStates } from "../bandits.ts";
import { readCells } from "../cells.ts";
import type { Env } from "../env.ts";
import { registered } from "./registered.ts";

/** What reports are made from. */
export interface Asking {
  readonly env: Env;
  readonly compiled: CompiledSite;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Gather = { readonly [Name in keyof Reports]: (asking: Asking, range: Period) => Promise<Reports[Name]> };

/** Reads the counts of each report, and makes it. Rejects where they can't be read. */
export const GATHER: Gather = {
  async data(asking, range) {
    const { env, compiled } = asking;
    const names = [
      "view",
      "joined:d",
      "joined:w",
      "joined:m",
      "filled:",
      "event:",
      "vital:",
      "mishap:",
      PAGE_KNOWN,
      PAGE_NEW,
      "answer:",
    ];
    const items = compiled.site.catalog ? await itemsIn(env) : null;
    const attributes = compiled.plan.entries.map(({ id }) => id);
    return dataReport({ ...(await daily(asking, range, names)), attributes, items });
  },
  async segments(asking, range) {
    return segmentsReport(await daily(asking, range, ["joined:d", "reached:d:", "reached:m:", "again:m:"]));
  },
  async blocks(asking, range) {
    return blocksReport(await lasting(asking, range, ["joined:h.", "joined:b.", "reached:h.", "reached:b."]));
  },
  async experiments(asking, range) {
    const input = await lasting(asking, range, ["joined:h.", "joined:x.", "reached:h.", "reached:x."]);
    const known = await registered(asking.env, asking.compiled.site.id);
    const decisions = known.flatMap(({ report, decisions }) => {
      const last = decisions.at(-1);
      return last ? [[report.id, last] as const] : [];
    });
    const today = isoDay(dayOf(asking.now));
    return experimentsReport({
      ...input,
      today,
      decisions: Object.fromEntries(decisions),
      bandits: await banditsIn(asking.env),
    });
  },
  async privacy(asking, range) {
    const { bits, entries } = asking.compiled.plan;
    const attributes = entries.map(({ id, codec }) => ({ attribute: id, bits: Math.log2(codec.states) }));
    return privacyReport({ ...(await daily(asking, range, [CHOICE_COUNTS])), bits, attributes });
  },
};

/** No count of fewer visitors is told: what the owner has set, but never less than the floor. */
export function leastOf({ REPORTED_LEAST: said = "" }: Env): number {
  return /^\d{1,6}$/.test(said) ? Math.max(REPORTED_LEAST_FLOOR, Number(said)) : REPORTED_LEAST;
}

/** The last day that is over, and on which nothing more will be counted. */
function completeOn(now: number): number {
  return dayOf(now - SETTLED_MINUTES * 60_000) - 1;
}

/** Days from whole quarters alone: of one that the retention has begun to take away, periods would move. */
async function daily(asking: Asking, range: Period, names: readonly string[]): Promise<ReportInput> {
  const kept = dayOf(asking.now) - COUNT_DAYS;
  const quarter = quarterOf(range.from);
  const from = quarter >= kept ? range.from : Math.max(range.from, quarterOf(quarter + 100));
  return gather(asking, { from: Math.min(from, range.to), to: range.to }, quarterOf(from), names);
}

async function lasting(asking: Asking, range: Period, names: readonly string[]): Promise<ReportInput> {
  return gather(asking, range, dayOf(asking.now) - COUNT_DAYS, names);
}

async function gather(
  { env, compiled, now }: Asking,
  range: Period,
  from: number,
  names: readonly string[],
): Promise<ReportInput> {
  const { site } = compiled;
  const cells = await readCells(env, site.id, from, range.to, ...names);
  return { site, cells, ...range, complete: completeOn(now), least: leastOf(env) };
}

/** How bandits spread their visitors now; none where that can't be read. */
async function banditsIn({
  SITE,
}: Env): Promise<Readonly<Record<string, Pick<BanditState, "weights" | "regret" | "evenly">>>> {
  try {
    const states = (await SITE.get<BanditStates>(BANDIT_KEY, "json")) ?? {};
    return Object.fromEntries(
      Object.entries(states).map(([id, { weights, regret, evenly }]) => [id, { weights, regret, evenly }]),
    );
  } catch {
    return {};
  }
}

/** How many items were published; none where the catalog can't be read. */
async function itemsIn({ SITE }: Env): Promise<number | null> {
  try {
    const catalog = await SITE.get("catalog", "json");
    return Array.isArray(catalog) ? catalog.length : null;
  } catch {
    return null;
  }
}
