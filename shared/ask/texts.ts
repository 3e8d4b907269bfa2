import type { WIDGET_LANGUAGES } from "../widget-languages.ts";
import type { AskText } from "./ask-text.ts";
import { text as ar } from "./presets/ar.ts";
import { text as de } from "./presets/de.ts";
import { text as en } from "./presets/en.ts";
import { text as es } from "./presets/es.ts";
import { text as fr } from "./presets/fr.ts";
import { text as pl } from "./presets/pl.ts";
import { text as ru } from "./presets/ru.ts";
import { text as uk } from "./presets/uk.ts";

/** Our own words, and the presets', by language. */
export const ASK_TEXTS: Readonly<Record<(typeof WIDGET_LANGUAGES)[number], AskText>> = {
  en,
  ru,
  pl,
  de,
  fr,
  es,
  uk,
  ar,
};
