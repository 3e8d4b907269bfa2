import { dayOf } from "../day.ts";
import { shortHash } from "../hash.ts";
import type { Experiment } from "../site/experiment-schema.ts";
import type { Site } from "../site/schema.ts";

/** The id of the site's holdout, which is an experiment of its own; and of the variant that gets no block of an experiment. */
export const HOLDOUT = "holdout";
/** The variants of the site's holdout: personalized, and not. */
const OF_SITE = ["personalized", HOLDOUT] as const;
/** The second of them, by its number. */
export const HELD_OUT = 2;

/** An experiment as the edge works with it. Its variants are numbered from 1; 0 is none. */
export interface PlannedExperiment {
  readonly id: string;
  /** Hash of its id and those of its variants: under another one a variant is none of this experiment. */
  readonly name: string;
  /** Ids in their order; where it has a holdout, that is the last. */
  readonly variants: readonly string[];
  /** How many states of the cookie: none, and each variant. */
  readonly states: number;
  /** The weights of its variants, that of the holdout aside. */
  readonly weights: readonly number[];
  /** The share of those drawn that gets the holdout. */
  readonly holdout: number;
  readonly layer: string;
  /** The share of its layer that it owns. */
  readonly share: number;
  /** UTC day numbers between which it runs, both included; infinite where they are open. */
  readonly from: number;
  readonly until: number;
  /** What its visitors are counted by. */
  readonly goals: readonly string[];
  readonly segments: readonly string[];
}

/** The experiments of a checked site file in the order of plan, cookie and signal: the site's holdout first. */
export function plannedExperiments(
  site: Pick<Site, "experiments" | "holdout" | "goals">,
): PlannedExperiment[] {
  const own = Object.entries(site.experiments).map(([id, experiment]) => planned(id, experiment));
  return site.holdout > 0 ? [siteHoldout(site), ...own] : own;
}

/** Whether an experiment runs on a UTC day. */
export function runsOn({ from, until }: Pick<PlannedExperiment, "from" | "until">, day: number): boolean {
  return day >= from && day <= until;
}

/** The UTC day numbers of an experiment's dates; infinite where they are open. */
export function datesOf({ from, until }: Pick<Experiment, "from" | "until">): {
  from: number;
  until: number;
} {
  return {
    from: from === undefined ? -Infinity : dayOf(Date.parse(from)),
    until: until === undefined ? Infinity : dayOf(Date.parse(until)),
  };
}

function planned(id: string, experiment: Experiment): PlannedExperiment {
  const { variants: declared, holdout, share, layer, primary, secondary, guardrails, segments } = experiment;
  const variants = [...Object.keys(declared), ...(holdout > 0 ? [HOLDOUT] : [])];
  return {
    id,
    ...named(id, variants),
    weights: Object.values(declared).map(({ weight }) => weight),
    holdout,
    // No layer of the owner's has such a name.
    layer: layer ?? `:${id}`,
    share,
    ...datesOf(experiment),
    goals: [...new Set([primary, ...secondary, ...guardrails])],
    segments,
  };
}

function siteHoldout({ holdout, goals }: Pick<Site, "holdout" | "goals">): PlannedExperiment {
  return {
    id: HOLDOUT,
    ...named(HOLDOUT, OF_SITE),
    weights: [1],
    holdout,
    layer: `:${HOLDOUT}`,
    share: 1,
    from: -Infinity,
    until: Infinity,
    goals: Object.keys(goals),
    segments: [],
  };
}

function named(
  id: string,
  variants: readonly string[],
): Pick<PlannedExperiment, "name" | "variants" | "states"> {
  return { name: shortHash(JSON.stringify([id, variants])), variants, states: variants.length + 1 };
}
