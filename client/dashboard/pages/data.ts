import type { DataReport } from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { linesChart } from "../chart/lines.ts";
import { shareBar, sparkline } from "../chart/small.ts";
import { holdsWhole } from "../days.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, badge, card, numbers } from "../pieces.ts";
import { empty, suppressedNote } from "../states.ts";
import { table, tableBehind } from "../table.ts";
import { count, day, percent } from "../words/format.ts";
import { mishapWords } from "../words/mishaps.ts";
import { answersCard } from "./data-answers.ts";
import { memoryCard } from "./data-memory.ts";
import { vitalsCard } from "./data-vitals.ts";

const EXAMPLE = `"events": {
  "cart": { "on": "click", "selector": "[data-add-to-cart]" }
}`;

/** What is counted at all: all else rests on it. */
export const dataPage: Page = {
  title: "Data",
  about: "What visitors’ devices count, the foundation of everything above.",
  isRanged: true,
  async draw({ range }) {
    const report = await get<DataReport>(reportPath("data", range));
    const views = report.days.reduce((sum, { views }) => sum + views, 0);
    if (views === 0 && report.events.every(({ total }) => total === 0))
      return [
        empty(
          "Nothing has been counted in these days",
          "Counts begin when the tag is on your pages and a visitor has said yes to measurement. To try it, open your site, accept, and look around; counts of a day are here within minutes. What you declare is counted like this:",
          EXAMPLE,
        ),
      ];
    return [
      silentAnswer(report),
      numbers(
        ["Page views", count(views)],
        inWhole("week", report),
        inWhole("month", report),
        ...(report.catalog ? [["Items in the catalog", count(report.catalog.items)] as const] : []),
      ),
      daysCard(report),
      eventsCard(report),
      attributesCard(report),
      answersCard(report.answers),
      vitalsCard(report.vitals),
      memoryCard(report),
      mishapsCard(report),
      suppressedNote(report),
    ];
  },
};

function silentAnswer({ events }: DataReport): HTMLElement {
  const silent = events.filter((each) => each.silent);
  if (silent.length === 0)
    return answer(
      "Everything you declare is seen",
      "Each event of your site file has happened in these days.",
      "good",
    );
  return answer(
    silent.length === 1
      ? "One declared event never happens"
      : `${count(silent.length)} declared events never happen`,
    "Either nobody did it, or its selector matches nothing on your pages any more:",
    "bad",
    h(
      "ul",
      {},
      silent.map(({ event, selector }) =>
        h(
          "li",
          {},
          h("strong", {}, event),
          selector === undefined ? null : h("span", {}, " at ", h("code", {}, selector)),
        ),
      ),
    ),
  );
}

function daysCard({ days }: DataReport): HTMLElement {
  const columns = [
    { title: "Day", cell: (row: DataReport["days"][number]) => day(row.day, true) },
    { title: "Views", isNumber: true, cell: (row: DataReport["days"][number]) => count(row.views) },
    { title: "Visitors", isNumber: true, cell: (row: DataReport["days"][number]) => count(row.visitors) },
  ];
  return card(
    "Views and visitors per day",
    linesChart({
      title: "Views and visitors per day",
      days: days.map(({ day }) => day),
      lines: [
        { label: "Views", values: days.map(({ views }) => views), color: "accent" },
        { label: "Visitors", values: days.map(({ visitors }) => visitors), color: "thread" },
      ],
      format: count,
      zero: true,
    }),
    tableBehind("Views and visitors per day", columns, days),
  );
}

function eventsCard({ events }: DataReport): HTMLElement {
  type Row = DataReport["events"][number];
  const sorted = [...events].sort(
    (one, other) => Number(other.silent) - Number(one.silent) || other.total - one.total,
  );
  return card(
    "Events",
    table<Row>(
      "Events that something in your site file reads",
      [
        {
          title: "Event",
          cell: ({ event, selector }) =>
            h("span", {}, h("b", {}, event), selector ? h("code", {}, selector) : ""),
        },
        { title: "Per day", cell: ({ event, days }) => sparkline(days, `${event} from day to day`) },
        { title: "In all", isNumber: true, cell: ({ total }) => count(total) },
        {
          title: "State",
          cell: ({ silent, declared }) =>
            silent ? badge("Never fires", "bad") : declared ? badge("Seen", "good") : badge("Built in"),
        },
      ],
      sorted,
    ),
  );
}

function attributesCard({ attributes }: DataReport): HTMLElement | null {
  if (attributes.length === 0) return null;
  return card(
    "Attributes filled",
    h(
      "p",
      { class: "about" },
      "On which share of visitors’ days an attribute said something. One that hardly ever does decides nothing.",
    ),
    table(
      "Attributes that your rules read",
      [
        { title: "Attribute", cell: ({ attribute }) => h("b", {}, attribute) },
        { title: "Share", cell: ({ filled }) => (filled === null ? "–" : shareBar(filled)) },
        { title: "Filled", isNumber: true, cell: ({ filled }) => percent(filled) },
      ],
      [...attributes].sort((one, other) => (other.filled ?? -1) - (one.filled ?? -1)),
    ),
  );
}

function mishapsCard({ mishaps }: DataReport): HTMLElement {
  const some = mishaps.filter(({ total }) => total > 0).sort((one, other) => other.total - one.total);
  if (some.length === 0)
    return card(
      "Mishaps",
      h("p", { class: "about" }, "Nothing kept a page from being all that it should be."),
    );
  return card(
    "Mishaps",
    h(
      "p",
      { class: "about" },
      "What kept pages or signals from being all that they should be. Visitors got the page as your server sends it.",
    ),
    table(
      "Mishaps in these days",
      [
        { title: "What happened", cell: ({ mishap }) => mishapWords(mishap) },
        { title: "Times", isNumber: true, cell: ({ total }) => count(total) },
      ],
      some,
    ),
  );
}

/** Visitors are counted once a week and once a month, so parts of one say nothing. */
function inWhole(unit: "week" | "month", report: DataReport): readonly [string, string, string] {
  const name = `Visitors in the last ${unit}`;
  return holdsWhole(unit, report)
    ? [name, count(report.visitors[unit]), "counted once each"]
    : [name, "–", `these days hold no whole ${unit}`];
}
