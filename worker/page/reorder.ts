import type { Edit, Refusal, Reorder } from "../../shared/edit.ts";
import { readValue } from "./attribute-value.ts";
import { concat } from "./body.ts";
import { FORMATTING, NO_FLOW, TABLE_LEVEL } from "./elements.ts";
import { CELLS, ENDED_PARENTS, type Target, targetConflict } from "./fit.ts";
import { Guard, type Watched } from "./guard.ts";
import { asText } from "./insertion.ts";
import { startTags, tablesMatch } from "./markup.ts";
import { markAt, markOf, readMarks } from "./marks.ts";
import { SURROUNDINGS } from "./nesting.ts";
import { layoutOf, type Piece, sortedPieces } from "./pieces.ts";
import { contentConflict } from "./movable.ts";
import type { Page } from "./rewrite.ts";
import { childOf, inside, parseSelector, within } from "./selector.ts";

export interface Reordered {
  /** What makes the sorted page, see `inOrder`; undefined where it stays as it is. */
  readonly pieces: readonly Piece[] | undefined;
  /** Blocks that have moved something. */
  readonly applied: readonly string[];
  /** Blocks that weren't done, and why. */
  readonly refused: readonly Refusal[];
}

/** The pieces of a page in their order. */
export function inOrder(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array {
  return concat(pieces.map(([from, to]) => bytes.subarray(from, to)));
}

/**
 * Finds how the bytes of a page must stand so that a browser makes of them the page's DOM with the children of the
 * targets sorted. Each child must begin and end where its tags say, and mean the same wherever it stands; a block
 * for which that isn't certain isn't done. Never fails.
 */
export async function reorderPage(page: Page, reorders: readonly Reorder[]): Promise<Reordered> {
  const refused = new Map<string, string>();
  const text = asText(page.bytes);
  const lower = text.toLowerCase();
  let left = reorders.filter(({ by, first }) => first.length > 0 && lower.includes(by));
  try {
    while (left.length > 0) {
      const result = await reorderOnce(page, text, left);
      for (const [index, reason] of result.refused) refused.set(left[index]!.block, reason);
      if (result.refused.size === 0)
        return { pieces: result.pieces, applied: result.applied, refused: list(refused) };
      left = left.filter(({ block }) => !refused.has(block));
    }
  } catch (error) {
    const reason = `the page can't be sorted: ${error instanceof Error ? error.message : String(error)}`;
    for (const { block } of left) refused.set(block, reason);
  }
  return { pieces: undefined, applied: [], refused: list(refused) };
}

function list(refused: ReadonlyMap<string, string>): Refusal[] {
  return Array.from(refused, ([block, reason]) => ({ block, reason }));
}

/** What an element under watch is: to be sorted, or a child of one that is, or merely in one. */
interface Seen {
  readonly name: string;
  /** Index of the block that sorts its children. */
  readonly sorting: number | undefined;
  readonly around: ReadonlySet<string>;
  /** Among its siblings, where it is a child of a target; the lower comes first. */
  readonly rank: number;
}

interface Pass {
  readonly pieces: readonly Piece[] | undefined;
  readonly applied: readonly string[];
  readonly refused: ReadonlyMap<number, string>;
}

async function reorderOnce(page: Page, text: string, reorders: readonly Reorder[]): Promise<Pass> {
  const refused = new Map<number, string>();
  const refuse = (index: number, reason: string) => void (refused.has(index) || refused.set(index, reason));
  const guard = new Guard(refuse);
  const mark = markOf(text);
  const seen: Seen[] = [];
  const open: number[] = [];
  // Handlers of one element run in the order in which they were registered: the last one acts.
  let targeted: number[] = [];
  let around = new Set<string>();

  const act = (element: Element): void => {
    const name = element.tagName;
    const [sorting, ...others] = targeted;
    for (const index of others) refuse(index, "another block has this element");
    const parent = seen[open.at(-1) ?? -1];
    const surroundings = sorting === undefined ? (parent?.around ?? around) : around;
    targeted = [];
    around = new Set();
    guard.start(name);
    const id = seen.length;
    const spans: Watched[] = [];
    if (sorting !== undefined) {
      const conflict = guard.leaked
        ? "formatting before the target has no end"
        : sortConflict(reorders[sorting]!, text, {
            name,
            namespace: element.namespaceURI,
            around: surroundings,
          });
      if (conflict !== undefined) refuse(sorting, conflict);
      spans.push({ edit: sorting, atEnd: true });
    }
    let rank = 0;
    if (parent?.sorting !== undefined) {
      const { by, first } = reorders[parent.sorting]!;
      const written = element.getAttribute(by);
      const value = written === null ? null : readValue(written);
      if (value === undefined) refuse(parent.sorting, `the value of ${by} can't be read`);
      const conflict = childConflict(parent.name, name, element.hasAttribute("shadowrootmode"));
      if (conflict !== undefined) refuse(parent.sorting, conflict);
      const place = first.indexOf(value ?? "");
      rank = place < 0 || value === null ? first.length : place;
      spans.push({ edit: parent.sorting, atEnd: false });
      element.before(markAt(mark, "(", id)).after(markAt(mark, ")", id));
    }
    seen.push({ name, sorting, around: surroundings, rank });
    if (spans.length === 0 && !guard.watching && !FORMATTING.has(name)) return;
    let end: ((endTag: string) => void) | undefined;
    try {
      element.onEndTag((tag) => end?.(tag.name));
    } catch {
      return; // It has no content.
    }
    if (sorting !== undefined) element.prepend(markAt(mark, "[", id)).append(markAt(mark, "]", id));
    const depth = open.push(id) - 1;
    const ended = guard.enter(name, spans, surroundings);
    end = (endTag) => {
      open.length = depth;
      ended(endTag);
    };
  };

  const rewriter = new HTMLRewriter();
  const selectors = reorders.map(({ target }) => parseSelector(target));
  const on = (names: readonly string[]) => [...startTags(text, names)];
  const outer = on([...new Set([...SURROUNDINGS, ...CELLS, ...FORMATTING])]);
  const parents = on([...new Set([...ENDED_PARENTS, ...NO_FLOW])]);
  const note = (selector: string, name: string): void => {
    if (selector !== "") rewriter.on(selector, { element: () => void around.add(name) });
  };
  selectors.forEach((selector, index) => {
    for (const name of outer) note(within([name], selector), name);
    for (const name of parents) note(childOf([name], selector), `>${name}`);
    rewriter.on(reorders[index]!.target, { element: () => void targeted.push(index) });
  });
  const all = selectors.flatMap((selector, index) => [reorders[index]!.target, inside(selector)]);
  // Where no table is, nobody has to read the text: a browser moves none.
  const texts = on(["table"]).length > 0 ? { text: (chunk: Text) => guard.text(chunk.text) } : {};
  rewriter.on(all.join(","), texts);
  rewriter.on([...all, ...FORMATTING].join(","), { element: act });
  const response = new Response(page.bytes, {
    headers: { "content-type": `text/html; charset=${page.charset}` },
  });
  const written = asText(new Uint8Array(await rewriter.transform(response).arrayBuffer()));
  guard.finish();
  if (refused.size > 0) return { pieces: undefined, applied: [], refused };

  const layout = layoutOf(readMarks(text, written, mark), text.length);
  const applied = new Set<string>();
  for (const target of layout.targets) {
    const { sorting, name } = seen[target.element]!;
    const { block, first } = reorders[sorting!]!;
    const ranks = target.children.map(({ element }) => seen[element]!.rank);
    if (ranks.every((rank) => rank === first.length)) continue;
    const conflict = contentConflict(text, target, name);
    if (conflict !== undefined) refuse(sorting!, conflict);
    else if (ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))) applied.add(block);
  }
  const pieces = applied.size > 0 ? sortedPieces(layout, (element) => seen[element]!.rank) : undefined;
  return { pieces, applied: [...applied], refused };
}

/** Why the children of this element can't be sorted, whatever they are. */
function sortConflict({ block, target }: Reorder, text: string, element: Target): string | undefined {
  const { name } = element;
  if (/^(?:html|head|body|table|colgroup)$/.test(name) || element.around.has("head"))
    return `the children of <${name}> have their order`;
  // An element that ends without an end tag would take the formatting with it into what follows.
  if (Array.from(element.around).some((outer) => FORMATTING.has(outer)))
    return "formatting around the target may reach into its children";
  if ((name in TABLE_LEVEL || element.around.has("table")) && !tablesMatch(text))
    return "parts of tables on this page aren't closed, or are out of place";
  const emptied: Edit = { block, target, op: "content", html: "" };
  return targetConflict(emptied, element);
}

/** Why this child may not be what a browser finds there. */
function childConflict(parent: string, name: string, isShadow: boolean): string | undefined {
  if (name === "template" && isShadow) return "a shadow root isn't a child";
  if (!NO_FLOW.has(parent)) return undefined;
  const fits = TABLE_LEVEL[name] === TABLE_LEVEL[parent]! + 1 || name === "script" || name === "template";
  return fits ? undefined : `<${name}> isn't a part of <${parent}>`;
}
