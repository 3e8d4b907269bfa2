import { directionOf, primaryOf } from "../../shared/widget-languages.ts";
import { element } from "./element.ts";

type Words = string | Readonly<Record<string, string>>;

/** An element with the owner's words that fit a language best, marked with the language that they are in. */
export function ownWords<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  words: Words,
  language: string,
): HTMLElementTagNameMap[Tag] {
  const [text, lang] = wordsIn(words, language);
  return element(
    tag,
    { ...attributes, ...(lang ? { lang, dir: directionOf(lang) } : { dir: "auto" }) },
    text,
  );
}

/** The words in a language, else the first; undefined in which language where the owner didn't say. */
function wordsIn(words: Words, language: string): readonly [text: string, language?: string] {
  if (typeof words === "string") return [words];
  const languages = Object.keys(words);
  const fitting =
    languages.find((each) => each.toLowerCase() === language.toLowerCase()) ??
    languages.find((each) => primaryOf(each) === primaryOf(language)) ??
    languages[0]!;
  return [words[fitting]!, fitting];
}
