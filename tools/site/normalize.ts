import { type DefaultTreeAdapterTypes, parseFragment, serialize } from "parse5";
import type { Result } from "../../shared/issue.ts";
import { compileTemplate } from "../../shared/template.ts";
import { type Node, parseTemplate } from "../../shared/template/parse.ts";
import { type Scan, scanMarkup, startScan } from "../../shared/template/scan.ts";

/** Stands around the number of a section's tag while it is a comment; private use, so in nobody's HTML. */
const MARK = "\ue000";

/** Tags that HTML drops in some places, with all that they mean. */
const DROPPED = [
  "html",
  "head",
  "body",
  "frameset",
  "caption",
  "colgroup",
  "col",
  "tbody",
  "thead",
  "tfoot",
  "tr",
  "td",
  "th",
];

/** An attribute that the outermost elements get. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/**
 * Balances a block's HTML, as a browser would read it, around its Mustache tags: so that it can be put into a
 * page as text and still does nothing to what stands around it. Rows and cells may stand alone.
 */
export function normalizeHtml(html: string, mark?: Mark): Result<string> {
  const parsed = parseTemplate(html);
  if (!parsed.ok) return parsed;
  const tags: string[] = [];
  const fragment = parseFragment(protect(parsed.value, startScan(), tags));
  const lost = lostTag(html, fragment);
  if (lost !== undefined) return refuse(`<${lost}> can't stand here, and a browser would drop it`);
  if (mark) markAll(fragment, mark);
  const balanced = restore(serialize(fragment), tags);
  const compiled = compileTemplate(balanced, "html");
  if (!compiled.ok) return refuse(`once its HTML is balanced, ${compiled.issues[0]!.message}`);
  const again = serialize(parseFragment(protect(reparse(balanced), startScan(), [])));
  if (restore(again, tags) !== balanced)
    return refuse("its HTML can't be balanced: a browser reads it differently each time");
  return { ok: true, value: balanced };
}

/** Marks the outermost elements; none where text stands among them, since they aren't all of it then. */
function markAll({ childNodes }: DefaultTreeAdapterTypes.ParentNode, { name, value }: Mark): void {
  if (childNodes.some((node) => "value" in node && node.value.trim() !== "")) return;
  for (const node of childNodes) {
    if (!("attrs" in node)) continue;
    node.attrs = [...node.attrs.filter((each) => each.name !== name), { name, value }];
  }
}

function reparse(html: string): readonly Node[] {
  const parsed = parseTemplate(html);
  return parsed.ok ? parsed.value : [];
}

/** Writes the template again, with a comment in place of every section tag that stands between elements. */
function protect(nodes: readonly Node[], place: Scan, tags: string[]): string {
  const guard = (tag: string): string => {
    if (place.state !== "text") return tag;
    tags.push(tag);
    return `<!--${MARK}${tags.length - 1}${MARK}-->`;
  };
  return nodes
    .map((node) => {
      if (node.kind === "print") return node.tag;
      if (node.kind === "section") {
        const start = guard(`{{${node.inverted ? "^" : "#"}${node.name}}}`);
        const content = protect(node.nodes, place, tags);
        return start + content + guard(`{{/${node.name}}}`);
      }
      for (let index = 0; index < node.text.length;) index = scanMarkup(place, node.text, index);
      return node.text;
    })
    .join("");
}

function restore(html: string, tags: readonly string[]): string {
  return html.replace(
    new RegExp(`<!--${MARK}(\\d+)${MARK}-->`, "g"),
    (_, index: string) => tags[Number(index)]!,
  );
}

/** A tag of which there are fewer elements than were written. */
function lostTag(html: string, fragment: DefaultTreeAdapterTypes.ParentNode): string | undefined {
  const markup = html
    .replace(/<!--[^]*?-->|<(script|style|textarea|title)\b[^]*?<\/\1/gi, "")
    .replace(/"[^"]*"|'[^'<>]*'/g, '""');
  return DROPPED.find((tag) => {
    const written = markup.match(new RegExp(`<${tag}(?=[\\s/>])`, "gi"))?.length ?? 0;
    return written > 0 && written > count(fragment, tag);
  });
}

function count(parent: DefaultTreeAdapterTypes.ParentNode, tag: string): number {
  let found = 0;
  for (const node of parent.childNodes) {
    if (!("tagName" in node)) continue;
    if (node.tagName === tag) found++;
    found += count(node, tag);
    if ("content" in node) found += count(node.content, tag);
  }
  return found;
}

function refuse(message: string): Result<never> {
  return { ok: false, issues: [{ path: "", message }] };
}
