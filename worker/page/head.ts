import { type Attributes, attributesOf, skipWhitespace } from "./tags.ts";

/** What the start of a page tells. */
export interface Head {
  /** Index of the byte before which the tag goes in: the first place in `<head>`. */
  readonly place: number;
  /** The page's language, from `<html lang>`. */
  readonly language: string | undefined;
}

/** Byte order marks of UTF-8 and UTF-16. */
const MARKS = ["\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"];

/**
 * Finds the first place in a page's head, from which a script start tag is its first child, whether the
 * page has a `<head>` tag or leaves it out.
 * @param text the page's first bytes, one character each
 * @param whole whether that is all of the page
 * @returns undefined where that can't be told from this much of it
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#the-before-html-insertion-mode
 */
export function scanHead(text: string, whole: boolean): Head | undefined {
  // Nothing may go in before, or into, a byte order mark of which only a part is there yet.
  if (!whole && MARKS.some((mark) => text.length < mark.length && mark.startsWith(text))) return undefined;
  let index = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
  let language: string | undefined;
  let expected: "html" | "head" = "html";
  for (;;) {
    index = skipWhitespace(text, index);
    const here = { place: index, language };
    if (text[index] !== "<") return index < text.length || whole ? here : undefined;
    // Enough to tell a comment, a declaration and both tags apart.
    if (text.length - index < "<html>".length && !whole) return undefined;
    if (/^<[!?]/.test(text.slice(index, index + 2))) {
      const end = markupEnd(text, index);
      if (end === undefined) return whole ? here : undefined;
      index = end;
      continue;
    }
    const name = /^<(html|head)[\t\n\f\r />]/i.exec(text.slice(index, index + 6))?.[1]?.toLowerCase();
    if (name !== "head" && name !== expected) return here;
    const tag = attributesOf(text, index + "<html".length);
    if (tag === undefined) return undefined;
    if (name === "head") return { place: tag.end, language };
    language = tag.attributes.get("lang") || undefined;
    index = tag.end;
    expected = "head";
  }
}

/** Where a comment, doctype or other declaration ends; undefined where it doesn't. */
function markupEnd(text: string, index: number): number | undefined {
  if (!text.startsWith("<!--", index)) {
    const end = text.indexOf(">", index);
    return end < 0 ? undefined : end + 1;
  }
  // `<!-->` and `<!--->` are comments, and `--!>` ends one.
  const abrupt = /^-?>/.exec(text.slice(index + 4, index + 6));
  if (abrupt) return index + 4 + abrupt[0].length;
  const end = /--!?>/g;
  end.lastIndex = index + 4;
  return end.exec(text) ? end.lastIndex : undefined;
}

/** What may stand in a head, and what of it is text up to its end tag, or apart from the page. */
const OF_THE_HEAD =
  /^(?:html|head|base|basefont|bgsound|link|meta|title|style|script|noscript|template|noframes)$/;
const WITH_CONTENT = /^(?:title|style|script|noscript|template|noframes)$/;

/** A start tag in the head of a page. */
export interface HeadTag extends Attributes {
  /** In lower case. */
  readonly name: string;
  /** Index of its `<`. */
  readonly from: number;
}

/** The start tags of the head, as far as this text goes. */
export function headTags(text: string): HeadTag[] {
  const tags: HeadTag[] = [];
  const tag = /<!--|<(\/?)([a-z][^\t\n\f\r />]*)/gi;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const name = match[2]?.toLowerCase();
    if (name === undefined) {
      const end = markupEnd(text, match.index);
      if (end === undefined) break;
      tag.lastIndex = end;
      continue;
    }
    if (match[1] === "/" ? name === "head" : !OF_THE_HEAD.test(name)) break;
    const found = attributesOf(text, tag.lastIndex);
    if (found === undefined) break;
    tag.lastIndex = found.end;
    if (match[1] === "/") continue;
    tags.push({ ...found, name, from: match.index });
    if (!WITH_CONTENT.test(name)) continue;
    const end = new RegExp(`</${name}[\\t\\n\\f\\r />]`, "gi");
    end.lastIndex = found.end;
    if (!end.test(text)) break;
    tag.lastIndex = end.lastIndex;
  }
  return tags;
}

/**
 * The policies that meta elements set. They count in the head only, and only as far as this text goes.
 * Source: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy
 */
export function metaPolicies(text: string): string[] {
  return headTags(text)
    .filter(setsPolicy)
    .map(({ attributes }) => unescaped(attributes.get("content")!));
}

/** Whether a tag sets a policy for its page. */
export function setsPolicy({ name, attributes }: HeadTag): boolean {
  const sets = attributes.get("http-equiv")?.toLowerCase() === "content-security-policy";
  return name === "meta" && sets && Boolean(attributes.get("content"));
}

/** The few references that an attribute in the head may be written with: quotes and ampersands. */
export function unescaped(value: string): string {
  return value
    .replaceAll(/&(?:#39|#x27|apos);/gi, "'")
    .replaceAll(/&(?:#34|#x22|quot);/gi, '"')
    .replaceAll("&amp;", "&");
}
