import { directionOf } from "../../shared/widget-languages.ts";
import type { SensitiveWords } from "../../shared/wire.ts";
import type { SensitiveText } from "./contract.ts";
import { button, element } from "./element.ts";
import { firstLayerStyle } from "./first-layer-style.ts";
import { ownWords } from "./own-words.ts";
import { ANSWERED, endQuestion } from "./question.ts";
import { say, statusOf } from "./status.ts";
import { adopt, sheetOf, surface } from "./surface.ts";

const sheet = sheetOf(firstLayerStyle);

/**
 * Asks about one sensitive attribute, where the visitor has just declared something of it: a region like the first
 * layer's question, of which there is one at a time. It takes no focus; both answers are equals, and leaving it
 * alone is a no that isn't kept.
 */
export function askSensitive(
  { label, why }: SensitiveWords[string],
  text: SensitiveText,
  language: string,
  policyUrl: string | undefined,
  answer: (yes: boolean) => Promise<boolean>,
): void {
  const root = surface();
  if (root.querySelector("section")) return;
  const choice = (name: string, yes: boolean, told: string): HTMLButtonElement =>
    button("answer", name, () => {
      endQuestion(root);
      answer(yes).then(
        (isKept) => say(root, text.lang, isKept ? told : text.failed),
        () => say(root, text.lang, text.failed),
      );
    });
  // A live region that something is put into is read out; the focus stays where the visitor is.
  const words = element("div", { class: "text", role: "status" });
  const body = element("p", {}, text.only);
  if (policyUrl) body.append(" ", element("a", { href: policyUrl, part: "policy" }, text.policy));
  const card = element(
    "section",
    {
      class: "card",
      part: "card",
      role: "region",
      "aria-labelledby": "sensitive",
      lang: text.lang,
      dir: directionOf(text.lang),
    },
    words,
    element(
      "div",
      { class: "answers" },
      choice(text.yes, true, text.kept),
      choice(text.no, false, text.refused),
    ),
  );
  card.addEventListener(ANSWERED, () => card.remove());
  statusOf(root);
  adopt(root, sheet);
  root.prepend(card);
  requestAnimationFrame(() =>
    words.append(
      ownWords("h2", { id: "sensitive", part: "title" }, label, language),
      element("p", {}, text.ask),
      ownWords("p", {}, why, language),
      body,
    ),
  );
}
