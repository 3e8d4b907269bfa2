import { selectAll } from "css-select";
import type { AnyNode, Document, Element as Node } from "domhandler";
import { parse } from "parse5";
import { adapter } from "parse5-htmlparser2-tree-adapter";
import { surveyPage } from "../../../worker/page/survey.ts";
import { compileTargets } from "../../../worker/page/selectors.ts";

/** For parse5 a table's scope reaches out of a `<template>`, against the standard. */
const PARTS_IN_TEMPLATE = /<template[^]*<\/?(?:table|caption|col|colgroup|tbody|td|tfoot|th|tr)/i;

/** For css-select every element of this name hides what it holds, also one in a drawing. */
const DRAWN_TEMPLATE = /<(?:svg|math)[^]*<template/i;

/** What came of the search for a selector: told and right, told wrongly, or not told. */
export type Verdict = { readonly is: "right" | "untold" } | { readonly is: "wrong"; readonly why: string };

/**
 * Whether the elements that selectors find on a page are those that css-select finds in parse5's document, in any order.
 * Not told is also what no block is ever done to: elements that aren't where, or don't end where, their tags are. Only
 * for ASCII, in which a character is a byte.
 */
export function judge(page: string, selectors: readonly string[]): readonly Verdict[] {
  const targets = compileTargets(selectors, new Set());
  const { found } = surveyPage({ bytes: new TextEncoder().encode(page), charset: "utf-8" }, targets);
  const document = parse(page, { treeAdapter: adapter, sourceCodeLocationInfo: true });
  return found.map((elements, index): Verdict => {
    if (typeof elements === "string" || elements.some(({ flaw }) => flaw !== undefined))
      return { is: "untold" };
    if (PARTS_IN_TEMPLATE.test(page) || DRAWN_TEMPLATE.test(page)) return { is: "right" };
    const own = elements.map(({ kind, from, tagTo }) => `${kind.name} ${tagTo > from ? from : "made up"}`);
    const expected = referees(document, selectors[index]!)
      .filter((node) => own.includes(nameOf(node)) || !isMadeByEnd(node))
      .map(nameOf);
    if (own.sort().join() === expected.sort().join()) return { is: "right" };
    return { is: "wrong", why: `${selectors[index]} on ${page}\nis  ${own.join()}\nnot ${expected.join()}` };
  });
}

function referees(document: Document, selector: string): readonly Node[] {
  const quirksMode = document["x-mode"] === "quirks";
  return selectAll<AnyNode, Node>(selector, document, { quirksMode });
}

function nameOf({ name, sourceCodeLocation }: Node): string {
  return `${name.toLowerCase()} ${sourceCodeLocation?.startTag?.startOffset ?? "made up"}`;
}

/** What only the end of the page makes up has nothing in it. */
function isMadeByEnd(node: AnyNode): boolean {
  if (!("children" in node) || !("name" in node)) return false;
  return !node.sourceCodeLocation?.startTag && node.children.every(isMadeByEnd);
}
