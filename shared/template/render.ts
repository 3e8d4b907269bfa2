import { escapeAttribute, escapeText, safeUrl } from "../html/escape.ts";

/** A template made ready: what is left to do when a page is made is concatenation. */
export type Part = string | Print | Section | Url;

/** Prints a value, escaped for where it stands; "plain" is escaped by whoever puts the result in place. */
export interface Print {
  readonly print: string;
  readonly as: "text" | "attribute" | "plain";
}

export interface Section {
  readonly section: string;
  readonly inverted: boolean;
  readonly parts: readonly Part[];
}

/** A URL that is checked as a whole; what is inside is plain. */
export interface Url {
  readonly url: readonly Part[];
  readonly fallback: string;
  readonly as: "attribute" | "plain";
}

/**
 * What a name stands for: a value, null, or a symbol for "unknown". Printing and asking whether there is
 * something can differ: of a number, only the bound that it has reached is printed.
 */
export type Lookup = (name: string, use: "print" | "test") => unknown;

/** Renders parts. Never throws, whatever the values are. */
export function renderParts(parts: readonly Part[], lookup: Lookup): string {
  let out = "";
  for (const part of parts) out += typeof part === "string" ? part : renderPart(part, lookup);
  return out;
}

function renderPart(part: Print | Section | Url, lookup: Lookup): string {
  if ("print" in part) {
    const text = toText(lookup(part.print, "print"));
    return part.as === "text" ? escapeText(text) : part.as === "attribute" ? escapeAttribute(text) : text;
  }
  if ("section" in part) return isShown(part, lookup) ? renderParts(part.parts, lookup) : "";
  const url = safeUrl(renderUrl(part.url, lookup, "")) ?? part.fallback;
  return part.as === "attribute" ? escapeAttribute(url) : url;
}

/**
 * Assembles a URL. A value that follows other text of it fills in one component, so it is
 * percent-encoded: it can neither add a parameter nor climb out of a path.
 */
function renderUrl(parts: readonly Part[], lookup: Lookup, before: string): string {
  let url = before;
  for (const part of parts) {
    if (typeof part === "string") url += part;
    else if ("print" in part) {
      const text = toText(lookup(part.print, "print"));
      url += url.trim() === "" ? text : encodeURIComponent(text);
    } else if ("section" in part && isShown(part, lookup)) url = renderUrl(part.parts, lookup, url);
  }
  return url;
}

/** Null, 0, false, "", an empty list and what is unknown don't count as there. */
function isShown(section: Section, lookup: Lookup): boolean {
  const value = lookup(section.section, "test");
  const isThere = typeof value !== "symbol" && (Array.isArray(value) ? value.length > 0 : Boolean(value));
  return isThere !== section.inverted;
}

/** Lone surrogates become U+FFFD, as they would in UTF-8, and can't make `encodeURIComponent` throw. */
function toText(value: unknown): string {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(toText).join(", ");
  return "";
}
