import type { SimulatorAnswer, SimulatorQuestion } from "../../../shared/report/site-contract.ts";
import { get, send } from "../api.ts";
import { fill, h } from "../element.ts";
import type { Page } from "../page.ts";
import { failed } from "../states.ts";
import { type Values, valueOf, valuesOf } from "../words/values.ts";
import { drawAnswer } from "./simulated.ts";

/** Facts of the request that rules ask most, and what they may be. */
const FACTS: readonly (readonly [name: string, label: string, values: Values])[] = [
  ["country", "Country (PL)", "text"],
  ["language", "Language (en)", "text"],
  ["device", "Device", ["mobile", "tablet", "desktop"]],
  ["hour", "Hour of the day", "number"],
  ["weekday", "Weekday (1 is Monday)", "number"],
  ["referrer", "Came by", ["search", "social", "email", "ad", "direct", "internal", "other"]],
  ["source", "utm_source", "text"],
  ["campaign", "utm_campaign", "text"],
];

/** Somebody made up, and what they would see. */
export const simulatorPage: Page = {
  title: "Simulator",
  about: "Make up a visitor, and see what they would get, and why.",
  isRanged: false,
  async draw() {
    const site = await get<{ attributes?: Readonly<Record<string, unknown>> }>("/api/site/versions/current");
    let question: SimulatorQuestion = {
      path: "/",
      attributes: {},
      context: {},
      origin: likelyOrigin(location),
    };
    const results = h("div", { class: "stack", "aria-live": "polite", "aria-busy": "false" });
    let latest = 0;
    const ask = async (changed: Partial<SimulatorQuestion>) => {
      question = { ...question, ...changed };
      const mine = ++latest;
      results.setAttribute("aria-busy", "true");
      const asked = question;
      const drawn = await simulate(asked).then(
        (answer) => drawAnswer(answer, asked),
        (error: unknown) => [failed(error, () => void ask({}))],
      );
      // Only the latest answer counts, in whichever order they come.
      if (mine !== latest) return;
      fill(results, ...drawn);
      results.setAttribute("aria-busy", "false");
    };
    fill(results, ...drawAnswer(await simulate(question), question));
    const form = controls(
      site.attributes ?? {},
      () => question,
      (changed) => void ask(changed),
    );
    return [h("div", { class: "simulator" }, form, results)];
  },
};

/** Where the site probably is: `admin.example.com` is the owner's host of `example.com`. */
function likelyOrigin({ protocol, host }: Location): string {
  return `${protocol}//${host.replace(/^admin\./, "")}`;
}

function simulate(question: SimulatorQuestion): Promise<SimulatorAnswer> {
  const { origin, ...rest } = question;
  return send("/api/simulate", origin ? question : rest);
}

function controls(
  attributes: Readonly<Record<string, unknown>>,
  now: () => SimulatorQuestion,
  ask: (changed: Partial<SimulatorQuestion>) => void,
): HTMLElement {
  const known = Object.entries(attributes).flatMap(([id, declared]) => {
    const values = valuesOf(declared);
    return values === undefined ? [] : [{ id, values, label: labelOf(declared) ?? id }];
  });
  return h(
    "form",
    { class: "card", onsubmit: (event: Event) => event.preventDefault() },
    h("h2", {}, "The visitor"),
    control("Your site’s address", "text", now().origin ?? "", (origin) =>
      ask({ origin: String(origin ?? "") }),
    ),
    control("Page", "text", "/", (path) => ask({ path: String(path ?? "/") })),
    h("h3", {}, "What is known of them"),
    known.length === 0 && h("p", { class: "small" }, "Your site file declares no attribute."),
    known.map(({ id, values, label }) =>
      control(label, values, "", (value) => ask({ attributes: changed(now().attributes, id, value) })),
    ),
    h("h3", {}, "How they ask"),
    FACTS.map(([name, label, values]) =>
      control(label, values, "", (value) =>
        ask({
          context: changed(
            now().context,
            name,
            typeof value === "object" || typeof value === "boolean" ? undefined : value,
          ),
        }),
      ),
    ),
  );
}

function control(
  label: string,
  values: Values,
  first: string,
  change: (value: ReturnType<typeof valueOf>) => void,
): HTMLElement {
  const name = h("span", {}, label);
  if (values === "number" || values === "text" || values === "list") {
    const input: HTMLInputElement = h("input", {
      type: values === "number" ? values : "text",
      value: first,
      spellcheck: "false",
      placeholder: `as of somebody new${values === "list" ? " (rain, camp)" : ""}`,
      onchange: () => change(valueOf(input.value, values)),
    });
    return h("label", { class: "field" }, name, input);
  }
  const options = values === "boolean" ? ["true", "false"] : values;
  const select: HTMLSelectElement = h(
    "select",
    { onchange: () => change(valueOf(select.value, values)) },
    h("option", { value: "" }, "as of somebody new"),
    options.map((each) => h("option", { value: each }, each)),
  );
  return h("label", { class: "field" }, name, select);
}

function labelOf(declared: unknown): string | undefined {
  const { label } = declared as { readonly label?: Readonly<Record<string, string>> };
  return label?.["en"] ?? Object.values(label ?? {})[0];
}

function changed<Value>(
  all: Readonly<Record<string, Value>>,
  key: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  const { [key]: _, ...others } = all;
  return value === undefined ? others : { ...others, [key]: value };
}
