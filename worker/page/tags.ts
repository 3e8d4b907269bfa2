/** The attributes of a tag, and where it ends. */
export interface Attributes {
  /** By name in lower case, as they are written; of several with one name the first counts. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Index after the `>`. */
  readonly end: number;
}

/** What HTML calls whitespace: fewer characters than `\s` of regular expressions. */
const WHITESPACE = "\t\n\f\r ";

/**
 * Reads a tag's attributes as the HTML tokenizer does.
 * @param index after the tag's name
 * @returns undefined where the text ends before the tag does
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state
 */
export function attributesOf(text: string, index: number): Attributes | undefined {
  const attributes = new Map<string, string>();
  for (;;) {
    index = skip(text, index, `${WHITESPACE}/`);
    if (index >= text.length) return undefined;
    if (text[index] === ">") return { attributes, end: index + 1 };
    // The first character is part of the name even if it is "=".
    const nameEnd = until(text, index + 1, `${WHITESPACE}/>=`);
    const name = text.slice(index, nameEnd).toLowerCase();
    let value = "";
    index = skip(text, nameEnd, WHITESPACE);
    if (text[index] === "=") {
      index = skip(text, index + 1, WHITESPACE);
      const quote = text[index];
      const quoted = quote === '"' || quote === "'";
      const end = quoted ? text.indexOf(quote, index + 1) : until(text, index, `${WHITESPACE}>`);
      if (end < 0) return undefined;
      value = text.slice(quoted ? index + 1 : index, end);
      index = quoted ? end + 1 : end;
    }
    if (!attributes.has(name)) attributes.set(name, value);
  }
}

/** The index of the first character from here on that isn't one of these. */
function skip(text: string, index: number, characters: string): number {
  while (index < text.length && characters.includes(text[index]!)) index++;
  return index;
}

function until(text: string, index: number, characters: string): number {
  while (index < text.length && !characters.includes(text[index]!)) index++;
  return index;
}

/** The index after whitespace. */
export function skipWhitespace(text: string, index: number): number {
  return skip(text, index, WHITESPACE);
}
