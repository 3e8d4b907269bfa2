import { SENSITIVE_WORDS } from "./sensitive-words.ts";

/** A text no longer than this is looked at whole; of a longer one the beginning. */
const LOOKED_AT_CHARACTERS = 2000;

/** What Arabic joins to the beginning of a word: and, so, with, for, like, the. */
const ARABIC_PREFIXES = "[وف]?(?:[بك]?ال|لل|[بلك])?";

const CATEGORIES = Object.entries(SENSITIVE_WORDS).map(
  ([category, words]) =>
    [
      category,
      new RegExp(
        words
          .flatMap((line) => splitWords(withoutAccents(line)))
          .map(patternOf)
          .join("|"),
        "u",
      ),
    ] as const,
);

/**
 * The special category of personal data that a name or text speaks of, in any language of the widget; undefined if
 * none. It goes by words, so it knows neither what is meant nor every word: it reminds owners, and proves nothing.
 */
export function sensitiveTopic(text: string): string | undefined {
  const words = text
    .slice(0, LOOKED_AT_CHARACTERS)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-./\s]+/gu, " ");
  const compared = withoutAccents(words.toLowerCase());
  return CATEGORIES.find(([, pattern]) => pattern.test(compared))?.[0];
}

/** So that `ciąża` and `ciaza`, from a keyboard without Polish letters, are one. */
function withoutAccents(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("ß", "ss");
}

/** The words of a line, parted by `|` outside of groups. */
function splitWords(line: string): string[] {
  const words = [""];
  let depth = 0;
  for (const letter of line) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === "|" && depth === 0) words.push("");
    else words[words.length - 1] += letter;
  }
  return words;
}

function patternOf(word: string): string {
  const isAnywhere = word.startsWith("~");
  const isWhole = word.endsWith(".");
  const letters = word.slice(isAnywhere ? 1 : 0, isWhole ? -1 : undefined);
  const prefixes = /\p{Script=Arabic}/u.test(letters) ? ARABIC_PREFIXES : "";
  return `${isAnywhere ? "" : `(?<!\\p{L})${prefixes}`}(?:${letters})${isWhole ? "(?!\\p{L})" : ""}`;
}
