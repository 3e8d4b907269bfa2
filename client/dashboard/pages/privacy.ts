import type { PrivacyReport, Told } from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { linesChart } from "../chart/lines.ts";
import { shareBar } from "../chart/small.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, card, numbers } from "../pieces.ts";
import { empty } from "../states.ts";
import { table, tableBehind } from "../table.ts";
import { count, day, percent } from "../words/format.ts";

const PURPOSES = { personalization: "Personalization", measurement: "Measurement" } as const;

/** From here on the checker warns. */
const MANY_BITS = 16;

/** How visitors have chosen, and what of them could be known at most. */
export const privacyPage: Page = {
  title: "Consent and privacy",
  about: "How visitors choose, and how little of them leaves their devices.",
  isRanged: true,
  async draw({ range }) {
    const report = await get<PrivacyReport>(reportPath("privacy", range));
    return [
      answer(
        `A visitor can reveal ${report.bits.toFixed(1)} bits at most`,
        `That is one of ${about(2 ** report.bits)} kinds of visitor${report.bits > MANY_BITS ? ", which is much: say less of some attribute, or group its values." : ", and no identifier among it."}`,
        report.bits > MANY_BITS ? "bad" : "good",
      ),
      ...choiceCards(report),
      bitsCard(report),
      card(
        "Held back",
        h(
          "p",
          {},
          `${report.suppressed === 0 ? "No number of this report" : `${report.suppressed} of this report’s numbers`} had to be held back. A number of fewer than ${report.least} visitors is never told, nor one from which such a number could be reckoned.`,
        ),
      ),
    ];
  },
};

function choiceCards(report: PrivacyReport): HTMLElement[] {
  const { choices } = report;
  if (choices.choices === 0)
    return [
      empty(
        "Nobody has chosen in these days",
        "Visitors are asked by the consent widget, or by a banner of yours. Each answer is counted, and nothing of who gave it.",
      ),
    ];
  const yes = (purpose: keyof typeof PURPOSES): readonly [string, string, string] => {
    const { yes, no } = choices.answers[purpose];
    const share = yes === null || no === null || yes + no === 0 ? null : yes / (yes + no);
    return [
      `Yes to ${PURPOSES[purpose].toLowerCase()}`,
      percent(share, 0),
      yes === null ? "too few" : `${count(yes)} of ${count(yes + (no ?? 0))}`,
    ];
  };
  const line = (label: string, color: string, pick: (day: PrivacyReport["days"][number]) => Told) => ({
    label,
    color,
    values: report.days.map(pick),
  });
  const columns = [
    { title: "Day", cell: (row: PrivacyReport["days"][number]) => day(row.day, true) },
    { title: "Yes", isNumber: true, cell: (row: PrivacyReport["days"][number]) => count(row.yes) },
    { title: "No", isNumber: true, cell: (row: PrivacyReport["days"][number]) => count(row.no) },
    { title: "With GPC", isNumber: true, cell: (row: PrivacyReport["days"][number]) => count(row.gpc) },
  ];
  return [
    numbers(["Choices", count(choices.choices)], yes("personalization"), yes("measurement"), [
      "With Global Privacy Control",
      count(choices.gpc.choices),
      "taken as a no until they say otherwise",
    ]),
    card(
      "Choices per day",
      linesChart({
        title: "Choices per day",
        days: report.days.map(({ day }) => day),
        lines: [
          line("Yes", "good", ({ yes }) => yes),
          line("No", "thread", ({ no }) => no),
          line("With GPC", "accent", ({ gpc }) => gpc),
        ],
        format: count,
        zero: true,
      }),
      tableBehind("Choices per day", columns, report.days),
    ),
    h(
      "div",
      { class: "columns" },
      split("Languages that were asked in", choices.languages, languageName),
      split("How it was asked", choices.methods, (method) => METHODS[method] ?? method),
    ),
  ];
}

const METHODS: Readonly<Record<string, string>> = {
  question: "By the question",
  settings: "In the settings",
  api: "By a script of the page",
};

function split(
  title: string,
  counts: Readonly<Record<string, number | undefined>>,
  name: (key: string) => string,
): HTMLElement {
  const rows = Object.entries(counts)
    .map(([key, value = 0]) => ({ key, value }))
    .filter(({ value }) => value > 0)
    .sort((one, other) => other.value - one.value);
  const all = rows.reduce((sum, { value }) => sum + value, 0);
  if (rows.length === 0) return card(title, h("p", { class: "about" }, "Too few to be told."));
  return card(
    title,
    table<(typeof rows)[number]>(
      title,
      [
        { title: "Which", cell: ({ key }) => name(key) },
        { title: "Share", cell: ({ value }) => shareBar(value / all) },
        { title: "Choices", isNumber: true, cell: ({ value }) => count(value) },
      ],
      rows,
    ),
  );
}

function bitsCard({ attributes, bits }: PrivacyReport): HTMLElement | null {
  if (attributes.length === 0) return null;
  return card(
    "What the bits are spent on",
    h(
      "p",
      { class: "about" },
      "Each attribute that a rule reads leaves the device as one of a few buckets. What isn’t read isn’t sent.",
    ),
    table(
      "Bits by attribute",
      [
        { title: "Attribute", cell: ({ attribute }) => h("b", {}, attribute) },
        { title: "Share", cell: (row) => shareBar(bits > 0 ? row.bits / bits : 0) },
        { title: "Bits", isNumber: true, cell: (row) => row.bits.toFixed(1) },
      ],
      [...attributes].sort((one, other) => other.bits - one.bits),
    ),
  );
}

function about(number: number): string {
  const digits = Math.max(0, Math.floor(Math.log10(number)) - 1);
  return count(Math.round(number / 10 ** digits) * 10 ** digits);
}

function languageName(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
}
