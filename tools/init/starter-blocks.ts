import type { Findings } from "./findings.ts";
import { type Entry, type Fields, fields, plain } from "./jsonc.ts";
import { segmentOf } from "./starter-names.ts";

/** Texts in the languages that this tool speaks. */
type Texts = Readonly<Record<"en" | "pl" | "ru", string>>;

const WELCOME: Texts = {
  en: "<p>Good to see you again.</p>",
  pl: "<p>Dobrze Cię znowu widzieć.</p>",
  ru: "<p>Рады видеть вас снова.</p>",
};
const BASKET: Texts = {
  en: "<p>You left something in your basket.</p>",
  pl: "<p>W Twoim koszyku coś zostało.</p>",
  ru: "<p>В вашей корзине что-то осталось.</p>",
};
const more = (path: string): Texts => ({
  en: `<p><a href="${path}">More of what you look at most</a></p>`,
  pl: `<p><a href="${path}">Więcej tego, co oglądasz najczęściej</a></p>`,
  ru: `<p><a href="${path}">Ещё о том, что вы смотрите чаще всего</a></p>`,
});

/** Two or three blocks to begin with, on elements that the pages have. */
export function starterBlocks(found: Findings): Fields {
  const { homes, heading, hero, categories, cart, navigation } = found;
  const target = heading ?? hero ?? "body";
  const beside = heading === undefined ? "prepend" : "before";
  const leading = categories.length > 1 ? categories.filter(({ path }) => path !== undefined) : [];
  const cases = leading.map(({ name, path }) => ({
    when: segmentOf(name, categories),
    html: inLanguages(more(path!.replaceAll("&", "&amp;")), found),
  }));
  const block = (key: string, value: unknown, comment: string): Entry => ({
    key,
    value: plain(value),
    comment,
  });
  return fields(
    block(
      "welcome-back",
      { pages: homes, target, op: beside, when: "returning", html: inLanguages(WELCOME, found) },
      "Seen from the second visit on. Try another op: content, replace, append, text, …",
    ),
    cases.length > 0
      ? block(
          "favourite-first",
          { pages: homes, target: hero ?? target, op: hero === undefined ? "before" : "after", cases },
          "The first case that matches is shown.",
        )
      : undefined,
    cart
      ? block(
          "basket-reminder",
          {
            target: navigation ?? "body",
            op: navigation === undefined ? "prepend" : "after",
            when: "left-basket",
            html: inLanguages(BASKET, found),
          },
          "On every page, since it names none.",
        )
      : block(
          "good-evening",
          { target: "body", op: "class", add: ["is-evening"], when: "evening" },
          "A class for your style sheet to use, on every page.",
        ),
  );
}

/** The texts in the site's languages; English alone where it has none of these. */
function inLanguages(texts: Texts, { languages }: Findings): string | Readonly<Record<string, string>> {
  const known = languages.flatMap((language) => {
    const text = texts[language.split("-", 1)[0] as keyof Texts];
    return text === undefined ? [] : [[language, text] as const];
  });
  return known.length === 0 || languages.length === 1
    ? (known[0]?.[1] ?? texts.en)
    : Object.fromEntries(known);
}
