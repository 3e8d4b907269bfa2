import { ABOUT_WORDS } from "../limits.ts";

/** What an item is about: its categories and tags as words that are the same however a page or the catalog writes them. */
export function aboutWords(names: readonly string[]): string[] {
  const words = names.map((name) => name.trim().toLowerCase());
  return [...new Set(words)].filter(Boolean).slice(0, ABOUT_WORDS);
}

/** The same, of `data-selvedge-about`: percent-encoded names with spaces between. What can't be decoded is passed over. */
export function aboutIn(attribute: string): string[] {
  return aboutWords(
    attribute.split(" ").map((word) => {
      try {
        return decodeURIComponent(word);
      } catch {
        return "";
      }
    }),
  );
}
