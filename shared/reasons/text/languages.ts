import { en } from "./en.ts";
import type { Language } from "./language.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";

/** The words in a language (BCP 47), or in English where there are none. */
export function languageOf(tag: string): Language {
  const primary = tag.split("-", 1)[0]!.toLowerCase();
  return [en, ru, pl].find((language) => language.tag === primary) ?? en;
}
