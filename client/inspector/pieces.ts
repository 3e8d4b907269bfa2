import { element } from "../widget/element.ts";
import type { Host, Layer } from "./host.ts";
import { text } from "./text.ts";

// What all layers are made of.

/** A button; `key` finds it again after the page has been loaded anew. */
export function press(
  kind: string,
  label: string,
  act: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", class: kind, ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/** By its rules, on, or off. */
export function threeWay(
  key: string,
  name: string,
  forced: boolean | null,
  choose: (forced: boolean | null) => void,
): HTMLElement {
  const choices = [
    [null, text.auto],
    [true, text.on],
    [false, text.off],
  ] as const;
  return element(
    "div",
    { class: "three", role: "group", "aria-label": text.switchOf(name) },
    ...choices.map(([value, label]) =>
      press("way", label, () => value !== forced && choose(value), {
        "aria-pressed": String(value === forced),
        "data-key": `${key}:${label}`,
      }),
    ),
  );
}

/** What an item reads or is read by: each leads to its own place. */
export function links(
  host: Host,
  label: string,
  items: readonly (readonly [layer: Layer, id: string, name: string])[],
): readonly HTMLElement[] {
  if (items.length === 0) return [];
  return [
    element(
      "div",
      { class: "links" },
      element("span", { class: "small" }, label),
      ...items.map(([layer, id, name]) => press("link", name, () => host.go(layer, id))),
    ),
  ];
}

/** One item of a layer. */
export function row(
  id: string,
  state: string,
  head: readonly (Node | string)[],
  ...rest: readonly (Node | string)[]
): HTMLElement {
  return element(
    "li",
    { class: `row ${state}`, "data-id": id, tabindex: "-1" },
    element("div", { class: "head" }, ...head),
    ...rest,
  );
}

/** From how many items on a list can be filtered. */
const MANY = 9;

/** A list, with a field to find something in it where it is long; `none` where it is empty. */
export function list(what: string, rows: readonly HTMLElement[], none: string): readonly HTMLElement[] {
  if (rows.length === 0) return [element("p", { class: "empty" }, none)];
  const items = element("ul", { class: "rows" }, ...rows);
  if (rows.length < MANY) return [items];
  const nothing = element("p", { class: "empty", hidden: "" }, text.nothingFound);
  const field = element("input", {
    type: "search",
    class: "find",
    placeholder: text.filter(what),
    "aria-label": text.filter(what),
  });
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const each of rows) each.hidden = !each.textContent.toLowerCase().includes(wanted);
    nothing.hidden = rows.some((each) => !each.hidden);
  });
  return [field, items, nothing];
}

/** A labelled list to choose from; the first entry may stand for unknown. */
export function choice(
  label: string,
  key: string,
  options: readonly (readonly [value: string, label: string])[],
  value: string,
  choose: (value: string) => void,
): HTMLSelectElement {
  const made = element(
    "select",
    { "aria-label": label, "data-key": key },
    ...options.map(([each, name]) => element("option", { value: each }, name)),
  );
  made.value = value;
  made.addEventListener("change", () => choose(made.value));
  return made;
}
