import type {
  BlocksReport,
  DataReport,
  ExperimentsReport,
  PrivacyReport,
  SegmentsReport,
  Told,
} from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { intervalPlot, scaleOf } from "../chart/small.ts";
import { lastDays, type Range } from "../days.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { badge, card, numbers } from "../pieces.ts";
import { hashOf, type Route } from "../route.ts";
import { suppressedNote } from "../states.ts";
import { table } from "../table.ts";
import { amount, bounds, change, count, day, percent } from "../words/format.ts";
import { tasksOf } from "../words/review.ts";
import { verdictOf } from "../words/verdict.ts";
import { byWorth, figuresOf, mostValuable, worthOf } from "../words/worth.ts";

const WEEK_MILLISECONDS = 7 * 86_400_000;
const TOP = 3;

/** One page to print and to talk about, once a week. */
export const weeklyPage: Page = {
  title: "Weekly summary",
  about: "One page for the regular review: the last seven whole days.",
  isRanged: false,
  async draw(route) {
    const range = lastDays(7, Date.now());
    const of = <Report>(name: string, { from, to }: Range = range) =>
      get<Report>(reportPath(name, { from, to }));
    const [data, before, segments, blocks, experiments, privacy] = await Promise.all([
      of<DataReport>("data"),
      of<DataReport>("data", lastDays(7, Date.now() - WEEK_MILLISECONDS)),
      of<SegmentsReport>("segments"),
      of<BlocksReport>("blocks"),
      of<ExperimentsReport>("experiments"),
      of<PrivacyReport>("privacy"),
    ]);
    return [
      h(
        "div",
        { class: "head" },
        h("h2", { class: "name" }, `${data.site}, ${day(range.from)} to ${day(range.to, true)}`),
        h("button", { type: "button", class: "primary on-screen", onclick: () => print() }, "Print"),
      ),
      figures(data, before, privacy),
      todo(tasksOf(data, blocks, experiments), route),
      h("div", { class: "columns" }, worth(segments), tests(experiments)),
      total(experiments),
      suppressedNote(segments),
    ];
  },
};

function figures(data: DataReport, before: DataReport, privacy: PrivacyReport): HTMLElement {
  const views = ({ days }: DataReport) => days.reduce((sum, { views }) => sum + views, 0);
  const compared = (now: Told, then: Told) =>
    now === null || !then ? undefined : `${change(now / then - 1)} on the week before`;
  const { choices } = privacy;
  const { yes, no } = choices.answers.personalization;
  return numbers(
    ["Page views", count(views(data)), compared(views(data), views(before))] as [string, string, string],
    ["Visitors", count(data.visitors.week), compared(data.visitors.week, before.visitors.week)] as [
      string,
      string,
      string,
    ],
    [
      "Yes to personalization",
      percent(yes === null || no === null || yes + no === 0 ? null : yes / (yes + no), 0),
      `of ${count(choices.choices)} choices`,
    ],
  );
}

function todo(tasks: ReturnType<typeof tasksOf>, route: Route): HTMLElement {
  if (tasks.length === 0)
    return card("To do", h("p", {}, "Nothing: everything is seen, and nothing waits for a decision."));
  return card(
    "To do",
    h(
      "ol",
      { class: "tasks" },
      tasks.map(({ what, page, id }) => h("li", {}, h("a", { href: hashOf(page, route, id) }, what))),
    ),
  );
}

function worth(report: SegmentsReport): HTMLElement {
  const goals = [...new Set(report.segments.flatMap(({ goals }) => goals.map(({ goal }) => goal)))];
  const goal = goals[0];
  if (goal === undefined)
    return card("Segments", h("p", {}, "No goal is declared, so nothing can be said of worth."));
  const { heading, sentence } = mostValuable(report, goal);
  const rows = byWorth(report, goal).slice(0, TOP);
  const scale = scaleOf(rows.map((row) => worthOf(row, goal)));
  const isValue = rows.some((row) => figuresOf(row, goal)?.value);
  const as = isValue ? amount : percent;
  return card(
    heading,
    h("p", {}, sentence),
    table<(typeof rows)[number]>(
      `Most valuable segments by “${goal}”`,
      [
        { title: "Segment", cell: ({ label }) => h("b", {}, label) },
        {
          title: isValue ? "Value" : "Rate",
          cell: (row) => {
            const told = worthOf(row, goal);
            if (!told) return "too few";
            return h(
              "span",
              { class: "measured" },
              h("span", {}, h("b", {}, as(told.value)), h("small", {}, bounds(told, as))),
              intervalPlot(told, scale),
            );
          },
        },
      ],
      rows,
    ),
  );
}

function tests({ experiments }: ExperimentsReport): HTMLElement {
  const shown = experiments.filter(({ state, decision }) => state === "running" || decision === null);
  if (shown.length === 0) return card("Experiments", h("p", {}, "None is running."));
  return card(
    "Experiments",
    h(
      "ul",
      { class: "verdicts" },
      shown.map((each) => {
        const { badge: word, tone, heading, sentence } = verdictOf(each);
        return h(
          "li",
          {},
          h("p", {}, h("b", {}, each.label), " ", badge(word, tone)),
          h("p", { class: "small" }, `${heading}. ${sentence}`),
        );
      }),
    ),
  );
}

function total({ total }: ExperimentsReport): HTMLElement | null {
  if (!total) return null;
  const { heading, sentence } = verdictOf(total);
  return card("What personalization does altogether", h("p", {}, h("b", {}, heading), `. ${sentence}`));
}
