import type { SegmentsReport } from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { intervalPlot, scaleOf, sparkline } from "../chart/small.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, card, chosenBy } from "../pieces.ts";
import { empty, suppressedNote } from "../states.ts";
import { table } from "../table.ts";
import { amount, bounds, count, percent } from "../words/format.ts";
import { byWorth, EVERYBODY, figuresOf, mostValuable, worthOf } from "../words/worth.ts";

const EXAMPLE = `"measured": ["returning"],
"segments": {
  "returning": {
    "label": { "en": "Returning visitors" },
    "when": { "visits": { "$gte": 2 } }
  }
}`;

/** Who visitors are, and which of them are worth most. */
export const segmentsPage: Page = {
  title: "Segments",
  about: "Who your visitors are, and what they are worth.",
  isRanged: true,
  async draw({ range }) {
    const report = await get<SegmentsReport>(reportPath("segments", range));
    const goals = goalsOf(report);
    if (report.segments.every(({ segment }) => segment === EVERYBODY))
      return [
        empty(
          "No segment is measured",
          "Name segments in your site file, and list under “measured” those that shall be counted. Then you see here how large they are and what they are worth:",
          EXAMPLE,
        ),
      ];
    return [chosenBy("Goal", goals, (goal) => drawn(report, goal)), suppressedNote(report)];
  },
};

type Segment = SegmentsReport["segments"][number];

function drawn(report: SegmentsReport, goal: string): readonly Node[] {
  const { heading, sentence } = mostValuable(report, goal);
  const everybody = report.segments.find(({ segment }) => segment === EVERYBODY);
  const rows = [...byWorth(report, goal), ...(everybody ? [everybody] : [])];
  const values = rows.map((row) => figuresOf(row, goal)?.value);
  const hasValue = values.some(Boolean);
  const usual = everybody && worthOf(everybody, goal)?.value;
  const scale = scaleOf(
    rows.map((row) => worthOf(row, goal)),
    usual,
  );
  const as = hasValue ? amount : percent;
  const worth = (row: Segment) => {
    const told = worthOf(row, goal);
    if (!told) return "too few";
    const text = h("span", {}, h("b", {}, as(told.value)), h("small", {}, bounds(told, as)));
    return h(
      "span",
      { class: "measured" },
      text,
      intervalPlot(told, scale, row.segment === EVERYBODY ? "muted" : ""),
    );
  };
  return [
    answer(heading, sentence, "good"),
    card(
      "What a visitor is worth",
      h(
        "p",
        { class: "about" },
        `Sorted by ${hasValue ? "value" : "rate"} of “${goal}”. A visitor counts once each day. The line through all of them is everybody; where intervals overlap, the order may be chance.`,
      ),
      table<Segment>(
        `Segments by “${goal}”`,
        [
          { title: "Segment", cell: (row) => h("b", {}, row.label) },
          { title: hasValue ? "Value per visitor" : "Goal rate", cell: worth },
          ...(hasValue
            ? [
                {
                  title: "Goal rate",
                  isNumber: true,
                  cell: (row: Segment) => percent(figuresOf(row, goal)?.rate?.value ?? null),
                },
              ]
            : []),
          { title: "Again", isNumber: true, cell: (row) => percent(figuresOf(row, goal)?.again ?? null) },
          {
            title: "Size",
            isNumber: true,
            cell: (row) => h("span", {}, count(row.size), h("small", {}, percent(row.share))),
          },
          { title: "Trend", cell: (row) => sparkline(row.trend, trendWords(row)) },
        ],
        rows,
      ),
      h(
        "p",
        { class: "small" },
        "Again: of those who reached the goal in a month, who did so once more in that month.",
      ),
    ),
  ];
}

function goalsOf({ segments }: SegmentsReport): string[] {
  return [...new Set(segments.flatMap(({ goals }) => goals.map(({ goal }) => goal)))];
}

function trendWords({ label, trend }: Segment): string {
  const known = trend.filter((size) => size !== null);
  return known.length < 2
    ? `${label}: no trend`
    : `${label}: from ${count(known[0])} to ${count(known.at(-1))} a day`;
}
