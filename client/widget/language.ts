import { primaryOf, WIDGET_LANGUAGES } from "../../shared/widget-languages.ts";
import type { CentreText } from "./centre/contract.ts";
import type {
  FirstLayerText,
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

/** What is asked for texts: where they are, and which language the page and the owner speak. */
export type Speaking = Pick<WidgetHost, "base" | "language" | "texts">;

/** Puts the owner's texts over ours; loaded where the owner has any. */
interface OwnTextsPart {
  readonly withOwn: <Text extends object>(
    host: Speaking,
    ours: Promise<Text>,
    file: keyof Layers,
  ) => Promise<Text>;
}

/** Loads our own `{base}/{file}.{language}.js`, and English where that isn't there or doesn't arrive; rejects if none does. */
async function loadOurs<File extends keyof Layers>(
  { base, language }: Speaking,
  file: File,
): Promise<Layers[File]> {
  const from = (name: string): Promise<{ text: Layers[File] }> => import(`${base}/${file}.${name}.js`);
  const wanted = WIDGET_LANGUAGES.find((name) => name === primaryOf(language)) ?? "en";
  return (await from(wanted).catch(() => from("en"))).text;
}

/**
 * Loads the texts of a layer: ours, with the owner's over them where they have any in the language. Without the owner's
 * nobody can be asked in their name, so the first layer rejects where these don't arrive; what shows things, or leads to
 * a no, goes on in our words.
 */
export async function loadText<File extends keyof Layers>(host: Speaking, file: File): Promise<Layers[File]> {
  const ours = loadOurs(host, file);
  if (!host.texts) return ours;
  const part: Promise<OwnTextsPart> = import(`${host.base}/own-texts.js`);
  const withOwn = part.then((own) => own.withOwn(host, ours, file));
  return file === "text" ? withOwn : withOwn.catch(() => ours);
}
