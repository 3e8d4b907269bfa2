import { type CohortSeries, type ReportInput, without } from "./input.ts";
import { type Frame, type Period, periodsOf } from "./suppress.ts";

/** Cohorts that go on, side by side: the variants of an experiment, or those of them who are in a segment. */
export interface Lasting {
  readonly cohorts: readonly CohortSeries[];
  /** Until when it is told how many there are: the end of the last period. */
  readonly periods: readonly Period[];
  /** By goal, until when it is told how many have reached it. */
  readonly goals: ReadonlyMap<string, readonly Period[]>;
}

/** What else is told of the same visitors. */
interface Beside {
  readonly around?: readonly Lasting[];
  readonly beyond?: Lasting;
  readonly apart?: readonly Lasting[];
}

/**
 * Takes cohorts together, all of whom are told of the same days, so that they can be compared. Who has joined before a period
 * may reach a goal within it: so it is looked at who has reached it in the period, and who hasn't until its end.
 *
 * @param around cohorts that these are a part of, and were joined together with
 * @param beyond those that these are a part of, and were joined before
 * @param apart some of these that are told by themselves, too, and oftener
 */
export function lastingOf(
  { site }: Pick<ReportInput, "site">,
  frame: Frame,
  cohorts: readonly CohortSeries[],
  { around = [], beyond, apart = [] }: Beside = {},
): Lasting {
  const aligned = [...around, ...(beyond ? [beyond] : []), ...apart];
  const outside = (of: (cohort: CohortSeries) => readonly number[]) =>
    around.flatMap((whole) => rest(whole, of));
  const rest = (whole: Lasting, of: (cohort: CohortSeries) => readonly number[]) =>
    whole.cohorts.map((each, at) => without(of(each), of(cohorts[at]!)));
  const joined = ({ joined }: CohortSeries) => joined;
  const periods = periodsOf(frame, {
    parts: [...cohorts.map(joined), ...outside(joined)],
    levels: beyond ? rest(beyond, joined) : [],
    within: aligned.map((whole) => whole.periods),
  });
  const goals = Object.keys(site.goals).map((goal) => {
    const reached = (cohort: CohortSeries) => cohort.goal(goal).reached;
    const left = (cohort: CohortSeries) => without(cohort.joined, reached(cohort));
    const held = {
      parts: [...cohorts.map(reached), ...outside(reached)],
      levels: [...cohorts.map(left), ...outside(left), ...(beyond ? rest(beyond, reached) : [])],
      within: [periods, ...aligned.map((whole) => whole.goals.get(goal)!)],
    };
    return [goal, periodsOf(frame, held)] as const;
  });
  return { cohorts, periods, goals: new Map(goals) };
}
