import type { Edit, Reorder } from "../../shared/edit.ts";
import { concat } from "../page/body.ts";
import { escapeText } from "../page/escape.ts";
import { headTags, setsPolicy, unescaped } from "../page/head.ts";
import { asText } from "../page/insertion.ts";

/** Stands in the head of a page until it is known what belongs there. A base without an address does nothing. */
export const PLACE = "<base data-selvedge-simulated-place>";

/** By what elements are found that a block has changed or put in; its value is the block's id. */
const MARK = "data-selvedge-simulated";

/** The beginning of HTML that begins with an element. */
const START = /^\s*<[a-z][^\s/>]*/i;

/** How the blocks of edits are called that mark what other blocks have done; no block of an owner's has a colon in its id. */
const MARKING = "mark:";

/** The edits of a page, and what else has to be done so that it is found where they were. */
export function withMarks(edits: readonly Edit[], reorders: readonly Reorder[]): readonly Edit[] {
  // Behind all others, so that in doubt a mark is left out and not a block.
  return [...edits.map(marked), ...[...edits, ...reorders].flatMap(mark)];
}

function marked(edit: Edit): Edit {
  if (edit.op === "attributes") return { ...edit, set: { ...edit.set, [MARK]: edit.block } };
  if (!("html" in edit) || edit.op === "content") return edit;
  const html = edit.html.replace(START, (tag) => `${tag} ${MARK}="${edit.block}"`);
  return { ...edit, html };
}

function mark(change: Edit | Reorder): readonly Edit[] {
  if ("op" in change && !/^(?:text|content|class)$/.test(change.op)) return [];
  const { block, target, limit } = change;
  const set = { [MARK]: block };
  const edit: Edit = { op: "attributes", block: MARKING + block, target, set, remove: [] };
  return [limit === undefined ? edit : { ...edit, limit }];
}

/** What is to be said of blocks that aren't to be seen, though they were chosen. */
export function notesOn(
  page: Uint8Array,
  edits: readonly Edit[],
  refused: ReadonlyMap<string, string>,
): readonly string[] {
  const text = asText(page);
  return edits.flatMap((edit) => {
    const { block } = edit;
    const why = refused.get(block);
    if (why !== undefined) return [`“${block}” isn’t done: ${why}`];
    const isThere = !isMarked(edit) || refused.has(MARKING + block) || text.includes(`${MARK}="${block}"`);
    return isThere ? [] : [`“${block}” isn’t done: nothing on the page is ${edit.target}`];
  });
}

/** Whether something is left on the page to put a mark on. */
function isMarked(edit: Edit): boolean {
  if (edit.op === "remove") return false;
  return !("html" in edit) || edit.op === "content" || START.test(edit.html);
}

const STYLE =
  `[${MARK}]{outline:4px dashed #d9533a!important;outline-offset:2px!important}` +
  "html::after{position:fixed;inset:auto 0 0;z-index:2147483647;padding:10px 14px;background:#20242b;color:#fff;" +
  "font:14px/1.5 system-ui,sans-serif;white-space:pre-line;";

/**
 * A page as it can be looked at in a frame of another host: what is relative in it is relative to its own address, links
 * lead nowhere, no policy of its own judges it by where it isn't, and what has changed is outlined.
 * @param page with `PLACE` in its head
 * @param url its own address
 */
export function framed(page: Uint8Array, url: string, notes: readonly string[]): Uint8Array {
  const text = asText(page);
  const at = text.indexOf(PLACE);
  if (at < 0) throw new Error("the page has no place for what belongs into its head");
  const tags = headTags(text);
  const own = tags.find(({ name, attributes }) => name === "base" && attributes.has("href"));
  const base = own ? resolved(unescaped(own.attributes.get("href")!), url) : url;
  const bytes = page.slice();
  for (const { from, end } of tags.filter(setsPolicy)) bytes.fill(0x20, from, end);
  const told = `${STYLE}${notes.length === 0 ? "" : `content:"${cssText(notes.join("\n"))}"`}}`;
  const html = `<base href="${escapeText(base)}" target="_blank"><style>${told}</style>`;
  return concat([bytes.subarray(0, at), new TextEncoder().encode(html), bytes.subarray(at + PLACE.length)]);
}

/** An address that a page is based on; one that browsers don't take is none. */
function resolved(href: string, url: string): string {
  if (!URL.canParse(href, url)) return url;
  const base = new URL(href, url);
  return /^https?:$/.test(base.protocol) ? base.href : url;
}

/** Text within a string of CSS, in ASCII. */
function cssText(text: string): string {
  return text.replace(/[^\w .,:-]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `);
}
