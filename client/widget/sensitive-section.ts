import type { Guarded } from "../../shared/kinds/sensitive.ts";
import { directionOf } from "../../shared/widget-languages.ts";
import type { SensitiveWords } from "../../shared/wire.ts";
import type { SensitiveText } from "./contract.ts";
import { element } from "./element.ts";
import { ownWords } from "./own-words.ts";
import { adopt, sheetOf, surface } from "./surface.ts";

const sheet = sheetOf(
  "dialog .sensitive{justify-items:stretch}.sensitive h3{margin:0;font-size:1em;font-weight:600;" +
    "color:var(--selvedge-text,var(--t))}.sensitive input:disabled{opacity:.6;cursor:default}" +
    ".sensitive label:has(:disabled){cursor:default}.sensitive .told{color:var(--selvedge-text,var(--t))}",
);

/**
 * The part of the settings that asks about sensitive attributes, one by one: none is on in advance, and no button
 * for all of it answers for them. Each switch is an answer of its own and acts at once.
 */
export function sensitiveSection(
  words: SensitiveWords,
  given: Readonly<Record<string, Guarded>>,
  isOn: boolean,
  text: SensitiveText,
  language: string,
  answer: (id: string, yes: boolean) => Promise<boolean>,
): HTMLElement {
  adopt(surface(), sheet);
  const groups = Object.entries(words).map(([id, { label, why }]) => {
    const about = `sensitive-${id}`;
    const told = element("p", { class: "told small", role: "status" });
    const input = element("input", {
      type: "checkbox",
      role: "switch",
      part: "switch",
      "aria-describedby": about,
      ...(isOn ? {} : { disabled: "" }),
    });
    input.checked = isOn && given[id]?.yes === true;
    const failed = (): void => {
      input.checked = !input.checked;
      told.textContent = text.failed;
    };
    input.addEventListener("change", () => {
      const yes = input.checked;
      told.textContent = "";
      answer(id, yes).then((isKept) => {
        if (isKept) told.textContent = yes ? text.kept : text.erased;
        else failed();
      }, failed);
    });
    return element(
      "div",
      { class: "purpose", part: "purpose" },
      element("label", {}, ownWords("span", {}, label, language), input),
      ownWords("p", { class: "small", id: about }, why, language),
      told,
    );
  });
  return element(
    "div",
    { class: "kept sensitive", part: "sensitive", lang: text.lang, dir: directionOf(text.lang) },
    element("h3", {}, text.title),
    element("p", { class: "small" }, text.intro, ...(isOn ? [] : [" ", text.needs])),
    ...groups,
  );
}
