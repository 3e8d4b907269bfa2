import { selectAll } from "css-select";
import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from "domhandler";
import { parse } from "parse5";
import { adapter } from "parse5-htmlparser2-tree-adapter";

export type { Element } from "domhandler";

/** A page, parsed as browsers do. */
export interface Page {
  /** Its pathname on the site. */
  readonly path: string;
  readonly document: Document;
}

export function parsePage(path: string, html: string): Page {
  return { path, document: parse(html, { treeAdapter: adapter }) };
}

/** The elements of a page that a selector means, in the order of the page. */
export function find({ document }: Page, selector: string): Element[] {
  return selectAll<AnyNode, Element>(selector, document);
}

/** The text of an element, spaces joined. */
export function textOf(node: AnyNode): string {
  return collect(node).replaceAll(/\s+/g, " ").trim();
}

function collect(node: AnyNode): string {
  if (isText(node)) return node.data;
  return hasChildren(node) ? node.children.map(collect).join(" ") : "";
}

/** An element and what it stands in, from the inside out. */
export function withAncestors(element: Element): Element[] {
  const all = [element];
  for (let node = element.parent; node && isTag(node); node = node.parent) all.push(node);
  return all;
}
