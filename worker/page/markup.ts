import { FORMATTING, TABLE_LEVEL, VOID } from "./elements.ts";

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

/** Whether every form ends before another one starts; a browser keeps to the one that is open. */
export function formsMatch(text: string): boolean {
  let open = false;
  for (const [, slash] of text.matchAll(/<(\/?)form(?=[\s/>])/gi)) {
    if (open === (slash === "")) return false;
    open = !open;
  }
  return !open;
}

/** Whether all parts of tables stand where they belong and end with their own tags; a browser mends the others. */
export function tablesMatch(text: string): boolean {
  const open: string[] = [];
  const tags = /<(\/?)(table|caption|colgroup|tbody|thead|tfoot|tr|td|th)(?=[\s/>])/gi;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    const name = tag[2]!.toLowerCase();
    if (tag[1] === "/") {
      if (open.pop() !== name) return false;
      continue;
    }
    const around = TABLE_LEVEL[open.at(-1) ?? "td"]!;
    const level = TABLE_LEVEL[name]!;
    // A row may stand in the table itself: the parser makes up what is between.
    const fits =
      level === 0 ? around === 3 || open.at(-1) === "caption" : around < level && level - around < 3;
    if (!fits || (level === 3 && around !== 2)) return false;
    open.push(name);
  }
  return open.length === 0;
}

/**
 * Whether formatting elements, which a browser reopens after they were misnested, each have their end where they
 * began: inside the same element. Cautious where end tags are omitted.
 */
export function formattingMatches(text: string): boolean {
  const open: string[] = [];
  const tags = /<(\/?)([a-z][a-z\d]*)(?=[\s/>])/gi;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    const name = tag[2]!.toLowerCase();
    if (tag[1] === "") {
      if (!VOID.has(name)) open.push(name);
      continue;
    }
    const start = open.lastIndexOf(name);
    if (start < 0) {
      if (FORMATTING.has(name)) return false;
      continue;
    }
    const within = open.splice(start).slice(1);
    if (FORMATTING.has(name) ? within.length > 0 : within.some((inner) => FORMATTING.has(inner)))
      return false;
  }
  return !open.some((name) => FORMATTING.has(name));
}

/** Whether every `</p>` has its `<p>`, and there is no `</br>`: a browser makes elements of those that haven't. */
export function paragraphsMatch(text: string): boolean {
  let open = 0;
  for (const [, slash, name] of text.matchAll(/<(\/?)(p|br)(?=[\s/>])/gi)) {
    if (name!.toLowerCase() === "br") {
      if (slash === "/") return false;
    } else if ((open += slash === "" ? 1 : -1) < 0) return false;
  }
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
