import { variantCohort } from "../measure/cells.ts";
import type { Cohort } from "../measure/count.ts";
import { textIn } from "../reasons/vocabulary.ts";
import type { Experiment } from "../site/experiment-schema.ts";
import type { Site } from "../site/schema.ts";
import type { Comparison, ExperimentReport } from "./contract.ts";

/** The id of the site's holdout among experiments, and that of an experiment's among its variants. */
export const HOLDOUT = "holdout";

/** What is compared: an experiment of the site file, or the site's holdout as one. The first variant is the control. */
export interface Trial {
  readonly id: string;
  readonly label: string;
  readonly hypothesis: string;
  readonly owner: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly variants: readonly {
    readonly id: string;
    readonly label: string;
    /** Share of all who take part. */
    readonly weight: number;
    readonly cohort: Cohort;
  }[];
  readonly goals: readonly { readonly goal: string; readonly role: Comparison["role"] }[];
  readonly segments: readonly string[];
  /** Its weights change by themselves, so that nobody can say how visitors should be spread. */
  readonly isBandit: boolean;
}

/** An experiment as it is compared; its holdout is one more variant, that gets no block. */
export function trialOf(id: string, experiment: Experiment): Trial {
  const { label, hypothesis, owner, holdout, from, until, primary, secondary, guardrails } = experiment;
  const variants = Object.entries(experiment.variants);
  const total = variants.reduce((sum, [, { weight }]) => sum + weight, 0);
  const told = variants.map(([variant, each], at) => ({
    id: variant,
    label: textIn(each.label, "en") ?? variant,
    weight: ((1 - holdout) * each.weight) / total,
    cohort: variantCohort(id, at + 1),
  }));
  const out = {
    id: HOLDOUT,
    label: "Held out",
    weight: holdout,
    cohort: variantCohort(id, variants.length + 1),
  };
  return {
    id,
    label: textIn(label, "en") ?? id,
    hypothesis,
    owner: owner ?? null,
    from: from ?? null,
    until: until ?? null,
    variants: holdout > 0 ? [...told, out] : told,
    goals: [
      { goal: primary, role: "primary" },
      ...secondary.map((goal) => ({ goal, role: "secondary" as const })),
      ...guardrails.map((goal) => ({ goal, role: "guardrail" as const })),
    ],
    segments: experiment.segments,
    isBandit: experiment.bandit !== undefined,
  };
}

/** What personalization does altogether: the site's holdout as an experiment, whose control is those held out. */
export function trialOfAll({ holdout, goals }: Site): Trial {
  return {
    id: HOLDOUT,
    label: "All personalization",
    hypothesis: "Personalization is worth more than the pages as they are.",
    owner: null,
    from: null,
    until: null,
    variants: [
      { id: HOLDOUT, label: "Held out", weight: holdout, cohort: "h.2" },
      { id: "personalized", label: "Personalized", weight: 1 - holdout, cohort: "h.1" },
    ],
    goals: Object.keys(goals).map((goal, at) => ({ goal, role: at === 0 ? "primary" : "secondary" })),
    segments: [],
    isBandit: false,
  };
}

/** Where it is in time. `today`: as `2026-11-30`. */
export function stateOf({ from, until }: Trial, today: string): ExperimentReport["state"] {
  if (from !== null && today < from) return "planned";
  return until !== null && today > until ? "ended" : "running";
}
