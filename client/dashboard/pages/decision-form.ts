import type { Decision, ExperimentReport } from "../../../shared/report/contract.ts";
import { send } from "../api.ts";
import { fill, h } from "../element.ts";
import { card } from "../pieces.ts";
import { day } from "../words/format.ts";
import { leaderOf } from "../words/verdict.ts";
import { decisionBadge, DECISIONS } from "./experiment-parts.ts";

type Choice = Decision["decision"];

/** What was decided, or a form to decide by; the edge notes the figures of that moment with it. */
export function decisionCard(report: ExperimentReport): HTMLElement {
  const box = h("div", { class: "stack" });
  const show = (decision: Decision | null) =>
    fill(box, decision ? decided(decision, report) : form(report, show));
  show(report.decision);
  return card("Decision", box);
}

function decided(
  { decision, day: when, variant, note }: Decision,
  { variants }: ExperimentReport,
): HTMLElement {
  const label = variants.find((each) => each.variant === variant)?.label ?? variant;
  return h(
    "div",
    { class: "decided", tabindex: -1 },
    h("p", {}, decisionBadge(decision), ` on ${day(when, true)}${label === undefined ? "" : `, “${label}”`}`),
    note && h("blockquote", {}, note),
    h("p", { class: "small" }, "It stands in the register with the figures as they were then."),
  );
}

function form(report: ExperimentReport, show: (decision: Decision) => void): HTMLElement {
  const said = h("p", { role: "status", class: "said" });
  const variant = h(
    "select",
    { name: "variant" },
    report.variants.map(({ variant, label }) =>
      h("option", { value: variant, selected: variant === leaderOf(report)?.figures.variant }, label),
    ),
  );
  const note = h("textarea", {
    name: "note",
    rows: 3,
    maxlength: 2000,
    placeholder: "What have you learned? The next who has this idea will read it.",
  });
  const isBroken = report.sampleRatio.broken;
  const options = (Object.keys(DECISIONS) as Choice[]).map((each) =>
    h(
      "label",
      { class: "option" },
      h("input", {
        type: "radio",
        name: "decision",
        value: each,
        required: true,
        disabled: isBroken && each === "ship",
      }),
      DECISIONS[each],
    ),
  );
  const button = h("button", { class: "primary", type: "submit" }, "Record the decision");
  const record = async (event: Event) => {
    event.preventDefault();
    const decision = new FormData(element).get("decision") as Choice;
    button.disabled = true;
    fill(said, "Recording…");
    try {
      const answer = await send<Decision>(`/api/experiments/${encodeURIComponent(report.id)}/decision`, {
        decision,
        ...(decision === "ship" && { variant: variant.value }),
        note: note.value,
      });
      show(answer);
    } catch (error) {
      fill(said, `It wasn’t recorded: ${error instanceof Error ? error.message : String(error)}`);
      button.disabled = false;
    }
  };
  const element = h(
    "form",
    { onsubmit: record },
    h("fieldset", {}, h("legend", {}, "What do you do?"), h("div", { class: "options" }, options)),
    isBroken && h("p", { class: "small" }, "A broken experiment can’t be shipped on."),
    h("label", { class: "field if-ship" }, h("span", {}, "Which variant"), variant),
    h("label", { class: "field" }, h("span", {}, "Why"), note),
    h("div", { class: "actions" }, button, said),
  );
  return element;
}
