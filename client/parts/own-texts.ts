import type { CentreText } from "../widget/centre/contract.ts";
import type {
  FirstLayerText,
  ReceiptText,
  SensitiveText,
  SettingsText,
  WhyText,
} from "../widget/contract.ts";
import type { Speaking } from "../widget/language.ts";
import { ownLanguage } from "../widget/own-language.ts";

/** The owner's own texts in one language, as `{base}/texts/{language}` has them: each in the place of ours. */
export type OwnTexts = Partial<FirstLayerText> & {
  readonly settings?: Partial<SettingsText>;
  readonly receipt?: Partial<ReceiptText>;
  readonly sensitive?: Partial<SensitiveText>;
  readonly centre?: Partial<CentreText>;
  readonly why?: Partial<WhyText>;
};

/** Under which name the owner's texts have those of a file; those of the first layer stand by themselves. */
const GROUPS: Readonly<Record<string, keyof OwnTexts>> = {
  "settings-text": "settings",
  "receipt-text": "receipt",
  "sensitive-text": "sensitive",
  "centre-text": "centre",
  "why-text": "why",
};

/** Texts of ours with the owner's in their places, if there are any in the language. Rejects where these don't arrive. */
export async function withOwn<Text extends object>(
  host: Speaking,
  ours: Promise<Text>,
  file: string,
): Promise<Text> {
  const language = ownLanguage(host);
  if (language === undefined) return ours;
  const owners = await (loading ??= fetchOwn(host.base, language).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
  const group = GROUPS[file];
  return over(await ours, (group ? owners[group] : owners) as object);
}

/** The settings ask for three files of texts at once. A page speaks one language. */
let loading: Promise<OwnTexts> | undefined;

async function fetchOwn(base: string, language: string): Promise<OwnTexts> {
  const response = await fetch(`${base}/texts/${language}`, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  return response.ok ? response.json() : Promise.reject(new Error(String(response.status)));
}

/** Texts, and texts within texts, with others in their places. What is put together with something stays ours. */
function over<Text extends object>(text: Text, others: object = {}): Text {
  const merged = { ...text } as Record<string, unknown>;
  for (const [key, other] of Object.entries(others)) {
    const mine = merged[key];
    merged[key] = typeof other === "string" ? other : over(mine as object, other as object);
  }
  return merged as Text;
}
