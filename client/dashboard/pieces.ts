import { fill, h } from "./element.ts";
import type { Tone } from "./words/verdict.ts";

type Piece = Node | string | number | null | undefined | false;

/** A part of a page under a heading. */
export function card(title: string, ...children: readonly Piece[]): HTMLElement {
  return h("section", { class: "card" }, h("h2", {}, title), ...children);
}

/** The answer that a page is opened for, in words, before all figures. */
export function answer(
  title: string,
  text: Piece,
  tone: Tone = "calm",
  ...more: readonly Piece[]
): HTMLElement {
  return h("section", { class: `answer ${tone}` }, h("h2", {}, title), text && h("p", {}, text), ...more);
}

/** A few numbers that matter most, each with what it is. */
export function numbers(
  ...all: readonly (readonly [what: string, number: string, more?: string])[]
): HTMLElement {
  return h(
    "dl",
    { class: "numbers" },
    all.map(([what, number, more]) =>
      h("div", {}, h("dt", {}, what), h("dd", {}, number, more && h("small", {}, more))),
    ),
  );
}

/** A word that stands out. */
export function badge(text: string, tone: Tone = "calm"): HTMLElement {
  return h("span", { class: `badge ${tone}` }, text);
}

/** Something drawn by one of a few choices; with only one, there is nothing to choose. */
export function chosenBy(
  label: string,
  options: readonly string[],
  draw: (option: string) => readonly Piece[],
): HTMLElement {
  const box = h("div", { class: "stack" });
  const show = (option: string) => fill(box, ...draw(option));
  const select: HTMLSelectElement = h(
    "select",
    { onchange: () => show(select.value) },
    options.map((option) => h("option", { value: option }, option)),
  );
  show(options[0] ?? "");
  const control = options.length > 1 && h("label", { class: "choose" }, h("span", {}, label), select);
  return h("div", { class: "stack" }, control, box);
}
