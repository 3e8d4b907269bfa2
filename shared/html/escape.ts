const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A value as HTML text, also inside `<title>` and `<textarea>`. Never for script, style or comments. */
export function escapeText(value: string): string {
  return value.replace(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** A value as part of a quoted attribute value, whichever quote is used. */
export function escapeAttribute(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const SAFE_SCHEMES = new Set(["http", "https", "mailto", "tel"]);

/**
 * The URL as a browser will read it, if it is http(s), mailto, tel or relative (`//host` and `\\host`
 * take the page's own scheme); undefined for everything else. Browsers skip controls and spaces around a
 * URL, and tabs and newlines anywhere in it, so `java\nscript:` has a scheme too.
 * Source: https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export function safeUrl(value: string): string | undefined {
  const url = value.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1];
  return scheme === undefined || SAFE_SCHEMES.has(scheme.toLowerCase()) ? url : undefined;
}
