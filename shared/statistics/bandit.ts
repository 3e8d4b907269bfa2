import { type Belief, beliefsInMeans, beliefsInShares } from "./posterior.ts";
import type { Sample } from "./sample.ts";

/** By what a bandit tells which variant is best. */
export interface Reward {
  /** Of a goal that each visitor reaches or doesn't; else of what each is worth, in steps. */
  readonly isShare: boolean;
  readonly better: "more" | "less";
}

/** What a bandit has cost so far, in units of the goal: visitors who would have reached it, or their worth. */
export interface Regret {
  /** Expected to have been lost against the best variant for everybody from the start. */
  readonly regret: number;
  /** What an even spread of as many visitors would have lost. */
  readonly evenly: number;
}

/** Of how many visitors what all variants have in common speaks, so that a few lucky ones don't decide. */
const COMMON_VISITORS = 10;

/**
 * What is believed of each variant. Shares: a Beta posterior after a uniform prior. Means: normal, with mean and variance
 * that the prior of ten visitors from all variants together draws to the middle (the conjugate posterior of Gelman et al.,
 * "Bayesian Data Analysis", 3rd edition, 2013, section 3.3, with the normal distribution in place of Student's, of which
 * it is a hair's breadth off for a hundred visitors). Undefined where nobody differs from anybody yet.
 */
export function beliefsOf(
  arms: readonly Sample[],
  { isShare, better }: Reward,
): readonly Belief[] | undefined {
  const sign = better === "less" ? -1 : 1;
  if (isShare)
    return beliefsInShares(
      arms.map(({ visitors, mean }) => {
        const reached = Math.round(visitors * mean);
        return { visitors, reached: sign > 0 ? reached : visitors - reached };
      }),
    );
  const common = together(arms);
  if (common.variance === 0) return undefined;
  return beliefsInMeans(
    arms.map(({ visitors, mean, variance }) => {
      const all = visitors + COMMON_VISITORS;
      const apart = (mean - common.mean) ** 2;
      return {
        visitors: all,
        mean: (sign * (visitors * mean + COMMON_VISITORS * common.mean)) / all,
        variance:
          (visitors * variance +
            COMMON_VISITORS * common.variance +
            ((visitors * COMMON_VISITORS) / all) * apart) /
          all,
      };
    }),
  );
}

/**
 * The share of visitors that each variant gets next: the chance that it is the best, which is how often Thompson sampling
 * would draw it (Thompson, "On the likelihood that one unknown probability exceeds another", Biometrika 25, 1933; as
 * weights for a whole batch: Scott, "A modern Bayesian look at the multi-armed bandit", 2010). Each gets at least the
 * floor, or as much as all can have. They add up to 1.
 */
export function banditWeights(beliefs: readonly Belief[], floor: number): readonly number[] {
  const least = Math.min(floor, 1 / beliefs.length);
  const rest = 1 - least * beliefs.length;
  const total = beliefs.reduce((sum, { chanceToWin }) => sum + chanceToWin, 0);
  return beliefs.map(({ chanceToWin }) => least + (rest * chanceToWin) / total);
}

/**
 * What was lost, by what is believed now: for each visitor the expected loss of the variant they had. Nobody knows the
 * best one, so it is an expectation, which falls where later visitors show that two variants hardly differ.
 */
export function banditRegret(beliefs: readonly Belief[], arms: readonly Sample[]): Regret {
  const visitors = arms.reduce((sum, arm) => sum + arm.visitors, 0);
  return {
    regret: beliefs.reduce((sum, { expectedLoss }, index) => sum + expectedLoss * arms[index]!.visitors, 0),
    evenly: (visitors / beliefs.length) * beliefs.reduce((sum, { expectedLoss }) => sum + expectedLoss, 0),
  };
}

/** All variants as one sample. */
function together(arms: readonly Sample[]): Sample {
  const visitors = arms.reduce((sum, arm) => sum + arm.visitors, 0);
  const mean = arms.reduce((sum, arm) => sum + arm.visitors * arm.mean, 0) / visitors;
  const squares = arms.reduce((sum, arm) => sum + arm.visitors * (arm.variance + (arm.mean - mean) ** 2), 0);
  return { visitors, mean, variance: squares / visitors };
}
