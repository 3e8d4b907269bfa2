import type { CompiledSite } from "../../shared/decision.ts";
import { runsOn } from "../../shared/experiment/planned.ts";
import { textIn } from "../../shared/reasons/vocabulary.ts";

/** A test that the visitor takes part in, by the names that the owner gave it. */
export interface ExperimentAbout {
  /** `holdout`: whether the site personalizes anything for this visitor. */
  readonly id: string;
  readonly name: string;
  /** What the visitor gets of it; `holdout`: none of its blocks. */
  readonly variant: { readonly id: string; readonly name: string };
  /** Out of how many. */
  readonly variants: number;
  /** It runs now; else nothing is shown by it. */
  readonly runs: boolean;
}

/** The tests in which a visitor has a variant. `language`: of names (BCP 47); `day`: UTC day number. */
export function explainExperiments(
  { site, plan }: CompiledSite,
  variants: readonly number[] | undefined,
  { language, day }: { readonly language: string; readonly day: number },
): readonly ExperimentAbout[] {
  return plan.experiments.flatMap((experiment, index): ExperimentAbout[] => {
    const variant = experiment.variants[(variants?.[index] ?? 0) - 1];
    if (variant === undefined) return [];
    const { id } = experiment;
    const declared = Object.hasOwn(site.experiments, id) ? site.experiments[id] : undefined;
    const label = declared?.variants[variant]?.label;
    return [
      {
        id,
        name: textIn(declared?.label, language) ?? id,
        variant: { id: variant, name: textIn(label, language) ?? variant },
        variants: experiment.variants.length,
        runs: runsOn(experiment, day),
      },
    ];
  });
}
