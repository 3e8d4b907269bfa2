import { primaryOf, type WIDGET_LANGUAGES } from "./widget-languages.ts";

interface Words {
  readonly close: string;
  readonly never: string;
  /** What a message without a label is called, for those who hear the page. */
  readonly name: string;
}

/** Names of the few things in a message that are ours. */
const WORDS: Readonly<Record<(typeof WIDGET_LANGUAGES)[number], Words>> = {
  en: { close: "Close", never: "Don’t show this again", name: "Message" },
  ru: { close: "Закрыть", never: "Больше не показывать", name: "Сообщение" },
  pl: { close: "Zamknij", never: "Nie pokazuj więcej", name: "Wiadomość" },
  de: { close: "Schließen", never: "Nicht mehr anzeigen", name: "Mitteilung" },
  fr: { close: "Fermer", never: "Ne plus afficher", name: "Message" },
  es: { close: "Cerrar", never: "No volver a mostrar", name: "Mensaje" },
  uk: { close: "Закрити", never: "Більше не показувати", name: "Повідомлення" },
  ar: { close: "إغلاق", never: "عدم العرض مرة أخرى", name: "رسالة" },
};

/** The words in the first of these languages that we have, else in English. */
export function wordsIn(languages: readonly (string | undefined)[]): Words {
  const known = (language: string): language is keyof typeof WORDS => Object.hasOwn(WORDS, language);
  for (const language of languages) {
    const primary = primaryOf(language ?? "");
    if (known(primary)) return WORDS[primary];
  }
  return WORDS.en;
}
