import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Language } from "./language.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";

/** Those of the consent widget. */
const LANGUAGES: readonly Language[] = [en, ru, pl, de, fr, es, uk, ar];

/** The words in a language (BCP 47), or in English where there are none. */
export function languageOf(tag: string): Language {
  const primary = tag.split("-", 1)[0]!.toLowerCase();
  return LANGUAGES.find((language) => language.tag === primary) ?? en;
}
