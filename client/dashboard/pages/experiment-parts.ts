import type { Comparison, ExperimentReport, VariantFigures } from "../../../shared/report/contract.ts";
import { linesChart } from "../chart/lines.ts";
import { intervalPlot, type Scale, scaleOf, shareBar } from "../chart/small.ts";
import { h } from "../element.ts";
import { badge, card } from "../pieces.ts";
import { table, tableBehind } from "../table.ts";
import { amount, bounds, change, count, day, percent } from "../words/format.ts";
import { regretWords } from "../words/regret.ts";

/** Colours of variants, by their place. */
const COLORS = ["thread", "accent", "third", "fourth"];

/** An uplift in figures, and drawn. */
export function upliftOf({ uplift, better }: Comparison, scale?: Scale): HTMLElement {
  if (!uplift) return h("span", { class: "muted" }, "control");
  const sign = better === "less" ? -1 : 1;
  const isGood = Math.min(uplift.low * sign, uplift.high * sign) > 0;
  const isBad = Math.max(uplift.low * sign, uplift.high * sign) < 0;
  const tone = isGood ? "good" : isBad ? "bad" : "";
  return h(
    "span",
    { class: "measured" },
    h("span", {}, h("b", { class: tone }, change(uplift.value)), h("small", {}, bounds(uplift, change))),
    intervalPlot(uplift, scale ?? scaleOf([uplift], 0), tone),
  );
}

/** How the uplift and its bounds went from day to day. */
export function timelineCard({ timeline, primary, variants }: ExperimentReport): HTMLElement | null {
  const known = timeline.filter(({ points }) => points.length > 0);
  if (known.length === 0) return null;
  const days = [...new Set(known.flatMap(({ points }) => points.map(({ day }) => day)))].sort();
  const labelOf = (variant: string) => variants.find((each) => each.variant === variant)?.label ?? variant;
  const lines = known.map(({ variant, points }, index) => {
    const at = new Map(points.map((point) => [point.day, point]));
    const pick = (what: "value" | "low" | "high") => days.map((day) => at.get(day)?.[what] ?? null);
    return {
      label: labelOf(variant),
      color: COLORS[index % COLORS.length]!,
      values: pick("value"),
      low: pick("low"),
      high: pick("high"),
    };
  });
  const rows = known.flatMap(({ variant, points }) =>
    points.map((point) => ({ ...point, label: labelOf(variant) })),
  );
  return card(
    "How certain it became",
    h(
      "p",
      { class: "about" },
      `Uplift of “${primary}” against the control at the end of each day, with the bounds between which it lies. They hold whenever you look: stop once they are off zero.`,
    ),
    linesChart({
      title: `Uplift of “${primary}” by day, with its bounds`,
      days,
      lines,
      format: change,
      zero: true,
      height: 260,
    }),
    tableBehind(
      `Uplift of “${primary}” by day`,
      [
        { title: "Day", cell: (row: (typeof rows)[number]) => day(row.day, true) },
        { title: "Variant", cell: (row: (typeof rows)[number]) => row.label },
        { title: "Uplift", isNumber: true, cell: (row: (typeof rows)[number]) => change(row.value) },
        { title: "Bounds", isNumber: true, cell: (row: (typeof rows)[number]) => bounds(row, change) },
        { title: "Visitors", isNumber: true, cell: (row: (typeof rows)[number]) => count(row.visitors) },
      ],
      rows,
    ),
  );
}

const ROLES = {
  primary: "The goal that decides",
  secondary: "Beside it",
  guardrail: "Must not get worse",
} as const;

