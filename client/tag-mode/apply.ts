import type { DomEdit, RareOperation } from "../../shared/dom-edit.ts";

/** What only some pages and sites need. */
export interface Rare {
  /** Makes nodes where Trusted Types are enforced. */
  readonly nodesOf: (html: string, within: Element) => Node;
  readonly operate: (target: Element, operation: RareOperation) => void;
}

// oxlint-disable-next-line typescript/no-explicit-any -- methods are called by their names
type ByName = any;

/** Nodes of a block's HTML, as they would be parsed within an element; scripts among them run when they get into the page. */
export function nodesOf(html: string, within: Element): Node {
  const range = document.createRange();
  range.selectNodeContents(within);
  return range.createContextualFragment(html);
}

/** Whether these edits, or this page, ask for what is rarely needed. */
export function isRare(edits: readonly DomEdit[]): boolean {
  try {
    nodesOf("", document.head);
    return edits.some((edit) => edit.rare);
  } catch {
    // Trusted Types are enforced.
    return true;
  }
}

/**
 * Does blocks to a document in their order. Of two that want the same of one element the later one isn't done. Targets
 * are those of the document as it was. Returns the blocks that could not be done.
 */
export function applyEdits(root: Document, edits: readonly DomEdit[], rare?: Rare): string[] {
  const claimed = new Map<Element, string>();
  const refused: string[] = [];
  const make = rare?.nodesOf ?? nodesOf;
  const found = edits.map(({ block, target, limit, claims }): Element[] => {
    const targets = [...root.querySelectorAll(target)].slice(0, limit);
    if (targets.some((each) => claims.some((claim) => claimed.get(each)?.includes(claim))))
      return (refused.push(block), []);
    for (const each of targets) claimed.set(each, claimed.get(each) + claims.join(""));
    return targets;
  });
  edits.forEach(({ block, calls, rare: operation }, at) => {
    try {
      for (const target of found[at] as ByName[]) {
        // It may have been taken away with what was around it.
        if (!target.isConnected) continue;
        for (const [on, method, given] of calls as ByName)
          (target[on] ?? target)[method](
            ...(given.html ? [make(given.html, target[given.in] ?? target)] : given),
          );
        if (operation) rare!.operate(target, operation);
      }
    } catch {
      refused.push(block);
    }
  });
  return refused;
}
