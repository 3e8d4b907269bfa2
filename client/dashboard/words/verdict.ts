import type { Comparison, ExperimentReport, VariantFigures } from "../../../shared/report/contract.ts";
import { between, change, several } from "./format.ts";

/** How a verdict is drawn. */
export type Tone = "good" | "bad" | "alarm" | "calm";

/** What the figures of an experiment say: a word for a badge, a heading, and what is to be added. */
export interface Verdict {
  readonly badge: string;
  readonly tone: Tone;
  readonly heading: string;
  readonly sentence: string;
}

/** The reserved id of the site's holdout, as an experiment. */
const HOLDOUT = "holdout";

/** What states are called. */
export const STATES: Readonly<Record<ExperimentReport["state"], string>> = {
  planned: "Planned",
  running: "Running",
  ended: "Ended",
  gone: "No longer in the site file",
};

/** The verdict of a report in words, which claim no more than its figures do. */
export function verdictOf(report: ExperimentReport): Verdict {
  const isTotal = report.id === HOLDOUT;
  const best = leaderOf(report);
  const named = isTotal ? "Personalization" : best ? quoted(best.figures) : "A variant";
  const uplift = best?.goal.uplift;
  const by = uplift ? `: ${change(uplift.value)} on ${report.primary}` : "";
  const lies = uplift
    ? `Whenever one looks, it lies ${between(uplift, change)}, with 95 % certainty.`
    : "The figures of its goal can’t be told.";
  const needed = neededOf(report);
  switch (report.verdict) {
    case "broken":
      return {
        badge: "Broken",
        tone: "alarm",
        heading: "Broken: don’t believe these figures",
        sentence: "Visitors aren’t spread over the variants as they should be.",
      };
    case "winner":
      return {
        badge: "Winner",
        tone: "good",
        heading: `${named} ${isTotal ? "helps" : "wins"}${by}`,
        sentence: lies,
      };
    case "loser":
      return {
        badge: "Loser",
        tone: "bad",
        heading: isTotal ? `Personalization does harm${by}` : `The control does best; next is ${named}${by}`,
        sentence: lies,
      };
    case "guardrail":
      return {
        badge: "Guardrail hit",
        tone: "bad",
        heading: "A guardrail is worse than with the control",
        sentence: `${guardrails(report).join(", ") || "Its figures are below"}. Whatever else has grown, look at this first.`,
      };
    case "waiting":
      return { badge: "Waiting", tone: "calm", heading: "Too early to tell", sentence: needed };
    default:
      return {
        badge: "No difference yet",
        tone: "calm",
        heading: "Nothing is known to be better or worse by now",
        sentence: [uplift && `${named} is at ${change(uplift.value)}, ${between(uplift, change)}.`, needed]
          .filter(Boolean)
          .join(" "),
      };
  }
}

/** The variant whose primary goal is furthest ahead of the control. */
export function leaderOf({
  variants,
  primary,
}: ExperimentReport): { figures: VariantFigures; goal: Comparison } | undefined {
  const found = variants.flatMap((figures) => {
    const goal = figures.goals.find((each) => each.goal === primary);
    return goal?.uplift
      ? [{ figures, goal, ahead: goal.uplift.value * (goal.better === "less" ? -1 : 1) }]
      : [];
  });
  return found.sort((one, other) => other.ahead - one.ahead)[0];
}

/** How long it will take, as far as that is known. */
function neededOf({ needed, state }: ExperimentReport): string {
  if (!needed || state !== "running") return "";
  const visitors = `The smallest change worth finding needs ${several(Math.ceil(needed.visitors), "visitor")} per variant`;
  return needed.days === null
    ? `${visitors}.`
    : `${visitors}: ${several(Math.ceil(needed.days), "more day")} at this pace.`;
}

function guardrails({ variants }: ExperimentReport): string[] {
  return variants.flatMap((figures) =>
    figures.goals
      .filter(
        ({ role, uplift, better }) =>
          role === "guardrail" && uplift && (better === "more" ? uplift.high < 0 : uplift.low > 0),
      )
      .map(({ goal, uplift }) => `${goal} ${change(uplift!.value)} with ${quoted(figures)}`),
  );
}

function quoted({ label }: VariantFigures): string {
  return `“${label}”`;
}
