import type { CompiledSite } from "../../shared/decision.ts";
import { runsOn } from "../../shared/experiment/planned.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { quote } from "../../shared/reasons/values.ts";
import { textIn } from "../../shared/reasons/vocabulary.ts";
import type { LostReason } from "../../shared/wire.ts";

/** What decides, beside its rules, whether somebody gets a block. */
export interface Drawn {
  /** By experiment of the plan; 0, or undefined: none. */
  readonly variants: readonly number[] | undefined;
  /** UTC day number. */
  readonly day: number;
  /** Of the sentence (BCP 47). */
  readonly language: string;
}

/**
 * Says in a sentence what chance has decided of a block that is shown, or was lost for `lost`; undefined: nothing, its
 * rules alone did.
 */
export function explainTested(
  id: string,
  lost: LostReason | undefined,
  { site, plan }: Pick<CompiledSite, "site" | "plan">,
  { variants, day, language: tag }: Drawn,
): string | undefined {
  const language = languageOf(tag);
  if (lost === "holdout") return language.tests.heldOut;
  if (lost !== undefined && lost !== "variant") return undefined;
  const tests = plan.experiments.flatMap((experiment, index) => {
    const declared = Object.hasOwn(site.experiments, experiment.id)
      ? site.experiments[experiment.id]!
      : undefined;
    const isIn = Object.values(declared?.variants ?? {}).some(({ blocks }) => blocks.includes(id));
    const name = quote(textIn(declared?.label, tag) ?? experiment.id, language);
    return isIn ? [{ name, takesPart: runsOn(experiment, day) && Boolean(variants?.[index]) }] : [];
  });
  const own = tests.find(({ takesPart }) => takesPart);
  if (own) return language.tests.version(own.name, lost === undefined);
  // Whoever takes no part gets the block where the control has it, as everybody does.
  return lost && tests[0] && language.tests.apart(tests[0].name);
}
