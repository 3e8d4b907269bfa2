const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * What a browser reads an attribute's value as, as it is written in the page: character references and line breaks.
 * Undefined where it has a reference of another kind than those that everybody writes.
 */
export function readValue(written: string): string | undefined {
  if (written.includes("\0")) return undefined;
  let unread = false;
  const value = written.replace(/\r\n?/g, "\n").replace(/&(#|[a-z])[^&]*/gi, (text) => {
    const named = /^&(amp|lt|gt|quot|apos);/.exec(text);
    const numbered = /^&#(?:x([\da-f]{1,6})|(\d{1,7}));/i.exec(text);
    const code = numbered ? parseInt(numbered[1] ?? numbered[2]!, numbered[1] === undefined ? 10 : 16) : 0;
    const readable = code >= 0x20 && (code < 0x7f || (code > 0x9f && code < 0xd800));
    if (named) return NAMED[named[1]!]! + text.slice(named[0].length);
    if (numbered && readable) return String.fromCharCode(code) + text.slice(numbered[0].length);
    unread = true;
    return text;
  });
  return unread ? undefined : value;
}
