import type {
  PreviewAttribute,
  PreviewBlock,
  PreviewFact,
  PreviewSegment,
} from "../../../shared/preview/data.ts";
import type { SimulatorAnswer, SimulatorQuestion } from "../../../shared/report/site-contract.ts";
import { send } from "../api.ts";
import { fill, h } from "../element.ts";
import type { Page } from "../page.ts";
import { badge, card } from "../pieces.ts";
import { failed } from "../states.ts";

/** Somebody made up, and what they would see. */
export const simulatorPage: Page = {
  title: "Simulator",
  about: "Make up a visitor, and see what they would get, and why.",
  isRanged: false,
  async draw() {
    let question: SimulatorQuestion = { page: "/", buckets: {}, context: {}, consent: true };
    const first = await simulate(question);
    const results = h("div", { class: "stack", "aria-live": "polite", "aria-busy": "false" });
    let latest = 0;
    const ask = async (changed: Partial<SimulatorQuestion>) => {
      question = { ...question, ...changed };
      const mine = ++latest;
      results.setAttribute("aria-busy", "true");
      const drawn = await simulate(question).then(drawAnswer, (error: unknown) => [
        failed(error, () => void ask({})),
      ]);
      // Only the latest answer counts, in whichever order they come.
      if (mine !== latest) return;
      fill(results, ...drawn);
      results.setAttribute("aria-busy", "false");
    };
    fill(results, ...drawAnswer(first));
    return [
      h(
        "div",
        { class: "simulator" },
        controls(
          first,
          () => question,
          (changed) => void ask(changed),
        ),
        results,
      ),
    ];
  },
};

function simulate(question: SimulatorQuestion): Promise<SimulatorAnswer> {
  return send("/api/simulate", question);
}

type Ask = (changed: Partial<SimulatorQuestion>) => void;

function controls(
  { attributes, context }: SimulatorAnswer,
  now: () => SimulatorQuestion,
  ask: Ask,
): HTMLElement {
  const page: HTMLInputElement = h("input", {
    type: "text",
    name: "page",
    value: "/",
    spellcheck: "false",
    onchange: () => ask({ page: page.value || "/" }),
  });
  const consent: HTMLInputElement = h("input", {
    type: "checkbox",
    checked: true,
    onchange: () => ask({ consent: consent.checked }),
  });
  const projected = attributes.filter(({ buckets }) => buckets !== undefined);
  return h(
    "form",
    { class: "card", onsubmit: (event: Event) => event.preventDefault() },
    h("h2", {}, "The visitor"),
    field("Page", page),
    h("label", { class: "option" }, consent, "Has said yes to personalization"),
    h("h3", {}, "What is known of them"),
    projected.length === 0 && h("p", { class: "small" }, "No rule of your site file reads an attribute."),
    projected.map((each) =>
      bucketField(each, (bucket) => ask({ buckets: without(now().buckets, each.id, bucket) })),
    ),
    h("h3", {}, "How they ask"),
    context.map((each) =>
      factField(each, (value) => ask({ context: without(now().context, each.name, value) })),
    ),
  );
}

function bucketField(
  { id, label, buckets = [], bucket, what }: PreviewAttribute,
  change: (bucket: number | undefined) => void,
): HTMLElement {
  const select: HTMLSelectElement = h(
    "select",
    { name: `a.${id}`, onchange: () => change(Number(select.value)) },
    buckets.map((values, index) => h("option", { value: index, selected: index === (bucket ?? 0) }, values)),
  );
  return field(label, select, label === what ? undefined : what);
}

function factField(
  { name, type, value, options }: PreviewFact,
  change: (value: string | number | undefined) => void,
): HTMLElement {
  const read = (text: string) => change(text === "" ? undefined : type === "number" ? Number(text) : text);
  if (options) {
    const select: HTMLSelectElement = h(
      "select",
      { name: `c.${name}`, onchange: () => read(select.value) },
      h("option", { value: "" }, "as usual"),
      options.map(([each, label]) =>
        h("option", { value: each, selected: each === String(value ?? "") }, label),
      ),
    );
    return field(name, select);
  }
  const input: HTMLInputElement = h("input", {
    type: type === "number" ? "number" : "text",
    name: `c.${name}`,
    value: value ?? "",
    spellcheck: "false",
    onchange: () => read(input.value),
  });
  return field(name, input);
}

function drawAnswer({ segments, blocks, link }: SimulatorAnswer): HTMLElement[] {
  const held = segments.filter(({ holds }) => holds === true);
  return [
    h(
      "section",
      { class: "answer calm" },
      h(
        "h2",
        {},
        held.length === 0
          ? "They are in no segment"
          : `They are in ${held.map(({ label }) => `“${label}”`).join(", ")}`,
      ),
      link === null
        ? h("p", {}, "Without SELVEDGE_SECRET no page can be shown.")
        : h(
            "p",
            { class: "actions" },
            h(
              "a",
              { class: "button primary", href: link, target: "_blank", rel: "noopener noreferrer" },
              "Open the page as they see it",
            ),
            h("span", { class: "small" }, "in a new tab, with the inspector, for half an hour"),
          ),
    ),
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
  return h(
    "li",
    {},
    shown ? badge("Shown", "good") : badge("Not shown"),
    h(
      "div",
      {},
      h("b", {}, label),
      " ",
      h("code", {}, target === "" ? op : `${op} ${target}`),
      h("p", { class: "small" }, [why, detail].filter(Boolean).join(" ")),
    ),
  );
}

function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    control,
    hint === undefined ? null : h("small", {}, hint),
  );
}

function without<Value>(
  all: Readonly<Record<string, Value>>,
  key: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  const { [key]: _, ...others } = all;
  return value === undefined ? others : { ...others, [key]: value };
}
