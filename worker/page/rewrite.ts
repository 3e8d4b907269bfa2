import type { Edit, Refusal } from "../../shared/edit.ts";
import { FORMATTING, HEADING, NO_FLOW, TABLE_LEVEL } from "./elements.ts";
import { asText } from "./insertion.ts";
import { CELLS, ENDED_PARENTS, ITEM_PARENTS, NAMED_PARENT, spans, targetConflict } from "./fit.ts";
import { Guard, type Watched } from "./guard.ts";
import { LIST_ITEMS, RARE_SURROUNDINGS, SURROUNDINGS } from "./nesting.ts";
import {
  bodyEndsLast,
  formattingMatches,
  headingsMatch,
  paragraphsMatch,
  startTags,
  tablesMatch,
} from "./markup.ts";
import { applyEdit } from "./operations.ts";
import { childOf, inside, parseSelector, subjects, within } from "./selector.ts";

export interface Page {
  readonly bytes: Uint8Array;
  /** A label that HTMLRewriter knows, see `charset.ts`. */
  readonly charset: string;
}

export interface Rewritten {
  readonly bytes: Uint8Array;
  /** Blocks that changed something. */
  readonly applied: readonly string[];
  /** Blocks that weren't done, and why. A block whose target isn't on the page is in neither list. */
  readonly refused: readonly Refusal[];
}

/** More than two are needed only where one refusal brings another one to light. */
const PASSES = 4;

/**
 * Does the edits to a page, or doesn't do them where a browser would see something else than the page with
 * the operations done on its DOM. Never fails: in the end the page is left as it is. The first pass does
 * edits and checks at once; only where an edit is refused, or its surroundings matter, there are more.
 */
export async function rewritePage(page: Page, edits: readonly Edit[]): Promise<Rewritten> {
  const refused = new Map<string, string>();
  let left = edits;
  let detailed = false;
  try {
    for (let pass = 0; pass < PASSES && left.length > 0; pass++) {
      const result = await rewriteOnce(page, left, detailed);
      if (result.unclear) {
        detailed = true;
        continue;
      }
      for (const [index, reason] of result.refused) refused.set(left[index]!.block, reason);
      if (result.refused.size === 0)
        return { bytes: result.bytes, applied: result.applied, refused: list(refused) };
      left = left.filter(({ block }) => !refused.has(block));
    }
    for (const { block } of left) refused.set(block, "too many refusals on this page");
  } catch (error) {
    const reason = `the page can't be rewritten: ${error instanceof Error ? error.message : String(error)}`;
    for (const { block } of left) refused.set(block, reason);
  }
  return { bytes: page.bytes, applied: [], refused: list(refused) };
}

function list(refused: ReadonlyMap<string, string>): Refusal[] {
  return Array.from(refused, ([block, reason]) => ({ block, reason }));
}

