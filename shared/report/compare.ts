import { adjustedPValues } from "../statistics/false-discovery.ts";
import { beliefsInMeans, beliefsInShares, type Belief } from "../statistics/posterior.ts";
import { upliftOf } from "../statistics/uplift.ts";
import type { Site } from "../site/schema.ts";
import type { Comparison, VariantFigures } from "./contract.ts";
import { type Outcome, rateOf, rounded } from "./figures.ts";
import { hasValue } from "./input.ts";

/** How variants, of which the first is the control, do by one goal. P-values are still to be adjusted. */
export function compare(
  site: Site,
  goal: string,
  role: Comparison["role"],
  outcomes: readonly Outcome[],
): readonly Comparison[] {
  const { better } = site.goals[goal]!;
  const ofAmounts = hasValue(site, goal);
  const beliefs = beliefsOf(outcomes, ofAmounts, better === "less");
  const exact = ofAmounts ? rounded : (figure: number) => figure;
  return outcomes.map((outcome, at): Comparison => {
    const uplift = at === 0 ? undefined : upliftOf(outcomes[0]!.sample, outcome.sample);
    const belief = beliefs?.[at];
    return {
      goal,
      role,
      better,
      visitors: outcome.visitors,
      reached: outcome.reached,
      rate: rateOf(outcome)?.value ?? null,
      mean: ofAmounts ? rounded(outcome.sample.mean) : null,
      uplift: uplift
        ? { value: exact(uplift.value), low: exact(uplift.low), high: exact(uplift.high) }
        : null,
      pValue: uplift?.pValue ?? null,
      chanceToWin: belief?.chanceToWin ?? null,
      expectedLoss: belief ? exact(belief.expectedLoss) : null,
    };
  });
}

/** What is told of a goal while there is too little. */
export function untold(site: Site, goal: string, role: Comparison["role"]): Comparison {
  const { better } = site.goals[goal]!;
  const none = { rate: null, mean: null, uplift: null, pValue: null, chanceToWin: null, expectedLoss: null };
  return { goal, role, better, visitors: null, reached: null, ...none };
}

/**
 * All figures of an experiment with their p-values adjusted for how many there are: of all goals, variants and segments
 * together, since whoever looks at many finds something somewhere.
 */
export function adjusted(
  tables: readonly (readonly VariantFigures[])[],
): readonly (readonly VariantFigures[])[] {
  const raw = tables.flatMap((figures) =>
    figures.flatMap(({ goals }) => goals.flatMap(({ pValue }) => pValue ?? [])),
  );
  const values = adjustedPValues(raw)[Symbol.iterator]();
  return tables.map((figures) =>
    figures.map((variant) => ({
      ...variant,
      goals: variant.goals.map((goal) =>
        goal.pValue === null ? goal : { ...goal, pValue: values.next().value! },
      ),
    })),
  );
}

/** Undefined where too little is known for it. Where less is better, whoever hasn't reached it counts. */
function beliefsOf(
  outcomes: readonly Outcome[],
  ofAmounts: boolean,
  isLessBetter: boolean,
): readonly Belief[] | undefined {
  if (outcomes.some(({ visitors }) => visitors === 0)) return undefined;
  if (!ofAmounts)
    return beliefsInShares(
      outcomes.map(({ visitors, reached }) => ({
        visitors,
        reached: isLessBetter ? visitors - reached : reached,
      })),
    );
  if (outcomes.some(({ sample }) => sample.variance === 0)) return undefined;
  return beliefsInMeans(
    outcomes.map(({ sample }) => ({ ...sample, mean: isLessBetter ? -sample.mean : sample.mean })),
  );
}
