import { measuredSegments } from "../measure/counted-cohort.ts";
import { isoDay } from "../receipt.ts";
import type { Site } from "../site/schema.ts";
import { segmentsAround } from "./around.ts";
import type { SegmentsReport } from "./contract.ts";
import { outcomeIn, rateOf, valueOf } from "./figures.ts";
import {
  type CohortSeries,
  cohortSeries,
  dailyFrame,
  hasValue,
  labelOf,
  rangeOf,
  type ReportInput,
  Telling,
  without,
} from "./input.ts";
import type { GoalFigures } from "./contract.ts";
import { type Frame, type Period, periodsIn, periodsOf, type Series, sumIn } from "./suppress.ts";
import { spread } from "./trend.ts";

/** Everybody, among segments. */
const EVERYBODY = "*";

interface Cohorts {
  readonly day: CohortSeries;
  readonly month: CohortSeries;
}

/** A segment, or everybody, with the periods that it is told of. */
interface Group extends Cohorts {
  readonly id: string;
  readonly periods: readonly Period[];
  readonly goals: ReadonlyMap<string, readonly Period[]>;
  readonly again: ReadonlyMap<string, readonly Period[]>;
}

type Row = SegmentsReport["segments"][number];

/** How large segments are, and what they are worth: which are worth most. Visitors are counted once a day. */
export function segmentsReport(input: ReportInput): SegmentsReport {
  const frame = dailyFrame(input);
  const range = rangeOf(input);
  const telling = new Telling(input);
  const groups = groupsOf(input, frame);
  const everybody = groups[0]!;
  const rows = groups.map((group): Row => {
    const periods = periodsIn(group.periods, range);
    const size = telling.sum(periods, group.day.joined, frame, range);
    const all = sumIn(periods, everybody.day.joined, frame);
    return {
      segment: group.id,
      label: group.id === EVERYBODY ? "Everybody" : labelOf(input.site, group.id),
      size,
      share: size === null || all === 0 ? null : size / all,
      trend: spread(periods, group.day.joined, frame, { from: input.from, to: input.to }),
      goals: Object.keys(input.site.goals).map((goal) =>
        figuresOf(group, goal, { input, frame, range, telling }),
      ),
    };
  });
  const [first, ...rest] = rows;
  return {
    ...telling.head(),
    segments: [
      first!,
      ...rest.sort(
        (one, other) =>
          worthOf(other, input.site) - worthOf(one, input.site) ||
          boundOf(other, input.site) - boundOf(one, input.site),
      ),
    ],
    days: Array.from({ length: input.to - input.from + 1 }, (_, at) => isoDay(input.from + at)),
  };
}

function groupsOf(input: ReportInput, frame: Frame): readonly Group[] {
  const groups = new Map<string, Group>();
  const make = (id: string, around: readonly Group[]): Group => {
    const segment = id === EVERYBODY ? undefined : id;
    const day = cohortSeries(input, frame, "d", segment);
    const month = cohortSeries(input, frame, "m", segment);
    const periods = periodsOf(frame, {
      parts: [day.joined, ...around.map((whole) => without(whole.day.joined, day.joined))],
      within: around.map((whole) => whole.periods),
    });
    /** The periods of who has, and hasn't, done something with a goal, among those inside and outside of the group. */
    const split = (table: (each: Cohorts, goal: string) => readonly Series[], inside: "goals" | "again") =>
      new Map(
        Object.keys(input.site.goals).map((goal) => {
          const own = table({ day, month }, goal);
          const rest = around.flatMap((whole) =>
            table(whole, goal).map((part, at) => without(part, own[at]!)),
          );
          const within = around.map((whole) => whole[inside].get(goal)!);
          if (inside === "goals") within.push(periods);
          return [goal, periodsOf(frame, { parts: [...own, ...rest], within })];
        }),
      );
    const goals = split((each, goal) => {
      const { reached } = each.day.goal(goal);
      return [reached, without(each.day.joined, reached)];
    }, "goals");
    const again = split((each, goal) => {
      const { reached, again } = each.month.goal(goal);
      return [again, without(reached, again)];
    }, "again");
    const group = { id, day, month, periods, goals, again };
    groups.set(id, group);
    return group;
  };
  const everybody = make(EVERYBODY, []);
  const ids = measuredSegments(input.site);
  const add = (id: string): Group => {
    const known = groups.get(id);
    if (known) return known;
    const wider = segmentsAround(input.site, id).filter((other) => ids.includes(other));
    return make(id, [everybody, ...wider.map(add)]);
  };
  return [everybody, ...ids.map(add)];
}

interface Asked {
  readonly input: ReportInput;
  readonly frame: Frame;
  readonly range: Period;
  readonly telling: Telling;
}

function figuresOf(group: Group, goal: string, { input, frame, range, telling }: Asked): GoalFigures {
  const periods = periodsIn(group.goals.get(goal)!, range);
  const outcome = outcomeIn(periods, group.day.joined, group.day.goal(goal), frame);
  const isKnown = periods.length > 0;
  const months = periodsIn(group.again.get(goal)!, range);
  const { reached, again } = group.month.goal(goal);
  const ofMonths = sumIn(months, reached, frame);
  return {
    goal,
    reached: telling.told(isKnown ? outcome.reached : undefined),
    rate: (isKnown && rateOf(outcome)) || null,
    value: (isKnown && hasValue(input.site, goal) && valueOf(outcome)) || null,
    again: ofMonths === 0 ? null : sumIn(months, again, frame) / ofMonths,
  };
}

/** The goal that segments are sorted by: the first one with amounts, else the first one. */
function leadingOf({ goals }: Row, site: Site): GoalFigures | undefined {
  return goals.find(({ goal }) => hasValue(site, goal)) ?? goals[0];
}

function worthOf(row: Row, site: Site): number {
  const leading = leadingOf(row, site);
  return (leading?.value ?? leading?.rate)?.value ?? -1;
}

function boundOf(row: Row, site: Site): number {
  const leading = leadingOf(row, site);
  return (leading?.value ?? leading?.rate)?.low ?? -1;
}
