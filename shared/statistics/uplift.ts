import type { Sample } from "./sample.ts";
import { sequencePValue, sequenceRadius } from "./sequence.ts";

/** By how much a variant does better than the control, as a share of the control: 0.1 is ten percent more. */
export interface Uplift {
  readonly value: number;
  /** What it can be, at any time that somebody looks. */
  readonly low: number;
  readonly high: number;
  /** Always valid, too; under alpha where the interval leaves zero out. */
  readonly pValue: number;
}

/**
 * So many times its own variance a squared mean has to be before it is compared: for a rare goal, so many visitors who
 * have reached it. With fewer the estimate isn't near enough to normal, and intervals that are looked at from the start
 * are wrong too often (by simulation, of a goal that one in a hundred reaches: 12 % of them with no such bound, 4 % with
 * this one).
 */
const COMPARED_FROM = 25;

/**
 * The relative uplift with its interval. Its variance is found by the delta method for a ratio of two independent means
 * (Deng, Knoblich and Lu, "Applying the delta method in metric analytics", KDD 2018). Undefined as
 * long as one of the two has too little to be compared.
 */
export function upliftOf(control: Sample, variant: Sample): Uplift | undefined {
  if (!isEnough(control) || !isEnough(variant)) return undefined;
  const { mean } = control;
  const variance =
    variant.variance / variant.visitors / mean ** 2 +
    (control.variance / control.visitors) * (variant.mean ** 2 / mean ** 4);
  const value = variant.mean / mean - 1;
  const visitors = control.visitors + variant.visitors;
  const radius = sequenceRadius(variance, visitors);
  return {
    value,
    low: value - radius,
    high: value + radius,
    pValue: sequencePValue(value, variance, visitors),
  };
}

/** Whether a sample can be compared; what every visitor has reached can't, since nothing is known of how it varies. */
function isEnough({ visitors, mean, variance }: Sample): boolean {
  return variance > 0 && mean > 0 && (visitors * mean * mean) / variance >= COMPARED_FROM;
}
