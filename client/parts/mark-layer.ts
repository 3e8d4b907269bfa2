import type { PageDecision } from "../../shared/wire.ts";
import { directionOf, primaryOf } from "../../shared/widget-languages.ts";
import { markedBlocks } from "../marks/find.ts";
import { putMarks } from "../marks/layer.ts";

/** Accessible name and tooltip of each mark, in the languages of the widget. */
const LABELS: Readonly<Record<string, string>> = {
  ar: "لماذا أرى هذا؟",
  de: "Warum sehe ich das?",
  en: "Why am I seeing this?",
  es: "¿Por qué veo esto?",
  fr: "Pourquoi est-ce que je vois ceci ?",
  pl: "Dlaczego to widzę?",
  ru: "Почему я это вижу?",
  uk: "Чому я це бачу?",
};

const base = new URL(".", import.meta.url).href.replace(/\/$/, "");

/** Puts marks on the blocks of a decision that want them. */
export function mark(decision: PageDecision): void {
  const blocks = markedBlocks(decision);
  if (blocks.length === 0) return;
  const page = document.documentElement.lang || navigator.language;
  const lang = primaryOf(page) in LABELS ? primaryOf(page) : "en";
  putMarks(blocks, { text: LABELS[lang]!, lang, dir: directionOf(lang) }, (anchor, about) => {
    import(`${base}/why.js`)
      .then((part) => part.ask({ base, language: page, anchor, about }))
      .catch(() => {});
  });
}
