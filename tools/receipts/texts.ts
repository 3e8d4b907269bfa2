import { createHash } from "node:crypto";
import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { baseLanguage, canonicalJson, ownersTexts, textsSource } from "../../shared/receipt-texts.ts";
import type { Site } from "../../shared/site/schema.ts";
import { primaryOf } from "../../shared/widget-languages.ts";

/** The texts of the consent widget in one language, by layer. */
export type LayerTexts = Readonly<Record<"question" | "settings", unknown>>;

/** Where the two layers have their texts: a file by language each, which exports `text`. */
const FOLDERS = { question: "client/widget/text", settings: "client/widget/settings-text" };
const HASH_BYTES = 24;

/** Our texts in each language that both layers have, sorted by language. `root`: the folder of this repository. */
export async function readTexts(root: string): Promise<Readonly<Record<string, LayerTexts>>> {
  const texts: Record<string, LayerTexts> = {};
  for (const language of (await languagesOf(join(root, FOLDERS.question))).sort()) {
    const [question, settings] = await Promise.all(
      Object.values(FOLDERS).map((folder) => textOf(join(root, folder, `${language}.ts`))),
    );
    texts[language] = { question, settings };
  }
  return texts;
}

async function languagesOf(folder: string): Promise<string[]> {
  const languages: string[] = [];
  for await (const file of glob("*.ts", { cwd: folder })) languages.push(basename(file, ".ts"));
  return languages;
}

async function textOf(file: string): Promise<unknown> {
  const { text } = (await import(pathToFileURL(file).href)) as { text: unknown };
  return text;
}

/** The hash of our texts in a language, which the Worker knows. */
export function hashOfOurs(texts: LayerTexts): string {
  return createHash("sha256").update(canonicalJson(texts)).digest("base64url");
}

/** What visitors are asked in one language, under one revision of a site's terms: for the owner to keep. */
export interface KeptTexts {
  readonly site: string;
  readonly revision: number;
  readonly language: string;
  /** As it stands in receipts. */
  readonly hash: string;
  readonly texts: LayerTexts;
  readonly owner: object;
}

/** What a site asks now, in each language. */
export async function textsOf(root: string, { id: site, consent }: Site): Promise<readonly KeptTexts[]> {
  const owner = ownersTexts(consent);
  const ours = await readTexts(root);
  const languages = new Set([...Object.keys(ours), ...Object.keys(consent.texts ?? {}).map(primaryOf)]);
  return [...languages].sort().map((language) => {
    const texts = ours[baseLanguage(language, ours, consent)!]!;
    return { site, revision: consent.revision, language, hash: hashOfTexts(texts, owner), texts, owner };
  });
}

/** The hash in a receipt: of our texts and the owner's. */
export function hashOfTexts(texts: LayerTexts, owner: object): string {
  const hash = createHash("sha256").update(textsSource(hashOfOurs(texts), owner));
  return hash.digest().subarray(0, HASH_BYTES).toString("base64url");
}
