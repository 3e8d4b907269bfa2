/** Languages that the consent widget has texts in; each has a file in every folder `*text/` of client/widget. */
export const WIDGET_LANGUAGES = ["en", "ru", "pl", "de", "fr", "es", "uk", "ar"] as const;

/** The language itself, without script and region: of `pt-BR` that is `pt`. */
export const primaryOf = (language: string): string => language.split("-", 1)[0]!.toLowerCase();

/** Which way a language is written; of those that are written with several scripts it is taken for the commonest. */
export const directionOf = (language: string): "ltr" | "rtl" =>
  /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)(-|$)/i.test(language) ? "rtl" : "ltr";
