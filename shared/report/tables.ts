import type {
  BlocksReport,
  DataReport,
  ExperimentsReport,
  PrivacyReport,
  SegmentsReport,
} from "./contract.ts";
import { csvOf, type Row } from "./csv.ts";
import type { ExperimentReport, VariantFigures } from "./contract.ts";
import type { GoalFigures, Interval } from "./contract.ts";

/** Every report by its name. */
export interface Reports {
  readonly data: DataReport;
  readonly segments: SegmentsReport;
  readonly blocks: BlocksReport;
  readonly experiments: ExperimentsReport;
  readonly privacy: PrivacyReport;
}

const GOAL = ["goal", "reached", ...bounds("rate"), ...bounds("value"), "again"];
const VARIANT = [
  "experiment",
  "state",
  "segment",
  "variant",
  "weight",
  "visitors",
  "goal",
  "role",
  "reached",
  "rate",
  "mean",
  ...bounds("uplift"),
  "p_value",
  "chance_to_win",
  "expected_loss",
];

/** The table of each report, as CSV. */
export const TABLES: { readonly [Name in keyof Reports]: (report: Reports[Name]) => string } = {
  data: ({ days }) =>
    csvOf(
      ["day", "views", "visitors", "pages_known", "pages_new"],
      days.map(({ pagesKnown, pagesNew, ...day }) => ({
        ...day,
        pages_known: pagesKnown,
        pages_new: pagesNew,
      })),
    ),
  segments: ({ segments }) =>
    csvOf(
      ["segment", "label", "size", "share", ...GOAL],
      segments.flatMap(({ segment, label, size, share, goals }) =>
        goals.map((goal) => ({ segment, label, size, share, ...goalRow(goal) })),
      ),
    ),
  blocks: ({ blocks }) =>
    csvOf(
      ["block", "op", "target", "shown", "held_out", ...GOAL, ...bounds("uplift")],
      blocks.flatMap(({ block, op, target, shown, heldOut, goals }) => {
        const own = { block, op, target, shown, held_out: heldOut };
        if (goals.length === 0) return [own];
        return goals.map((goal) => ({ ...own, ...goalRow(goal), ...boundsOf("uplift", goal.uplift) }));
      }),
    ),
  experiments: ({ total, experiments }) =>
    csvOf(VARIANT, [...(total ? [total] : []), ...experiments].flatMap(experimentRows)),
  privacy: ({ days }) => csvOf(["day", "yes", "no", "gpc"], days),
};

/** An experiment, line by line of its figures. */
export function experimentRows({ id, state, variants, segments }: ExperimentReport): readonly Row[] {
  const lines = (segment: string, figures: readonly VariantFigures[]) =>
    figures.flatMap(({ variant, weight, visitors, goals }) =>
      goals.map(({ goal, role, reached, rate, mean, uplift, pValue, chanceToWin, expectedLoss }): Row => ({
        experiment: id,
        state,
        segment,
        variant,
        weight,
        visitors,
        goal,
        role,
        reached,
        rate,
        mean,
        ...boundsOf("uplift", uplift),
        p_value: pValue,
        chance_to_win: chanceToWin,
        expected_loss: expectedLoss,
      })),
    );
  return [...lines("*", variants), ...segments.flatMap(({ segment, variants }) => lines(segment, variants))];
}

function goalRow({ goal, reached, rate, value, again }: GoalFigures): Row {
  return { goal, reached, ...boundsOf("rate", rate), ...boundsOf("value", value), again };
}

function bounds(name: string): readonly string[] {
  return [name, `${name}_low`, `${name}_high`];
}

function boundsOf(name: string, interval: Interval | null): Row {
  const { value = null, low = null, high = null } = interval ?? {};
  return { [name]: value, [`${name}_low`]: low, [`${name}_high`]: high };
}
