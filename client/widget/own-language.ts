import { primaryOf } from "../../shared/widget-languages.ts";
import type { Speaking } from "./language.ts";

/** The language of those in which the owner has texts of their own that fits the page's best, if any does. */
export function ownLanguage({ language, texts = {} }: Speaking): string | undefined {
  const own = Object.keys(texts);
  return (
    own.find((each) => each.toLowerCase() === language.toLowerCase()) ??
    own.find((each) => primaryOf(each) === primaryOf(language))
  );
}
