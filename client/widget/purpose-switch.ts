import type { Purpose } from "../../shared/wire.ts";
import type { SettingsText } from "./contract.ts";
import { element } from "./element.ts";

/** A purpose with its switch: why it is asked for, what is kept, what is sent. */
export function purposeSwitch(
  purpose: Purpose,
  text: SettingsText,
  on: boolean,
): { readonly group: HTMLElement; readonly input: HTMLInputElement } {
  const words = text[purpose];
  const why = `${purpose}-why`;
  const input = element("input", {
    type: "checkbox",
    role: "switch",
    part: "switch",
    "aria-describedby": why,
  });
  input.checked = on;
  const group = element(
    "div",
    { class: "purpose", part: "purpose" },
    element("label", {}, words.name, input),
    element("p", { class: "small", id: why }, words.why),
    element(
      "dl",
      {},
      element("dt", {}, text.kept),
      element("dd", {}, words.kept),
      element("dt", {}, text.sent),
      element("dd", {}, words.sent),
    ),
  );
  return { group, input };
}
