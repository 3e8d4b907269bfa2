import type { ExperimentReport, ExperimentsReport } from "../../../shared/report/contract.ts";
import { get, reportPath } from "../api.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, badge } from "../pieces.ts";
import { hashOf, type Route } from "../route.ts";
import { empty, suppressedNote } from "../states.ts";
import { day, several } from "../words/format.ts";
import { leaderOf, STATES, verdictOf } from "../words/verdict.ts";
import { experimentDetail } from "./experiment.ts";
import { upliftOf } from "./experiment-parts.ts";

const EXAMPLE = `"experiments": {
  "short-form": {
    "hypothesis": "Fewer fields make more people finish",
    "variants": {
      "as-it-is": { "blocks": [] },
      "short": { "blocks": ["short-form"] }
    },
    "goals": { "primary": "order" }
  }
}`;

/** All experiments, or one of them. */
export const experimentsPage: Page = {
  title: "Experiments",
  about: "What was tried, and what came of it.",
  isRanged: true,
  async draw(route) {
    const report = await get<ExperimentsReport>(reportPath("experiments", route.range));
    const all = report.total ? [report.total, ...report.experiments] : report.experiments;
    if (route.id !== undefined) {
      const found = all.find(({ id }) => id === route.id);
      if (found) return [...experimentDetail(found, route, report.total === found), suppressedNote(report)];
      return [
        empty(
          "There is no such experiment",
          `The site file and the register know none with the id “${route.id}”.`,
        ),
      ];
    }
    if (all.length === 0)
      return [
        empty(
          "Nothing is tested yet",
          "An experiment shows variants to visitors by chance, and tells which one does more. Personalization without a test is an opinion:",
          EXAMPLE,
        ),
      ];
    return [...alarms(report.experiments, route), list(all, report.total, route), suppressedNote(report)];
  },
};

/** What must be seen first. */
function alarms(experiments: readonly ExperimentReport[], route: Route): HTMLElement[] {
  return experiments
    .filter(({ sampleRatio }) => sampleRatio.broken)
    .map((each) =>
      answer(
        `“${each.label}” is broken: don’t believe its figures`,
        "Visitors aren’t spread over its variants as they should be.",
        "alarm",
        h("p", {}, h("a", { href: hashOf("experiments", route, each.id) }, "See what is wrong")),
      ),
    );
}

function list(all: readonly ExperimentReport[], total: ExperimentReport | null, route: Route): HTMLElement {
  return h(
    "ul",
    { class: "experiments" },
    all.map((each) => h("li", {}, entry(each, each === total, route))),
  );
}

function entry(each: ExperimentReport, isTotal: boolean, route: Route): HTMLElement {
  const verdict = verdictOf(each);
  const best = leaderOf(each);
  const isBroken = each.sampleRatio.broken;
  return h(
    "article",
    { class: "card experiment" },
    h(
      "div",
      { class: "head" },
      h(
        "h2",
        {},
        h(
          "a",
          { href: hashOf("experiments", route, each.id) },
          isTotal ? "All personalization together" : each.label,
        ),
      ),
      badge(verdict.badge, verdict.tone),
      each.decision && badge(`Decided: ${each.decision.decision}`),
    ),
    h(
      "p",
      {},
      isTotal ? "Visitors who get blocks against those who are held out from all of them." : each.hypothesis,
    ),
    h(
      "p",
      { class: "small" },
      `${STATES[each.state]}${period(each)} · ${several(each.variants.length, "variant")} · goal “${each.primary}”`,
    ),
    best?.goal.uplift && !isBroken
      ? h(
          "div",
          { class: "measured alone" },
          upliftOf(best.goal),
          h("span", { class: "small" }, `“${best.figures.label}” against the control`),
        )
      : null,
  );
}

function period({ from, until }: ExperimentReport): string {
  if (from && until) return `, ${day(from)} to ${day(until)}`;
  return from ? ` since ${day(from)}` : "";
}
