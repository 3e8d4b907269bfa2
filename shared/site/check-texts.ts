import { joinPath } from "../issue.ts";
import { type Checking, checkLanguages, checkTemplate } from "./checking.ts";

export type Texts = string | Readonly<Record<string, string>>;

/** Elements whose text is read as code, or by nobody: no placeholder is safe in them. */
const RAW_TEXT = new Set([
  "script",
  "style",
  "iframe",
  "noembed",
  "noframes",
  "noscript",
  "plaintext",
  "xmp",
]);

/** Checks HTML or a text of a block, in all its languages; `tags`: of which elements it would be the content. */
export function checkTexts(
  checking: Checking,
  texts: Texts,
  key: "html" | "text",
  tags: string[] | undefined,
  path: string,
): void {
  checkLanguages(checking, texts, path);
  const entries =
    typeof texts === "string"
      ? [[path, texts] as const]
      : Object.entries(texts).map(([language, text]) => [joinPath(path, language), text] as const);
  for (const [place, text] of entries) {
    const raw = tags?.find((tag) => RAW_TEXT.has(tag));
    if (raw !== undefined && text.includes("{{")) checking.report(place, `templates don't work in <${raw}>`);
    else checkTemplate(checking, text, key, place);
  }
}
