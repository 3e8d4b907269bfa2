import type { WidgetText } from "./site/consent-schema.ts";
import type { Site } from "./site/schema.ts";
import { primaryOf } from "./widget-languages.ts";

type Owners = Pick<Site["consent"], "policyUrl" | "texts">;

/** A value as JSON in one spelling: members sorted by name, no white space (as RFC 8785 has it, for texts). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** Words of what only shows something: who changes those asks for nothing else. */
const SHOWN: readonly string[] = ["centre", "why", "receipt"] satisfies (keyof WidgetText)[];

function askedIn([language, text]: readonly [string, WidgetText]): readonly [string, object] {
  return [language, Object.fromEntries(Object.entries(text).filter(([name]) => !SHOWN.includes(name)))];
}

/** What of the texts that visitors are asked in is the owner's own: it stands in the site file. */
export function ownersTexts({ policyUrl, texts }: Owners): object {
  return { policyUrl, texts: texts && Object.fromEntries(Object.entries(texts).map(askedIn)) };
}

/**
 * Our language under what visitors are asked in another: that itself, and English where only the owner has texts in
 * it. Undefined where nobody has.
 */
export function baseLanguage(language: string, ours: object, { texts = {} }: Owners): string | undefined {
  if (Object.hasOwn(ours, language)) return language;
  return Object.keys(texts).some((own) => primaryOf(own) === language) ? "en" : undefined;
}

/**
 * What the hash of a receipt is made of: the hash of this product's texts in a language, and the owner's own. So
 * the edge needs to know no texts, and the two can be kept apart. The first 24 bytes of its SHA-256, as base64url,
 * are the `texts` of a receipt.
 */
export function textsSource(ours: string, owner: object): string {
  return canonicalJson({ ours, owner });
}
