import type { WidgetHost } from "./contract.ts";

/** Languages that the widget has texts in; each has a file in `text/`, `settings-text/` and `receipt-text/`. */
const LANGUAGES: ReadonlySet<string> = new Set(["en", "ru", "pl"]);

/**
 * Loads `{base}/{file}.{language}.js`, and English where the language isn't there or doesn't arrive.
 * Rejects if English doesn't arrive either.
 */
export async function loadText<Text>(
  host: WidgetHost,
  file: "text" | "settings-text" | "receipt-text",
): Promise<Text> {
  const from = (language: string): Promise<{ text: Text }> => import(`${host.base}/${file}.${language}.js`);
  const wanted = host.language.slice(0, 2).toLowerCase();
  const { text } = await from(LANGUAGES.has(wanted) ? wanted : "en").catch(() => from("en"));
  return text;
}
