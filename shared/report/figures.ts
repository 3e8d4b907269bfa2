import { meanOf, type Sample } from "../statistics/sample.ts";
import { sequenceRadius } from "../statistics/sequence.ts";
import type { GoalSeries } from "./input.ts";
import type { Interval } from "./contract.ts";
import { type Frame, type Period, sumIn } from "./suppress.ts";

/** So exactly are amounts told: more would say how many visitors were at a single step. */
const DIGITS = 3;

/** What has become of a group of visitors by one goal. */
export interface Outcome {
  readonly visitors: number;
  readonly reached: number;
  /** What one of them is worth, or of a goal without amounts the share that has reached it. */
  readonly sample: Sample;
  /** The most that one of them can be worth. */
  readonly most: number;
}

/** What is known of a group by the periods that may be told. */
export function outcomeIn(
  periods: readonly Period[],
  joined: readonly number[],
  goal: GoalSeries,
  frame: Frame,
): Outcome {
  const visitors = sumIn(periods, joined, frame);
  const steps = goal.states.map(([worth, series]) => [worth, sumIn(periods, series, frame)] as const);
  return {
    visitors,
    reached: steps.reduce((sum, [, count]) => sum + count, 0),
    sample: meanOf(steps, visitors),
    most: Math.max(...steps.map(([worth]) => worth)),
  };
}

/** The shares who reached a goal. Undefined of nobody. */
export function rateOf({ visitors, reached }: Outcome): Interval | undefined {
  if (visitors === 0) return undefined;
  // Laplace's rule: of none, or all, an interval without width would claim too much.
  const share = (reached + 1) / (visitors + 2);
  const radius = sequenceRadius((share * (1 - share)) / visitors, visitors);
  const value = reached / visitors;
  return { value, low: Math.max(0, value - radius), high: Math.min(1, value + radius) };
}

/** What a visitor is worth. Undefined of nobody. */
export function valueOf(outcome: Outcome): Interval | undefined {
  const { visitors, reached, sample, most } = outcome;
  const rate = rateOf(outcome);
  if (!rate) return undefined;
  // Nothing is known of what they would buy, but that it is no more than the highest step.
  if (reached === 0) return { value: 0, low: 0, high: rounded(most * rate.high) };
  const radius = sequenceRadius(sample.variance / visitors, visitors);
  return {
    value: rounded(sample.mean),
    low: rounded(Math.max(0, sample.mean - radius)),
    high: rounded(sample.mean + radius),
  };
}

/** An amount as exactly as amounts are told. */
export function rounded(amount: number): number {
  return Number(amount.toPrecision(DIGITS));
}
