import type { CompiledSite } from "../../shared/decision.ts";
import { sharesOf } from "../../shared/experiment/draw.ts";
import { HELD_OUT, HOLDOUT, type PlannedExperiment, runsOn } from "../../shared/experiment/planned.ts";
import type { PreviewBlock, PreviewExperiment } from "../../shared/preview/data.ts";
import type { Preview } from "../../shared/preview/preview.ts";
import { explainRule } from "../../shared/reasons/explain.ts";
import { textIn } from "../../shared/reasons/vocabulary.ts";
import type { Rule } from "../../shared/rule.ts";
import type { Experiment } from "../../shared/site/experiment-schema.ts";
import type { Scope } from "../scope.ts";
import type { PreviewedPage } from "./decide.ts";
import { type Explaining, said } from "./describe-rules.ts";
import { readsOf } from "./reads.ts";

/** The site as a preview decides it, and how its bandits spread visitors now. */
interface Previewed {
  readonly compiled: Pick<CompiledSite, "site" | "plan" | "rules">;
  readonly weightsOf: Scope["weightsOf"];
}

const EVERYBODY: Rule = { all: [] };

/** The experiments that this page is about, the site's holdout first: which variant it shows, and why. */
export function describeExperiments(
  preview: Preview,
  page: PreviewedPage,
  blocks: readonly PreviewBlock[],
  explaining: Explaining,
  { compiled: { site, plan, rules }, weightsOf }: Previewed,
): readonly PreviewExperiment[] {
  const { tag } = explaining.language;
  const declaredOf = (id: string): Experiment | undefined =>
    id === HOLDOUT ? undefined : site.experiments[id];
  const labelOf = (id: string) => textIn(declaredOf(id)?.label, tag) ?? (id === HOLDOUT ? SITE_HOLDOUT : id);
  const judge = new Judge(plan.experiments, preview, page);
  return plan.experiments.flatMap((experiment, index): PreviewExperiment[] => {
    const { id, variants } = experiment;
    const declared = declaredOf(id);
    const tested = new Set(Object.values(declared?.variants ?? {}).flatMap((variant) => variant.blocks));
    const here = blocks.filter((block) => tested.has(block.id)).map((block) => block.id);
    if (declared && here.length === 0) return [];
    const rule = declared ? rules.experiments[id]! : EVERYBODY;
    const shares = sharesOf(experiment, weightsOf?.(id));
    const { reason, layered } = judge.reasonOf(index);
    const detail = {
      dates: datesOf(declared),
      layer: layered && labelOf(layered),
      share: experiment.share,
      preview: experiment.share < 1 ? experiment.share : undefined,
    }[reason as string];
    return [
      {
        id,
        label: labelOf(id),
        variants: variants.map((variant, at) => ({
          id: variant,
          label: textIn(declared?.variants[variant]?.label, tag) ?? SITE_VARIANTS[variant] ?? variant,
          share: Math.round(shares[at]! * 1e4) / 1e4,
        })),
        shown: reason === "holdout" ? null : variants[Math.max(0, judge.variantOf(index) - 1)]!,
        forced: judge.forcedOf(experiment) ?? null,
        reason,
        ...(detail !== undefined && { detail }),
        why: said(explainRule(rule, rules, explaining.facts), explaining),
        blocks: here,
        reads: readsOf(rule),
      },
    ];
  });
}

function datesOf({ from, until }: Partial<Experiment> = {}): string {
  return from && until ? `${from} – ${until}` : from ? `from ${from}` : `until ${until}`;
}

/** Names of what no site file names. */
const SITE_HOLDOUT = "Holdout of the site";
const SITE_VARIANTS: Readonly<Record<string, string>> = {
  personalized: "Personalized",
  [HOLDOUT]: "Held out",
};

/** Says which variant of each experiment a page shows, and why. */
class Judge {
  readonly #experiments: readonly PlannedExperiment[];
  readonly #preview: Preview;
  readonly #page: PreviewedPage;

  constructor(experiments: readonly PlannedExperiment[], preview: Preview, page: PreviewedPage) {
    this.#experiments = experiments;
    this.#preview = preview;
    this.#page = page;
  }

  forcedOf({ id, variants }: PlannedExperiment): string | undefined {
    const given = this.#preview.changes.variants ?? {};
    const forced = Object.hasOwn(given, id) ? given[id]! : undefined;
    return forced !== undefined && variants.includes(forced) ? forced : undefined;
  }

  /** From 1; 0: none. */
  variantOf(index: number): number {
    const experiment = this.#experiments[index]!;
    const forced = this.forcedOf(experiment);
    if (forced !== undefined) return experiment.variants.indexOf(forced) + 1;
    return runsOn(experiment, this.#page.day) ? (this.#page.variants?.[index] ?? 0) : 0;
  }

  reasonOf(index: number): { readonly reason: PreviewExperiment["reason"]; readonly layered?: string } {
    const experiment = this.#experiments[index]!;
    const { subject } = this.#preview;
    const { day, variants, audience, consent } = this.#page;
    if (index > 0 && this.#experiments[0]!.id === HOLDOUT && this.variantOf(0) === HELD_OUT)
      return { reason: "holdout" };
    if (this.forcedOf(experiment) !== undefined) return { reason: "forced" };
    if (!runsOn(experiment, day)) return { reason: "dates" };
    if (this.variantOf(index) > 0) return { reason: "drawn" };
    if (subject.who === "me" ? !variants : consent !== "yes") return { reason: "consent" };
    if (!audience[index]) return { reason: "audience" };
    const other = this.#experiments.findIndex(
      ({ layer }, at) => at !== index && layer === experiment.layer && this.variantOf(at) > 0,
    );
    if (other >= 0) return { reason: "layer", layered: this.#experiments[other]!.id };
    return { reason: subject.who === "me" && experiment.share < 1 ? "share" : "preview" };
  }
}
