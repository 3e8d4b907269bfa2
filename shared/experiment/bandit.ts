import { dayOf } from "../day.ts";
import { BANDIT_DAYS, BANDIT_LEAST_VISITORS } from "../limits.ts";
import { joinedCell, reachedCell, variantCohort } from "../measure/cells.ts";
import type { Site } from "../site/schema.ts";
import { banditRegret, banditWeights, beliefsOf, type Regret, type Reward } from "../statistics/bandit.ts";
import { meanOf, type Sample } from "../statistics/sample.ts";

/** Totals by UTC day and name of the cell. */
export type CellsByDay = Readonly<Record<number, Readonly<Record<string, number>>>>;

/** What has to be known of an experiment to reckon how its visitors are spread. */
export interface BanditTask {
  readonly experiment: string;
  readonly variants: readonly string[];
  readonly floor: number;
  readonly goal: string;
  /** What each state of the goal is worth, from the second one (the first is worth nothing); absent: reached is 1. */
  readonly steps?: readonly number[];
  readonly better: Reward["better"];
  /** UTC day numbers, both included. */
  readonly from?: number;
  readonly until?: number;
}

/** How visitors of an experiment are spread from now on, and what it has cost so far. */
export interface BanditState extends Regret {
  /** In the order of the variants, the holdout aside; they add up to 1. */
  readonly weights: readonly number[];
  /** The ids of the variants that they are of. */
  readonly variants: readonly string[];
  /** UTC day number. */
  readonly day: number;
}

/** The bandits of a site, those that haven't begun or are over included. */
export function banditTasks({ experiments, goals }: Pick<Site, "experiments" | "goals">): BanditTask[] {
  return Object.entries(experiments).flatMap(([experiment, { bandit, variants, primary, from, until }]) => {
    const goal = Object.hasOwn(goals, primary) ? goals[primary] : undefined;
    if (!bandit || !goal) return [];
    return {
      experiment,
      variants: Object.keys(variants),
      floor: bandit.floor,
      goal: primary,
      ...(goal.value !== undefined && goal.steps && { steps: goal.steps }),
      better: goal.better,
      ...(from !== undefined && { from: dayOf(Date.parse(from)) }),
      ...(until !== undefined && { until: dayOf(Date.parse(until)) }),
    };
  });
}

/** The days whose counts a bandit goes by, both included: those of the experiment, at most the last ninety. */
export function banditDays(
  { from = -Infinity, until = Infinity }: BanditTask,
  day: number,
): [number, number] {
  const last = Math.min(day, until);
  return [Math.max(from, last - BANDIT_DAYS + 1, 0), last];
}

/**
 * The weights of a bandit by what was counted; undefined as long as some variant has too few visitors: until then it
 * starts by the owner's weights.
 */
export function banditState(task: BanditTask, cells: CellsByDay, day: number): BanditState | undefined {
  const totals = new Map<string, number>();
  for (const names of Object.values(cells))
    for (const [name, total] of Object.entries(names)) totals.set(name, (totals.get(name) ?? 0) + total);
  const arms = task.variants.map((_, index) => armOf(task, index + 1, totals));
  if (arms.some(({ visitors }) => visitors < BANDIT_LEAST_VISITORS)) return undefined;
  const beliefs = beliefsOf(arms, { isShare: task.steps === undefined, better: task.better });
  if (!beliefs) return undefined;
  return {
    weights: banditWeights(beliefs, task.floor),
    variants: task.variants,
    ...banditRegret(beliefs, arms),
    day,
  };
}

/** What is known of one variant. A state that was left on a later day than it was reached can be below nothing. */
function armOf(
  { experiment, goal, steps }: BanditTask,
  variant: number,
  totals: ReadonlyMap<string, number>,
): Sample {
  const cohort = variantCohort(experiment, variant);
  const visitors = Math.max(0, totals.get(joinedCell(cohort)) ?? 0);
  const worth = steps ?? [];
  const reached = [0, ...worth].map((value, index): readonly [number, number] => [
    steps ? value : 1,
    Math.max(0, totals.get(reachedCell(cohort, goal, index + 1)) ?? 0),
  ]);
  return bounded(meanOf(reached, visitors), steps === undefined);
}

/** A share is at most 1, also where somebody's joining was lost on the way. */
function bounded(sample: Sample, isShare: boolean): Sample {
  return isShare && sample.mean > 1 ? { ...sample, mean: 1, variance: 0 } : sample;
}
