import type { Comparison, ExperimentReport, VariantFigures } from "../../../shared/report/contract.ts";
import { bounds, change, several } from "./format.ts";

/** How a verdict is drawn. */
export type Tone = "good" | "bad" | "alarm" | "calm";

/** What the figures of an experiment say: a word for a badge, and a sentence. */
export interface Verdict {
  readonly badge: string;
  readonly tone: Tone;
  readonly sentence: string;
}

/** The verdict of a report in words. */
export function verdictOf(report: ExperimentReport): Verdict {
  const best = leaderOf(report);
  const named = best && quoted(best.figures);
  const told =
    best?.goal.uplift &&
    `${change(best.goal.uplift.value)} on ${report.primary}, ` +
      `and at any time one looks between ${bounds(best.goal.uplift, change)} with 95 % certainty`;
  switch (report.verdict) {
    case "broken":
      return {
        badge: "Broken",
        tone: "alarm",
        sentence:
          "Broken: don’t believe these figures. Visitors aren’t spread over the variants as they should be.",
      };
    case "winner":
      return {
        badge: "Winner",
        tone: "good",
        sentence: `${named ?? "A variant"} wins: ${told ?? "better than the control"}.`,
      };
    case "loser":
      return {
        badge: "Loser",
        tone: "bad",
        sentence: `No variant beats the control; the best, ${named ?? "another"}, does worse: ${told ?? "less than the control"}.`,
      };
    case "guardrail":
      return {
        badge: "Guardrail hit",
        tone: "bad",
        sentence: `A guardrail is worse than with the control: ${guardrails(report).join(", ")}. Whatever else has grown, look at this first.`,
      };
    case "waiting":
      return { badge: "Waiting", tone: "calm", sentence: `Too early to tell. ${neededOf(report)}` };
    default:
      return {
        badge: "No difference yet",
        tone: "calm",
        sentence: `No variant is known to be better or worse by now${told ? `; the best, ${named}, is at ${told}` : ""}. ${neededOf(report)}`,
      };
  }
}

/** What states are called. */
export const STATES: Readonly<Record<ExperimentReport["state"], string>> = {
  planned: "Planned",
  running: "Running",
  ended: "Ended",
  gone: "No longer in the site file",
};

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
