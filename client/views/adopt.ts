import type { DomEdit } from "../../shared/dom-edit.ts";
import { type Done, freshNodes, isSorted, type Means, own } from "./done.ts";

/**
 * A block that an element has already: the edge has written it, or the page has kept a copy of what it showed before.
 * It is known by what is there, so that what a framework makes of it is seen. What was there before isn't known: only
 * what was put in beside it, and classes, can be taken back. Undefined: the element doesn't have it.
 */
export function adopt(target: Element, edit: DomEdit, means: Means): Done | undefined {
  const has = () => hasBlock(target, edit, means);
  const found = has();
  if (!found) return undefined;
  own(found.nodes);
  const isBeside = edit.calls.some(([, method]) => /^(?:before|after|prepend|append)$/.test(method));
  return {
    edit,
    target,
    isThere: () => has() !== undefined,
    undo() {
      if (isBeside) for (const node of found.nodes) node.remove();
      for (const [on, method, given] of edit.calls)
        if (on === "classList")
          for (const name of given as readonly string[]) target.classList.toggle(name, method === "remove");
    },
  };
}

interface Found {
  /** What a block has put in, as far as it can be told from the page's own. */
  readonly nodes: readonly ChildNode[];
}

function hasBlock(target: Element, { calls, rare }: DomEdit, means: Means): Found | undefined {
  if (rare) return "by" in rare && isSorted(target, rare) ? { nodes: [] } : undefined;
  const nodes: ChildNode[] = [];
  for (const call of calls) {
    const [on, method, given] = call;
    const names = given as readonly string[];
    if (on === "classList") {
      if (names.some((name) => target.classList.contains(name) !== (method === "add"))) return undefined;
    } else if (method.endsWith("Attribute")) {
      if (target.getAttribute(names[0]!) !== (names[1] ?? null)) return undefined;
    } else {
      const found = findNodes(target, method, method === "remove" ? [] : freshNodes(call, target, means));
      if (!found) return undefined;
      nodes.push(...found);
    }
  }
  return { nodes };
}

/** Those nodes of the page that are as a block would make them. */
function findNodes(
  target: Element,
  method: string,
  fresh: readonly ChildNode[],
): readonly ChildNode[] | undefined {
  const areEqual = (found: readonly Node[], wanted: readonly Node[]) =>
    found.length === wanted.length &&
    found.every((node, at) => withoutRows(node).isEqualNode(withoutRows(wanted[at]!)));
  if (method === "replaceChildren") {
    const children = [...target.childNodes];
    return areEqual(children, fresh) ? children : undefined;
  }
  if (method === "remove") return undefined;
  if (method === "replaceWith")
    return fresh.some((node) => areEqual([target], [node])) ? [target] : undefined;
  // The parser may have made one text of one of theirs and one of the page's: elements tell.
  const elements = fresh.filter((node) => node instanceof Element);
  const count = elements.length;
  if (count === 0) return isBesideText(target, method, fresh) ? [] : undefined;
  const beside = [...(target.parentElement?.children ?? [])];
  const at = beside.indexOf(target);
  const among: Record<string, readonly Element[]> = {
    prepend: [...target.children].slice(0, count),
    append: [...target.children].slice(-count),
    before: beside.slice(Math.max(0, at - count), at),
    after: beside.slice(at + 1, at + 1 + count),
  };
  return areEqual(among[method]!, elements) ? among[method] : undefined;
}

/** A copy without rows of items: what stands there, and whether, is the device's. */
function withoutRows(node: Node): Node {
  const whole = new DocumentFragment();
  whole.append(node.cloneNode(true));
  for (const row of whole.querySelectorAll("[data-selvedge-recommend]")) {
    row.closest("[hidden]")?.removeAttribute("hidden");
    row.replaceWith("");
  }
  return whole;
}

/** Mere text: the parser has made one of it and of the page's own, so it can't be taken out again. */
function isBesideText(target: Element, method: string, fresh: readonly Node[]): boolean {
  const text = fresh.map(({ textContent }) => textContent).join("");
  const { previousSibling, nextSibling } = target;
  if (method === "prepend") return target.textContent.startsWith(text);
  if (method === "append") return target.textContent.endsWith(text);
  return method === "before"
    ? (previousSibling?.textContent?.endsWith(text) ?? false)
    : (nextSibling?.textContent?.startsWith(text) ?? false);
}