/** A table of variants for each goal. */
export function goalCards({ variants }: ExperimentReport): HTMLElement[] {
  const goals = variants[0]?.goals ?? [];
  return goals.map(({ goal, role, better }) => {
    const of = (variant: VariantFigures) => variant.goals.find((each) => each.goal === goal);
    const scale = scaleOf(
      variants.map((each) => of(each)?.uplift),
      0,
    );
    const hasMean = variants.some((each) => (of(each)?.mean ?? null) !== null);
    return card(
      `“${goal}”`,
      h("p", { class: "about" }, `${ROLES[role]}${better === "less" ? "; less is better" : ""}.`),
      table<VariantFigures>(
        `Variants by “${goal}”`,
        [
          { title: "Variant", cell: ({ label }) => h("b", {}, label) },
          {
            title: "Uplift",
            cell: (each) => upliftOf(of(each) ?? { ...NOTHING, goal, role, better }, scale),
          },
          // Of the same days as all that follows, which may end before the last of the experiment.
          { title: "Visitors", isNumber: true, cell: (each) => count(of(each)?.visitors) },
          { title: "Reached", isNumber: true, cell: (each) => count(of(each)?.reached) },
          { title: "Rate", isNumber: true, cell: (each) => percent(of(each)?.rate ?? null) },
          ...(hasMean
            ? [
                {
                  title: "Value",
                  isNumber: true,
                  cell: (each: VariantFigures) => amount(of(each)?.mean ?? null),
                },
              ]
            : []),
          {
            title: "Chance to win",
            isNumber: true,
            cell: (each) => percent(of(each)?.chanceToWin ?? null, 0),
          },
          {
            title: "Expected loss",
            isNumber: true,
            cell: (each) => (hasMean ? amount : percentOf)(of(each)?.expectedLoss ?? null),
          },
          { title: "p, adjusted", isNumber: true, cell: (each) => pText(of(each)?.pValue ?? null) },
        ],
        variants,
      ),
    );
  });
}

/** The primary goal within each segment that was frozen as visitors joined. */
export function segmentsCard({ segments, primary }: ExperimentReport): HTMLElement | null {
  const rows = segments.flatMap(({ label, variants }) =>
    variants.flatMap((variant) => {
      const goal = variant.goals.find((each) => each.goal === primary);
      return goal?.uplift ? [{ segment: label, variant: variant.label, goal, visitors: goal.visitors }] : [];
    }),
  );
  if (rows.length === 0) return null;
  const scale = scaleOf(
    rows.map(({ goal }) => goal.uplift),
    0,
  );
  return card(
    "By segment",
    h(
      "p",
      { class: "about" },
      "Segments as they were when a visitor first saw the experiment. Among many, one stands out by chance: p is adjusted for how many are looked at.",
    ),
    table<(typeof rows)[number]>(
      `Uplift of “${primary}” by segment`,
      [
        { title: "Segment", cell: ({ segment }) => h("b", {}, segment) },
        { title: "Variant", cell: ({ variant }) => variant },
        { title: "Uplift", cell: ({ goal }) => upliftOf(goal, scale) },
        { title: "Visitors", isNumber: true, cell: ({ visitors }) => count(visitors) },
        { title: "p, adjusted", isNumber: true, cell: ({ goal }) => pText(goal.pValue) },
      ],
      rows,
    ),
  );
}

/** What the bandit gives to each variant now. */
export function banditCard({ bandit, variants, primary }: ExperimentReport): HTMLElement | null {
  if (!bandit) return null;
  const isWorth = variants.some(({ goals }) =>
    goals.some(({ goal, mean }) => goal === primary && mean !== null),
  );
  const rows = variants.map(({ label }, index) => ({ label, weight: bandit.weights[index] ?? 0 }));
  return card(
    "Where visitors are sent",
    h(
      "p",
      { class: "about" },
      "A bandit sends more visitors to what does better, and keeps trying the rest.",
    ),
    h("p", { class: "about" }, regretWords(bandit, primary, isWorth)),
    table(
      "Weights of variants",
      [
        { title: "Variant", cell: ({ label }: (typeof rows)[number]) => h("b", {}, label) },
        { title: "Share", cell: ({ weight }) => shareBar(weight) },
        { title: "Weight", isNumber: true, cell: ({ weight }) => percent(weight, 0) },
      ],
      rows,
    ),
  );
}

/** A decision as a badge. */
export function decisionBadge(decision: "ship" | "drop" | "inconclusive"): HTMLElement {
  return badge(DECISIONS[decision], decision === "ship" ? "good" : decision === "drop" ? "bad" : "calm");
}

/** What can be decided, in words. */
export const DECISIONS = { ship: "Ship it", drop: "Drop it", inconclusive: "Inconclusive" } as const;

const NOTHING = {
  visitors: null,
  reached: null,
  rate: null,
  mean: null,
  uplift: null,
  pValue: null,
  chanceToWin: null,
  expectedLoss: null,
};

function percentOf(share: number | null): string {
  return percent(share, 2);
}

function pText(p: number | null): string {
  if (p === null) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
