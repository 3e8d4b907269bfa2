import { AMOUNT_CEILING, COUNTED_BYTES } from "../limits.ts";
import type { TagConfig, TagExperiment } from "../wire.ts";
import { siblingsOf } from "./cells.ts";
import type { Cohort, CohortCount, FrozenSegments, GoalState } from "./count.ts";
import { measuredAmong } from "./measured-names.ts";
import { HOLDOUT } from "./variants.ts";

/** What the device has counted of its own visitor, so that it counts each thing once. */
export interface Counted {
  readonly version: 1;
  readonly cohorts: Readonly<Record<Cohort, Membership>>;
  /** By experiment, the site's holdout among them: its hash, and the last UTC day on which the site had it. */
  readonly tests: Readonly<Record<string, readonly [hash: string, known: number]>>;
}

/** The visitor's part in a cohort. */
export interface Membership {
  /** UTC day number on which they joined. */
  readonly day: number;
  readonly segments: FrozenSegments;
  /** How often it was reached, no further than twice; how far; and of which values together, which is never sent. */
  readonly goals: Readonly<Record<string, readonly [times: 1 | 2, state: GoalState, total: number]>>;
}

/** What was counted, and the record thereafter. */
export interface Counting {
  readonly counted: Counted;
  readonly counts: readonly CohortCount[];
}

/** A goal was reached, with this value, 0 where it has none. */
export type Reached = readonly [goal: string, value: number];

type Measured = Pick<TagConfig, "experiments" | "goals" | "measured">;

const PERIODS: readonly Cohort[] = ["d", "w", "m"];

/** The record, or an empty one where there is none that can be read: without what is over, gone or changed. */
export function settle(record: unknown, config: Measured, today: number): Counted {
  const before = record as Counted | undefined;
  const { cohorts, tests }: Counted = before?.version === 1 ? before : { version: 1, cohorts: {}, tests: {} };
  const experiments = config.experiments ?? [];
  const isAsBefore = ({ id, hash }: TagExperiment) => !tests[id] || tests[id][0] === hash;
  const changed = new Set(experiments.filter((each) => !isAsBefore(each)).map(({ id }) => id));
  // An older configuration can come after a newer one: what is gone stays a day longer.
  const known = Object.fromEntries([
    ...Object.entries(tests).filter(([, [, day]]) => day >= today - 1),
    ...experiments.map(({ id, hash }) => [id, [hash, today]] as const),
  ]);
  const stays = ([cohort, { day }]: readonly [Cohort, Membership]) =>
    PERIODS.includes(cohort)
      ? periodOf(cohort, day) === periodOf(cohort, today)
      : testOf(cohort) in known && !changed.has(testOf(cohort));
  return {
    version: 1,
    cohorts: Object.fromEntries(Object.entries(cohorts).filter(stays)),
    tests: known,
  };
}

/** Joins the day, the week and the month, as far as that hasn't been done: at the first view of each. */
export function joinPeriods(
  counted: Counted,
  segments: readonly string[],
  { measured }: Measured,
  today: number,
): Counting {
  const frozen = measuredAmong(segments, measured);
  return joinAll(
    counted,
    PERIODS.map((cohort) => [cohort, frozen]),
    today,
  );
}

/**
 * Joins cohorts of tests that the visitor is exposed to now. Segments stay what they were at the first exposure; of one
 * test the visitor is in one cohort, the first.
 */
export function joinTests(
  counted: Counted,
  exposed: readonly Cohort[],
  segments: readonly string[],
  { experiments = [] }: Measured,
  today: number,
): Counting {
  const joining = exposed.flatMap((cohort): [Cohort, FrozenSegments][] => {
    const experiment = experiments.find(({ id }) => id === testOf(cohort));
    if (!experiment || !/^(x|b)\..+\.\d+$|^h\.\d+$/.test(cohort)) return [];
    const own = cohort.startsWith("x.") ? experiment.segments : [];
    return [[cohort, measuredAmong(segments, own)]];
  });
  return joinAll(counted, joining, today);
}

