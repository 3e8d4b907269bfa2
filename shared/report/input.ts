import { againCell, joinedCell, reachedCell } from "../measure/cells.ts";
import type { Cohort } from "../measure/count.ts";
import { textIn } from "../reasons/vocabulary.ts";
import { isoDay } from "../receipt.ts";
import type { Site } from "../site/schema.ts";
import type { Told } from "./contract.ts";
import { type Frame, type Period, quarterOf, type Series, sumIn } from "./suppress.ts";

/** Totals by UTC day and name, as the edge has counted them; see `measure/cells.ts`. */
export type Cells = Readonly<Record<number, Readonly<Record<string, number>>>>;

/** What a report is made from. */
export interface ReportInput {
  readonly site: Site;
  /** Those that the report is about, from the beginning: of what ends with days, at least from the quarter that `from` lies in. */
  readonly cells: Cells;
  /** UTC day numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** The last day that is over and wholly counted; no later one is told. */
  readonly complete: number;
  /** No count of fewer visitors is told. */
  readonly least: number;
}

/** Counts what was held back, and says the rest of what every report says of itself. */
export class Telling {
  #suppressed = 0;
  readonly #input: ReportInput;

  constructor(input: ReportInput) {
    this.#input = input;
  }

  /** The number, or null, noted as held back, where there is none. */
  told(count: number | undefined): Told {
    if (count === undefined) this.#suppressed++;
    return count ?? null;
  }

  /** What of a range may be told; null, where none of it may be though there is something. */
  sum(periods: readonly Period[], series: Series, frame: Frame, range: Period): Told {
    const sum = sumIn(periods, series, frame);
    const isAll = sum > 0 || sumIn([range], series, frame) === 0;
    return this.told(periods.length > 0 && isAll ? sum : undefined);
  }

  head(): { site: string; from: string; to: string; least: number; suppressed: number } {
    const { site, from, to, least } = this.#input;
    return { site: site.id, from: isoDay(from), to: isoDay(to), least, suppressed: this.#suppressed };
  }
}

/** The days that a report asks for, as far as they are over. */
export function rangeOf({ from, to, complete }: ReportInput): Period {
  return { from, to: Math.min(to, complete) };
}

/** How what belongs to single days is told: anew from each quarter on. */
export function dailyFrame({ from, to, complete, least }: ReportInput): Frame {
  return { first: quarterOf(from), last: Math.min(to, complete), least, byQuarter: true };
}

/** How it is told what becomes of cohorts that go on: altogether since the first day that anything was counted on. */
export function lastingFrame({ cells, to, complete, least }: ReportInput): Frame {
  const last = Math.min(to, complete);
  const first = Object.keys(cells).reduce((day, key) => Math.min(day, Number(key)), last);
  return { first, last, least, byQuarter: false };
}

/** A cell, day by day. */
export function seriesOf(cells: Cells, name: string, { first, last }: Frame): Series {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => cells[first + at]?.[name] ?? 0);
}

/** Series taken together, day by day. */
export function added(...all: readonly Series[]): Series {
  return (all[0] ?? []).map((_, at) => all.reduce((sum, series) => sum + series[at]!, 0));
}

/** What is in the one and not in the other. */
export function without(whole: Series, part: Series): Series {
  return whole.map((count, at) => count - part[at]!);
}

/** What is counted of some visitors of a cohort, or of those of them in a segment. */
export interface CohortSeries {
  readonly joined: Series;
  goal(goal: string): GoalSeries;
}

export interface GoalSeries {
  /** Who has reached it, in whatever state. */
  readonly reached: Series;
  /** Who has reached it again. */
  readonly again: Series;
  /** By state: what one visitor in it is worth, at least, and how many there are. */
  readonly states: readonly (readonly [worth: number, Series])[];
}

/** The series of a cohort. */
export function cohortSeries(
  { cells, site }: ReportInput,
  frame: Frame,
  cohort: Cohort,
  segment?: string,
): CohortSeries {
  const read = (name: string) => seriesOf(cells, name, frame);
  const known = new Map<string, GoalSeries>();
  return {
    joined: read(joinedCell(cohort, segment)),
    goal(goal) {
      const before = known.get(goal);
      if (before) return before;
      const worths = worthsOf(site, goal);
      const states = worths.map((worth, at) => {
        const name = reachedCell(cohort, goal, at + 1, segment);
        return [worth, read(name)] as const;
      });
      const series = {
        reached: added(...states.map(([, each]) => each)),
        again: read(againCell(cohort, goal, segment)),
        states,
      };
      known.set(goal, series);
      return series;
    },
  };
}

/**
 * What a visitor is worth in each state from the first on. A state begins with a step and is worth that step, since
 * devices round down; so the first state, reached below the first step, is worth nothing. Of a goal without a value whoever reached
 * it is worth 1.
 */
export function worthsOf({ goals }: Site, goal: string): readonly number[] {
  const { value, steps } = goals[goal]!;
  return value === undefined || !steps ? [1] : [0, ...steps];
}

/** Whether a goal has amounts, so that its mean says something. */
export function hasValue(site: Site, goal: string): boolean {
  return worthsOf(site, goal).length > 1;
}

/** What a segment is called. */
export function labelOf({ segments }: Site, id: string): string {
  return textIn(segments[id]?.label, "en") ?? id;
}
