const TEXT = new TextDecoder("latin1");

/**
 * Whether a page with this doctype is in quirks mode, in which a table ends no paragraph; undefined where its kind of
 * HTML isn't one of those that are still met.
 * @param doctype what follows `<!doctype`, up to its `>`
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
 */
export function quirksOf(doctype: Uint8Array): boolean | undefined {
  const text = TEXT.decode(doctype);
  if (/^\s+html\s*$/i.test(text)) return false;
  if (/^\s+html\s+system\s*(["'])about:legacy-compat\1\s*$/i.test(text)) return false;
  const id = /^\s+html\s+public\s*(["'])([^"'>]*)\1(?:\s*(["'])[^"'>]*\3)?\s*$/i.exec(text);
  if (!id) return /^\s+html[\s>]/i.test(text) ? undefined : true;
  const name = id[2]!.toLowerCase();
  if (/^-\/\/w3c\/\/dtd xhtml (?:1\.0 (?:strict|transitional|frameset)|1\.1|basic 1\.[01])\/\//.test(name))
    return false;
  if (name === "-//w3c//dtd html 4.01//en") return false;
  if (/^-\/\/w3c\/\/dtd html 4\.01 (?:transitional|frameset)\/\//.test(name)) return id[3] === undefined;
  return undefined;
}
