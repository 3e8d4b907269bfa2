import type { PreviewBlock, PreviewSegment } from "../../../shared/preview/data.ts";
import type { SimulatorAnswer, SimulatorQuestion } from "../../../shared/report/site-contract.ts";
import { h } from "../element.ts";
import { badge, card } from "../pieces.ts";
import { frameCard } from "./simulated-frame.ts";

/** What would become of a visitor: their segments first, then their page. */
export function drawAnswer(
  { segments, blocks, preview }: SimulatorAnswer,
  question: SimulatorQuestion,
): readonly HTMLElement[] {
  const held = segments.filter(({ holds }) => holds === true);
  const names = held.map(({ label }) => `“${label}”`).join(", ");
  return [
    h(
      "section",
      { class: "answer calm" },
      h("h2", {}, held.length === 0 ? "They are in no segment" : `They are in ${names}`),
      preview &&
        h(
          "p",
          { class: "actions" },
          h(
            "a",
            { class: "button primary", href: preview.url, target: "_blank", rel: "noopener noreferrer" },
            "Open the page as they see it",
          ),
          h("span", { class: "small" }, "in a new tab, with the inspector, for half an hour"),
        ),
    ),
    ...(question.origin ? [frameCard(question)] : []),
    card(
      "Segments",
      segments.length === 0
        ? h("p", {}, "Your site file names none.")
        : h("ul", { class: "reasons" }, segments.map(segmentItem)),
    ),
    card(
      "Blocks of this page",
      blocks.length === 0
        ? h("p", {}, "No block is meant for this page.")
        : h("ul", { class: "reasons" }, blocks.map(blockItem)),
    ),
  ];
}

function segmentItem({ label, holds, why }: PreviewSegment): HTMLElement {
  const state = holds === null ? badge("Unknown") : holds ? badge("In", "good") : badge("Not in");
  return h("li", {}, state, h("div", {}, h("b", {}, label), h("p", { class: "small" }, why)));
}

function blockItem({ label, shown, why, detail, op, target }: PreviewBlock): HTMLElement {
  const place = h("code", {}, target === "" ? op : `${op} ${target}`);
  const reason = h("p", { class: "small" }, [why, detail].filter(Boolean).join(" "));
  const state = shown ? badge("Shown", "good") : badge("Not shown");
  return h("li", {}, state, h("div", {}, h("b", {}, label), " ", place, reason));
}
