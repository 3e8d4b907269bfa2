import { ABOUT_WORDS } from "./limits.ts";

/** What an item is about: its categories and tags as words that are the same however a page or the catalog writes them. */
export function aboutWords(names: readonly string[]): string[] {
  const words = names.map((name) => name.trim().toLowerCase());
  return [...new Set(words)].filter(Boolean).slice(0, ABOUT_WORDS);
}

/**
 * The same, of `data-selvedge-about`: percent-encoded names with spaces between. What can't be decoded is passed over.
 *
 * @param known names that were read before: rows have few, many times
 */
export function aboutIn(attribute: string, known: Map<string, string> = new Map()): string[] {
  const words: string[] = [];
  for (const written of attribute.split(" ")) {
    let word = known.get(written);
    if (word === undefined) known.set(written, (word = decoded(written)));
    if (word && !words.includes(word) && words.length < ABOUT_WORDS) words.push(word);
  }
  return words;
}

function decoded(name: string): string {
  try {
    return aboutWords([decodeURIComponent(name)])[0] ?? "";
  } catch {
    return "";
  }
}
