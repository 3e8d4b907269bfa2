import { primaryOf, WIDGET_LANGUAGES } from "../../shared/widget-languages.ts";
import type { CentreText } from "./centre/contract.ts";
import type {
  FirstLayerText,
  OwnTexts,
  ReceiptText,
  SensitiveText,
  SettingsText,
  WhyText,
  WidgetHost,
} from "./contract.ts";

/** What is loaded in a language: the texts of a layer. */
interface Layers {
  readonly text: FirstLayerText;
  readonly "settings-text": SettingsText;
  readonly "receipt-text": ReceiptText;
  readonly "sensitive-text": SensitiveText;
  readonly "centre-text": CentreText;
  readonly "why-text": WhyText;
}

/** The language of those in which the owner has texts of their own that fits the page's best, if any does. */
export function ownLanguage({ language, texts = {} }: WidgetHost): string | undefined {
  const own = Object.keys(texts);
  return (
    own.find((each) => each.toLowerCase() === language.toLowerCase()) ??
    own.find((each) => primaryOf(each) === primaryOf(language))
  );
}

/** Loads our own `{base}/{file}.{language}.js`, and English where that isn't there or doesn't arrive; rejects if none does. */
export async function loadOurs<File extends keyof Layers>(
  { base, language }: Pick<WidgetHost, "base" | "language">,
  file: File,
): Promise<Layers[File]> {
  const from = (name: string): Promise<{ text: Layers[File] }> => import(`${base}/${file}.${name}.js`);
  const wanted = WIDGET_LANGUAGES.find((name) => name === primaryOf(language)) ?? "en";
  return (await from(wanted).catch(() => from("en"))).text;
}

/**
 * Loads our texts of a layer and puts the owner's over them. Without the owner's texts nobody can be asked in their
 * name, so the first layer rejects then, too; the settings, which lead to a no, go on without.
 */
export async function loadText<File extends "text" | "settings-text">(
  host: WidgetHost,
  file: File,
): Promise<Layers[File]> {
  const own = ownLanguage(host);
  const [text, owners] = await Promise.all([
    loadOurs(host, file),
    own === undefined
      ? {}
      : fetchOwn(host, own).catch((error: unknown) => (file === "text" ? Promise.reject(error) : {})),
  ]);
  return over(text, file === "text" ? owners : (owners as OwnTexts).settings);
}

async function fetchOwn({ base }: WidgetHost, language: string): Promise<OwnTexts> {
  const response = await fetch(`${base}/texts/${language}`, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  return response.ok ? response.json() : Promise.reject(response);
}

/** Texts, and texts within texts, with others in their places. */
function over<Text extends object>(text: Text, others: object = {}): Text {
  const merged = { ...text } as Record<string, unknown>;
  for (const [key, other] of Object.entries(others)) {
    const mine = merged[key];
    merged[key] = typeof other === "string" ? other : over(mine as object, other as object);
  }
  return merged as Text;
}
