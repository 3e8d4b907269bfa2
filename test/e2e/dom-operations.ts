import type { DomEdit } from "../../shared/dom-edit.ts";
import type { Edit, Reorder } from "../../shared/edit.ts";

/** A page, what the edge has made of it, and what was to be done to it. */
export interface Case {
  readonly page: string;
  readonly edited: string;
  readonly blocks: readonly (Edit | Reorder)[];
  /** How the pasted tag does them; absent: the referee's own methods do. */
  readonly edits?: readonly DomEdit[];
  /** They are done as on a page that is open, and undone. */
  readonly isOpen?: true;
}

/** The pasted tag's code, as the test has put it into the page. */
interface TagMode {
  applyEdits(root: Document, edits: readonly DomEdit[], rare: unknown): readonly string[];
  createKeeper(
    root: Document,
    gaveUp: () => void,
    find: () => undefined,
  ): { keep(edits: readonly DomEdit[], means: unknown): void };
  nodesOf: unknown;
}

/** Runs in the browser: says where what it reads in edited pages isn't what its own DOM methods make of the originals. */
export function differences(cases: readonly Case[]): readonly string[] {
  return cases.flatMap(({ page, edited, blocks, edits, isOpen }) => {
    const original = parse(page);
    if (edits && isOpen) {
      const { tagMode } = window as unknown as { tagMode: TagMode };
      const keeper = tagMode.createKeeper(
        original,
        () => {},
        () => undefined,
      );
      keeper.keep(edits, { nodesOf: tagMode.nodesOf, rare: tagMode });
      const wrong = compare(original.cloneNode(true) as Document, edited);
      keeper.keep([], { nodesOf: tagMode.nodesOf, rare: tagMode });
      return [...wrong, ...compare(original, page)];
    }
    if (edits) {
      const { tagMode } = window as unknown as { tagMode: TagMode };
      tagMode.applyEdits(original, edits, tagMode);
      return compare(original, edited);
    }
    const targets = blocks.map(({ target, limit }) =>
      [...original.querySelectorAll(target)].slice(0, limit ?? Number.POSITIVE_INFINITY),
    );
    blocks.forEach((block, index) => {
      for (const element of targets[index]!) operate(element, block);
    });
    return compare(original, edited);

    function compare(changed: Document, wanted: string): readonly string[] {
      changed.normalize();
      const expected = JSON.stringify(treeOf(changed));
      const own = JSON.stringify(treeOf(parse(wanted)));
      if (own === expected) return [];
      return [`${JSON.stringify(blocks)}\n${page}\n${wanted}\nis  ${own}\nnot ${expected}`];
    }
  });

  function parse(html: string): Document {
    return new DOMParser().parseFromString(html, "text/html");
  }

  function operate(element: Element, block: Edit | Reorder): void {
    // It may have been taken away with what was around it.
    if (!element.isConnected) return;
    if ("by" in block) return sort(element, block);
    switch (block.op) {
      case "content":
        element.innerHTML = block.html;
        return;
      case "replace":
        element.outerHTML = block.html;
        return;
      case "before":
        return element.insertAdjacentHTML("beforebegin", block.html);
      case "after":
        return element.insertAdjacentHTML("afterend", block.html);
      case "prepend":
        return element.insertAdjacentHTML("afterbegin", block.html);
      case "append":
        return element.insertAdjacentHTML("beforeend", block.html);
      case "remove":
        return element.remove();
      case "text":
        element.textContent = block.text;
        return;
      case "attributes":
        for (const name of block.remove) element.removeAttribute(name);
        for (const [name, value] of Object.entries(block.set)) element.setAttribute(name, value);
        return;
      case "class":
        element.classList.remove(...block.remove);
        element.classList.add(...block.add);
    }
  }

  function sort(element: Element, { by, first }: Reorder): void {
    const rank = (child: Element): number => {
      const place = first.indexOf(child.getAttribute(by) ?? "");
      return place < 0 || !child.hasAttribute(by) ? first.length : place;
    };
    const children = [...element.children];
    const places = children.map((child) => {
      const place = document.createComment("");
      child.replaceWith(place);
      return place;
    });
    children.sort((one, other) => rank(one) - rank(other));
    children.forEach((child, index) => places[index]!.replaceWith(child));
  }

  function treeOf(node: Node): unknown {
    const children = [...node.childNodes].map(treeOf);
    if (node instanceof Document) return [node.compatMode, children];
    if (!(node instanceof Element)) return [node.nodeName, node.nodeValue];
    const attributes = [...node.attributes]
      .map(({ namespaceURI, name, value }) => [namespaceURI, name, value])
      .sort((one, other) => (String(one) < String(other) ? -1 : 1));
    const held = node instanceof HTMLTemplateElement ? treeOf(node.content) : undefined;
    return [node.namespaceURI, node.localName, attributes, children, held];
  }
}

/** A page in which each start tag has a number, and selectors. */
export interface Search {
  readonly page: string;
  readonly selectors: readonly string[];
}

/** Runs in the browser: the numbers of the elements that each selector finds; `-` for those that no tag is there for. */
export function found(searches: readonly Search[]): readonly (readonly (readonly string[])[])[] {
  return searches.map(({ page, selectors }) => {
    const document = new DOMParser().parseFromString(page, "text/html");
    return selectors.map((selector) =>
      [...document.querySelectorAll(selector)].map((element) => element.getAttribute("n") ?? "-"),
    );
  });
}