/** Moves every cohort that the visitor is in, but the week, as far as a goal takes them. */
export function reach(counted: Counted, reached: Reached, { goals, experiments = [] }: Measured): Counting {
  const [goal, value] = reached;
  const { steps = [] } = goals[goal] ?? {};
  const counts: CohortCount[] = [];
  let after = counted;
  for (const [cohort, membership] of Object.entries(counted.cohorts)) {
    const test = experiments.find(({ id }) => id === testOf(cohort));
    if (cohort === "w" || (cohort.startsWith("x.") && !test?.goals.includes(goal))) continue;
    const [times, from, total] = membership.goals[goal] ?? [0, 0, 0];
    const sum = rounded(total + value);
    const to = Math.max(from, 1 + steps.filter((step) => sum >= step).length);
    const state = [times === 0 ? 1 : 2, to, sum] as const;
    const fits = withMembership(after, cohort, {
      ...membership,
      goals: { ...membership.goals, [goal]: state },
    });
    // Dropped for want of room, in favour of an other one.
    if (!fits || !after.cohorts[cohort]) continue;
    after = fits;
    if (to > from) counts.push(["reached", cohort, goal, from, to, membership.segments]);
    if (times === 1) counts.push(["again", cohort, goal, membership.segments]);
  }
  return { counted: after, counts };
}

/** Whether the visitor is counted in this day, and so in its week and month. */
export function isCountedOn({ cohorts }: Counted, today: number): boolean {
  return cohorts["d"]?.day === today;
}

function joinAll(
  counted: Counted,
  joining: readonly (readonly [Cohort, FrozenSegments])[],
  day: number,
): Counting {
  const counts: CohortCount[] = [];
  let after = counted;
  for (const [cohort, segments] of joining) {
    if (isIn(after, cohort)) continue;
    const next = withMembership(after, cohort, { day, segments, goals: {} });
    if (!next) continue;
    after = next;
    counts.push(["joined", cohort, segments]);
  }
  return { counted: after, counts };
}

/** Whether the visitor has joined a cohort, or another one of the same test. */
function isIn({ cohorts }: Counted, cohort: Cohort): boolean {
  const test = siblingsOf(cohort);
  return Object.keys(cohorts).some((other) => siblingsOf(other) === test);
}

/** The record with the visitor's part in a cohort. Where it would take too much, the oldest of blocks go; else undefined. */
function withMembership(counted: Counted, cohort: Cohort, membership: Membership): Counted | undefined {
  const cohorts = { ...counted.cohorts, [cohort]: membership };
  const oldest = Object.keys(cohorts)
    .filter((each) => each.startsWith("b.") && each !== cohort)
    .sort((one, other) => cohorts[one]!.day - cohorts[other]!.day);
  for (;;) {
    const next = { ...counted, cohorts };
    // In characters, which ids and numbers are of one byte each.
    if (JSON.stringify(next).length <= COUNTED_BYTES) return next;
    const last = oldest.shift();
    if (last === undefined) return undefined;
    delete cohorts[last];
  }
}

/** The experiment that a cohort belongs to: blocks, too, are compared by the site's holdout. */
const testOf = (cohort: Cohort) => (cohort.startsWith("x.") ? siblingsOf(cohort).slice(2) : HOLDOUT);

/** Days, ISO weeks (from Monday, as 1970-01-01 was a Thursday) and calendar months, numbered. */
function periodOf(period: Cohort, day: number): number {
  if (period === "d") return day;
  if (period === "w") return Math.floor((day + 3) / 7);
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Sums of amounts, without what binary fractions leave behind. */
const rounded = (sum: number) => (Math.abs(sum) < AMOUNT_CEILING ? Math.round(sum * 1e4) / 1e4 : 0);
