import { attributesOf, skipWhitespace } from "./tags.ts";

/** What the start of a page tells. */
export interface Head {
  /** Index of the byte before which the tag goes in: the first place in `<head>`. */
  readonly place: number;
  /** The page's language, from `<html lang>`. */
  readonly language: string | undefined;
}

/**
 * Finds the first place in a page's head, from which a script start tag is its first child, whether the
 * page has a `<head>` tag or leaves it out.
 * @param text the page's first bytes, one character each
 * @param whole whether that is all of the page
 * @returns undefined where that can't be told from this much of it
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#the-before-html-insertion-mode
 */
export function scanHead(text: string, whole: boolean): Head | undefined {
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

/**
 * The script nonce of a policy: that of the directive that governs script elements.
 * Source: https://www.w3.org/TR/CSP3/#effective-directive-for-inline-check
 */
export function nonceOf(policy: string): string | undefined {
  for (const single of policy.split(",")) {
    const directives = new Map<string, string>();
    for (const directive of single.split(";")) {
      const [name = "", ...values] = directive.trim().split(/\s+/);
      if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), values.join(" "));
    }
    const sources =
      directives.get("script-src-elem") ?? directives.get("script-src") ?? directives.get("default-src");
    const nonce = /'nonce-([A-Za-z0-9+/_-]+={0,2})'/.exec(sources ?? "")?.[1];
    if (nonce !== undefined) return nonce;
  }
  return undefined;
}

/** The nonce of a policy that a meta element in the head sets. */
export function metaNonce(text: string): string | undefined {
  const tag = /<!--[^]*?-->|<meta[\t\n\f\r /]|<\/head[\t\n\f\r />]|<body[\t\n\f\r />]/gi;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    if (match[0].startsWith("<!--")) continue;
    if (!/^<meta/i.test(match[0])) return undefined;
    const found = attributesOf(text, match.index + "<meta".length);
    if (found === undefined) return undefined;
    tag.lastIndex = found.end;
    if (found.attributes.get("http-equiv")?.toLowerCase() !== "content-security-policy") continue;
    const nonce = nonceOf(
      (found.attributes.get("content") ?? "").replaceAll("&#39;", "'").replaceAll("&apos;", "'"),
    );
    if (nonce !== undefined) return nonce;
  }
  return undefined;
}
