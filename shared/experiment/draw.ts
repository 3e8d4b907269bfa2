import { HELD_OUT, HOLDOUT, type PlannedExperiment, runsOn } from "./planned.ts";

/** What drawing takes from outside. */
export interface Drawing {
  /** UTC day number. */
  readonly day: number;
  /** By experiment: this visitor can take part. */
  readonly audience: readonly boolean[];
  /** The weights that a bandit gives an experiment's variants now, the holdout aside; undefined: as declared. */
  weightsOf(experiment: string): readonly number[] | undefined;
  /** An even number from 0 to below 1, another one each time. */
  random(): number;
}

/**
 * The variants that a visitor has from now on: those that they have stay, and one is drawn where there is none and one
 * may be (null). Nobody is drawn for two experiments of a layer, nor for any if the site holds them out.
 */
export function drawVariants(
  experiments: readonly PlannedExperiment[],
  held: readonly (number | null)[],
  { day, audience, weightsOf, random }: Drawing,
): number[] {
  const running = experiments.map((experiment) => runsOn(experiment, day));
  const takenLayers = new Set(
    experiments.filter((_, index) => held[index] && running[index]).map(({ layer }) => layer),
  );
  let isHeldOut = false;
  return experiments.map((experiment, index) => {
    const has = held[index] ?? 0;
    const isWanted = held[index] === null && !isHeldOut && !takenLayers.has(experiment.layer);
    const isDrawn = isWanted && running[index]! && audience[index] === true;
    const variant = isDrawn ? drawn(sharesOf(experiment, weightsOf(experiment.id)), random()) : has;
    if (isDrawn) takenLayers.add(experiment.layer);
    if (experiment.id === HOLDOUT) isHeldOut = variant === HELD_OUT;
    return variant;
  });
}

/** The share of each variant, the holdout last if there is one; they sum up to 1. Weights that are none aren't taken. */
export function sharesOf(
  { weights: declared, holdout }: Pick<PlannedExperiment, "weights" | "holdout">,
  given?: readonly number[],
): number[] {
  const weights = given && areWeights(given, declared.length) ? given : declared;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => (weight / sum) * (1 - holdout));
  return holdout > 0 ? [...shares, holdout] : shares;
}

function areWeights(given: readonly number[], count: number): boolean {
  const isWeight = (weight: number) => Number.isFinite(weight) && weight >= 0;
  return given.length === count && given.every(isWeight) && given.some((weight) => weight > 0);
}

/** The variant, from 1, in whose part of [0, 1) a number lies. */
function drawn(shares: readonly number[], number: number): number {
  let end = 0;
  for (let index = 0; index < shares.length; index++) {
    end += shares[index]!;
    if (number < end) return index + 1;
  }
  // Sums of fractions can end a little below 1.
  return shares.map((share) => share > 0).lastIndexOf(true) + 1;
}
