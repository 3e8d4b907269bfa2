import type { ExperimentReport } from "../../../shared/report/contract.ts";
import { h } from "../element.ts";
import { answer, badge, numbers } from "../pieces.ts";
import { hashOf, type Route } from "../route.ts";
import { table } from "../table.ts";
import { count, day, percent } from "../words/format.ts";
import { STATES, verdictOf } from "../words/verdict.ts";
import { decisionCard } from "./decision-form.ts";
import { banditCard, goalCards, segmentsCard, timelineCard } from "./experiment-parts.ts";

/** Everything about one experiment; what it says comes first, and what can't be believed comes last and faint. */
export function experimentDetail(
  report: ExperimentReport,
  route: Route,
  isTotal: boolean,
): readonly (Node | null)[] {
  const verdict = verdictOf(report);
  const isBroken = report.sampleRatio.broken;
  const figures = [
    timelineCard(report),
    ...goalCards(report),
    banditCard(report),
    segmentsCard(report),
  ].filter((each) => each !== null);
  return [
    h("p", { class: "back" }, h("a", { href: hashOf("experiments", route) }, "← All experiments")),
    h(
      "div",
      { class: "head" },
      h("h2", { class: "name" }, isTotal ? "All personalization together" : report.label),
      badge(STATES[report.state]),
      badge(verdict.badge, verdict.tone),
    ),
    isBroken ? alarm(report) : answer(verdict.heading, verdict.sentence, verdict.tone),
    isTotal ? null : hypothesis(report),
    isBroken
      ? h(
          "details",
          { class: "unbelievable" },
          h("summary", {}, "Show the figures all the same"),
          h("div", { class: "stack" }, figures),
        )
      : h("div", { class: "stack" }, figures),
    isTotal ? null : decisionCard(report),
  ];
}

function hypothesis(report: ExperimentReport): HTMLElement {
  const all = report.variants.reduce((sum, { visitors }) => sum + (visitors ?? 0), 0);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "What was asked"),
    h("blockquote", {}, report.hypothesis),
    numbers(
      ["Begun", report.from ? day(report.from, true) : "–"],
      ["Ends", report.until ? day(report.until, true) : "open"],
      ["Visitors", count(all)],
      ["Needed per variant", report.needed ? count(Math.ceil(report.needed.visitors)) : "–"],
      ["Owner", report.owner ?? "–"],
    ),
  );
}

/** A broken sample ratio, large and plain: what it means, what was expected and what came, where to look. */
function alarm({ variants, sampleRatio }: ExperimentReport): HTMLElement {
  const all = variants.reduce((sum, { visitors }) => sum + (visitors ?? 0), 0);
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0);
  const { pValue } = sampleRatio;
  const chance =
    pValue === null
      ? ""
      : ` If all were well, this would happen by chance in ${pValue < 0.0001 ? "fewer than one in ten thousand" : percent(pValue, 2) + " of"} experiments.`;
  return answer(
    "Broken: don’t believe these figures",
    `Visitors aren’t spread over the variants as they should be, so some are missing, and nobody knows which.${chance}`,
    "alarm",
    table(
      "Visitors as expected, and as counted",
      [
        { title: "Variant", cell: ({ label }: (typeof variants)[number]) => h("b", {}, label) },
        { title: "Should be", isNumber: true, cell: ({ weight }) => percent(weight / weights) },
        {
          title: "Are",
          isNumber: true,
          cell: ({ visitors }) => (visitors === null ? "too few" : percent(visitors / all)),
        },
        { title: "Visitors", isNumber: true, cell: ({ visitors }) => count(visitors) },
      ],
      variants,
    ),
    h(
      "div",
      {},
      h("h3", {}, "Where to look"),
      h(
        "ul",
        {},
        h(
          "li",
          {},
          "Does one variant redirect, break, or load so slowly that visitors leave before they are counted?",
        ),
        h("li", {}, "Were weights, audience or pages changed while it ran?"),
        h("li", {}, "Does a block of one variant apply on fewer pages than those of the others?"),
      ),
      h("p", {}, "Repair it, then start again under a new id: what was counted can’t be saved."),
    ),
  );
}
