/**
 * What HTMLRewriter doesn't tell: end tags that belong to nothing it has seen opened. Found by looking for
 * tags in the page's text, comments and scripts included, so an irregularity is possible, not certain.
 */

/** Whether every heading ends with its own end tag; a browser lets any heading's end tag close it. */
export function headingsMatch(text: string): boolean {
  let open: string | undefined;
  for (const [, slash, level] of text.matchAll(/<(\/?)h([1-6])(?=[\s/>])/gi)) {
    if (slash === "" ? open !== undefined : open !== level) return false;
    open = slash === "" ? level : undefined;
  }
  return open === undefined;
}

/** Whether formatting elements, which a browser reopens after they were misnested, each have their end. */
export function formattingMatches(text: string): boolean {
  const open = new Map<string, number>();
  const tags = /<(\/?)(a|b|i|u|s|em|tt|big|code|font|nobr|small|strike|strong)(?=[\s/>])/gi;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    const name = tag[2]!.toLowerCase();
    const count = (open.get(name) ?? 0) + (tag[1] === "" ? 1 : -1);
    if (count < 0) return false;
    open.set(name, count);
  }
  for (const count of open.values()) if (count > 0) return false;
  return true;
}

/** Which of these start tags there are on the page. */
export function startTags(text: string, names: readonly string[]): ReadonlySet<string> {
  const tags = new RegExp(`<(${names.join("|")})(?=[\\s/>])`, "gi");
  const found = new Set<string>();
  for (let tag = tags.exec(text); tag && found.size < names.length; tag = tags.exec(text))
    found.add(tag[1]!.toLowerCase());
  return found;
}

/** Whether nothing that belongs to `<body>` follows its end tag. */
export function bodyEndsLast(text: string): boolean {
  const end = text.toLowerCase().lastIndexOf("</body");
  return end >= 0 && /^<\/body[^>]*>(?:\s|<!--[^]*?-->|<\/html\s*>)*$/i.test(text.slice(end));
}
