/** Text for between tags and for quoted attribute values. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * HTML that means the same in every charset: what isn't ASCII becomes a numeric character reference. Not for
 * the inside of scripts and styles, where there are no such references; blocks hold neither.
 */
export function asciiHtml(html: string): string {
  return html.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** JSON that may stand in a script element of any charset: `</script` and `<!--` can't occur in it. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
