import type { TagExperiment } from "../wire.ts";

/** What a profile holds of experiments; never sent but for the variants. */
export interface Tests {
  /** By layer a random number from 0 to 1: which of its experiments this visitor can be drawn for. */
  readonly draws: Readonly<Record<string, number>>;
  /** By experiment, also of the site's holdout. */
  readonly variants: Readonly<Record<string, HeldVariant>>;
}

/** From 1; under which hash of the experiment; and the last UTC day on which the site had it. */
export type HeldVariant = readonly [variant: number, hash: string, known: number];

/** The pseudo-experiment of who gets no personalization at all; its second variant is held out. */
export const HOLDOUT = "holdout";

/**
 * What a profile holds, brought in line with the site's experiments: a number for each layer, and no variant of an
 * experiment that has changed, or is gone. What is gone stays a day longer, since an older configuration can come
 * after a newer one.
 *
 * @param random a number from 0 to below 1
 */
export function settleTests(
  tests: Tests | undefined,
  experiments: readonly TagExperiment[],
  today: number,
  random: () => number,
): Tests {
  const draws = Object.fromEntries(
    experiments.map(({ layer }) => [layer, tests?.draws[layer] ?? random()] as const),
  );
  const variants = Object.entries(tests?.variants ?? {}).flatMap(([id, [variant, hash, known]]) => {
    const experiment = experiments.find((each) => each.id === id);
    const stays = experiment ? experiment.hash === hash : known >= today - 1;
    return stays ? [[id, [variant, hash, experiment ? today : known]] as const] : [];
  });
  return { draws, variants: Object.fromEntries(variants) };
}

/**
 * What a signal says of each experiment: the variant that the visitor has; 0, none, and none is wanted; null, one may be
 * drawn. Of one layer a visitor takes part in a single experiment that runs.
 */
export function toldVariants(
  { draws, variants }: Tests,
  experiments: readonly TagExperiment[],
  today: number,
): (number | null)[] {
  const runs = ({ from = -Infinity, until = Infinity }: TagExperiment) => from <= today && today <= until;
  const isTaken = (layer: string) =>
    experiments.some((each) => each.layer === layer && variants[each.id] && runs(each));
  const heldOut = variants[HOLDOUT]?.[0] === 2;
  const begins: Record<string, number> = {};
  return experiments.map((experiment) => {
    const { id, layer, share } = experiment;
    const from = begins[layer] ?? 0;
    begins[layer] = from + share;
    const held = variants[id];
    if (held) return held[0];
    const draw = draws[layer] ?? 1;
    return heldOut || !runs(experiment) || isTaken(layer) || draw < from || draw >= from + share ? 0 : null;
  });
}

/** What a profile holds once the edge has answered: it says which variants there are from now on. */
export function takeVariants(
  tests: Tests,
  experiments: readonly TagExperiment[],
  answered: readonly number[],
  today: number,
): Tests {
  const variants = { ...tests.variants };
  experiments.forEach(({ id, hash }, at) => {
    const variant = answered[at] ?? 0;
    if (variant > 0) variants[id] = [variant, hash, today];
    else delete variants[id];
  });
  return { ...tests, variants };
}
