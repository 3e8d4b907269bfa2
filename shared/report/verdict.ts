import { ALPHA } from "../statistics/sequence.ts";
import { visitorsForAnyLook } from "../statistics/duration.ts";
import type { Comparison, ExperimentReport, VariantFigures } from "./contract.ts";

/** The smallest change, relative to the control, that is taken to be worth finding. */
const SMALLEST_CHANGE = 0.1;
/** Days at the end by which it is reckoned how many visitors come. */
const PACE_DAYS = 14;

/** Whether a variant is told from the control, and for the better or the worse. */
export function directionOf({ uplift, pValue, better }: Comparison): "better" | "worse" | undefined {
  if (!uplift || pValue === null || pValue > ALPHA) return undefined;
  return uplift.value > 0 === (better === "more") ? "better" : "worse";
}

/**
 * What the figures say, in one word. `winner`: some variant is better by the primary goal, and worse by no guardrail;
 * `guardrail`: some variant is better, but each such one harms a guardrail, or none is and one harms it; `loser`: some
 * variant is worse, and none better.
 */
export function verdictOf(
  variants: readonly VariantFigures[],
  isBroken: boolean,
): ExperimentReport["verdict"] {
  if (isBroken) return "broken";
  const others = variants.slice(1).map(({ goals }) => {
    const primary = goals.find(({ role }) => role === "primary");
    const harms = goals.some((goal) => goal.role === "guardrail" && directionOf(goal) === "worse");
    return { isKnown: primary?.uplift !== null, direction: primary && directionOf(primary), harms };
  });
  if (others.some(({ direction, harms }) => direction === "better" && !harms)) return "winner";
  if (others.some(({ harms }) => harms)) return "guardrail";
  if (others.some(({ direction }) => direction === "worse")) return "loser";
  return others.some(({ isKnown }) => isKnown) ? "no difference yet" : "waiting";
}

/**
 * Visitors that each variant needs until a change of a tenth by the primary goal is found, and the days until then at the
 * pace of the last fortnight; null where it isn't known how many reach the goal, or where all of them do.
 *
 * @param joined visitors by day, of all variants together, up to the last day told
 */
export function neededOf(
  variants: readonly VariantFigures[],
  joined: readonly number[],
): ExperimentReport["needed"] {
  const control = variants[0];
  const primary = control?.goals.find(({ role }) => role === "primary");
  const rate = primary?.rate ?? 0;
  const uplift = primary?.better === "less" ? -SMALLEST_CHANGE : SMALLEST_CHANGE;
  if (!control || rate <= 0 || rate * (1 + uplift) >= 1) return null;
  const visitors = visitorsForAnyLook({ rate, uplift });
  if (visitors === Infinity) return null;
  const last = joined.slice(-PACE_DAYS);
  const pace = last.reduce((sum, count) => sum + count, 0) / Math.max(1, last.length);
  // The slowest variant is the one that is waited for.
  const least = variants.reduce((one, other) => (other.weight < one.weight ? other : one));
  const left = Math.max(0, visitors - (least.visitors ?? 0));
  const share = least.weight / variants.reduce((sum, { weight }) => sum + weight, 0);
  return { visitors, days: pace * share > 0 ? Math.ceil(left / (pace * share)) : null };
}
