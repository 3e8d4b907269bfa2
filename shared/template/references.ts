const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/**
 * Decodes the character references of an attribute value, of which the named ones are only those that
 * normalized HTML has. `unknown` collects the others, which stay as they are written.
 */
export function decodeReferences(html: string, unknown: string[]): string {
  return html.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z][a-z\d]*));/gi, (reference, decimal, hex, name) => {
    if (name === undefined)
      return fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    if (Object.hasOwn(NAMED, name)) return NAMED[name]!;
    unknown.push(reference);
    return reference;
  });
}

function fromCodePoint(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}