interface Pass {
  readonly bytes: Uint8Array;
  readonly applied: readonly string[];
  /** Reasons by index of the edit. */
  readonly refused: ReadonlyMap<number, string>;
  /** What is around or in a target matters, and wasn't looked at: nothing else in here counts. */
  readonly unclear: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

async function rewriteOnce(
  { bytes, charset }: Page,
  edits: readonly Edit[],
  detailed: boolean,
): Promise<Pass> {
  let characters: string | undefined;
  const text = () => (characters ??= asText(bytes));
  const refused = new Map<number, string>();
  const refuse = (edit: number, reason: string) => void (refused.has(edit) || refused.set(edit, reason));
  const applied = new Set<string>();
  const guard = new Guard(refuse);
  const utf8 = charset === "utf-8";
  let unclear = false;
  // Handlers of one element run in the order in which they were registered: those of the single edits note
  // what the element is, the last one acts. (An element keeps one end tag handler only, so one must do it all.)
  let targeted: number[] = [];
  let around: Set<string> | undefined;
  let child = false;

  const act = (element: Element): void => {
    const name = element.tagName;
    const matching = targeted;
    const surroundings = around ?? NOTHING;
    targeted = [];
    around = undefined;
    const parented = child;
    child = false;
    guard.start(name);
    const done: Edit[] = [];
    const spanned: Watched[] = [];
    for (const index of matching) {
      const edit = edits[index]!;
      const guarded = spans(edit.op, name);
      if (!detailed && (surroundings.size > 0 || name in TABLE_LEVEL || (guarded && !watched[index])))
        unclear = true;
      if (!detailed && parented && ENDED_BY_LIKE.has(name)) unclear = true;
      if (unclear) return;
      const conflict =
        targetConflict(edit, { name, namespace: element.namespaceURI, around: surroundings }) ??
        (guarded ? endConflict(edit.op, name, surroundings, text) : undefined) ??
        (guard.leaked && !keepsContent(edit.op) ? "formatting before the target has no end" : undefined) ??
        rivalry(edit, done, element);
      if (conflict !== undefined) {
        refuse(index, conflict);
        continue;
      }
      if (guarded) spanned.push({ edit: index, atEnd: edit.op === "append" });
      try {
        applyEdit(element, edit, utf8);
      } catch (error) {
        refuse(index, error instanceof Error ? error.message : String(error));
      }
      done.push(edit);
      applied.add(edit.block);
    }
    if (spanned.length === 0 && !guard.watching && !(leaky && FORMATTING.has(name))) return;
    let end: ((endTag: string) => void) | undefined;
    try {
      element.onEndTag((tag) => end?.(tag.name));
    } catch {
      return; // It has no content.
    }
    end = guard.enter(name, spanned, surroundings);
  };

  const note = (name: string) => void (around ??= new Set()).add(name);
  const selectors = edits.map(({ target }) => parseSelector(target));
  const watched = edits.map(({ op }, index) => detailed || maySpan(op, subjects(selectors[index]!)));
  const rewriter = new HTMLRewriter();
  const rare = startTags(text(), RARE_SURROUNDINGS);
  const surroundings = SURROUNDINGS.filter((name) => rare.has(name) || !RARE_SURROUNDINGS.includes(name));
  selectors.forEach((selector, index) => {
    const parents = childOf(ENDED_PARENTS, selector);
    if (detailed) {
      for (const name of [...SURROUNDINGS, ...CELLS, ...FORMATTING, ...LIST_ITEMS.keys()])
        rewriter.on(within([name], selector), { element: () => note(name) });
      for (const name of parents === "" ? [] : new Set([...ENDED_PARENTS, ...NO_FLOW, ...ITEM_PARENTS]))
        rewriter.on(childOf([name], selector), { element: () => note(`>${name}`) });
      if (parents === "") rewriter.on(edits[index]!.target, { element: () => note(NAMED_PARENT) });
    } else {
      const inBody = !subjects(selector)?.every((name) => name === "body" || name === "html");
      if (inBody) rewriter.on(within(surroundings, selector), { element: () => note("") });
      if (parents !== "" && canEndLike(edits[index]!.op, subjects(selector))) {
        const places = [parents, within([...LIST_ITEMS.keys()], selector)].join(",");
        rewriter.on(places, { element: () => void (child = true) });
      }
    }
    const texts = detailed ? { text: (chunk: Text) => guard.text(chunk.text) } : {};
    rewriter.on(edits[index]!.target, { element: () => void targeted.push(index), ...texts });
  });
  const all = selectors.flatMap((selector, index) => [
    edits[index]!.target,
    ...(watched[index] ? [inside(selector)] : []),
  ]);
  const leaky = !edits.every(({ op }) => keepsContent(op)) && !formattingMatches(text());
  if (leaky) all.push(...FORMATTING);
  rewriter.on(all.join(","), { element: act });
  const response = new Response(bytes, { headers: { "content-type": `text/html; charset=${charset}` } });
  const output = new Uint8Array(await rewriter.transform(response).arrayBuffer());
  guard.finish();
  return { bytes: output, applied: [...applied], refused, unclear };
}

/** Whether any element that the selector may match has to be watched up to its end. */
function maySpan(op: Edit["op"], names: readonly string[] | undefined): boolean {
  return names ? names.some((name) => spans(op, name)) : spans(op, "div");
}

/** Elements whose start tag ends one of their like, or of their family, that has no end tag. */
const ENDED_BY_LIKE: ReadonlySet<string> = new Set(ENDED_PARENTS);

function canEndLike(op: Edit["op"], names: readonly string[] | undefined): boolean {
  return (
    (op === "before" || op === "replace" || op === "remove") &&
    (!names || names.some((name) => ENDED_BY_LIKE.has(name)))
  );
}

/** The operation puts nothing in that formatting around it could change, and takes nothing out that it may have begun anew in. */
function keepsContent(op: Edit["op"]): boolean {
  return op === "attributes" || op === "class";
}

/** Why the element may not end at its end tag, as far as other end tags tell. */
function endConflict(
  op: Edit["op"],
  name: string,
  around: ReadonlySet<string>,
  text: () => string,
): string | undefined {
  // Some end tags of nothing make an element, which in a table is moved out.
  if (name in TABLE_LEVEL && !paragraphsMatch(text())) return "a paragraph on this page ends twice";
  if (around.has("table") && !tablesMatch(text())) return "parts of tables on this page end with other tags";
  if (HEADING.has(name) && !headingsMatch(text()))
    return "headings on this page end with other tags than their own";
  const content = op === "content" || op === "append" || op === "text";
  return name === "body" && content && !bodyEndsLast(text()) ? "something follows </body>" : undefined;
}

/** Why the edit can't be done where others were done before it; the same element, other selectors. */
function rivalry(edit: Edit, done: readonly Edit[], element: Element): string | undefined {
  const taken =
    element.removed ||
    done.some((other) => {
      if (edit.op === "attributes" && other.op === "attributes") {
        const names = new Set([...Object.keys(other.set), ...other.remove].map((name) => name.toLowerCase()));
        return [...Object.keys(edit.set), ...edit.remove].some((name) => names.has(name.toLowerCase()));
      }
      return edit.op === other.op && (edit.op === "content" || edit.op === "text");
    });
  return taken ? "another block has this element" : undefined;
}
