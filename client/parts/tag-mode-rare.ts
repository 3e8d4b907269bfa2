import type { RareOperation } from "../../shared/dom-edit.ts";

interface Policy {
  createHTML(html: string): string;
}
type TrustedTypes = { createPolicy(name: string, rules: Policy): Policy };

let policy: Policy | undefined;

/**
 * Nodes of a block's HTML, as they would be parsed within an element, where Trusted Types are enforced: by the policy
 * `selvedge`, or, where a page allows no such policy, as far as the browser itself takes the HTML for harmless.
 */
export function nodesOf(html: string, within: Element): Node {
  const range = document.createRange();
  range.selectNodeContents(within);
  try {
    policy ??= (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("selvedge", {
      createHTML: (owners) => owners,
    });
    return range.createContextualFragment(policy!.createHTML(html));
  } catch {
    const holder = within.cloneNode() as Element & { setHTML(html: string, options: object): void };
    holder.setHTML(html, { sanitizer: { comments: true } });
    range.selectNodeContents(holder);
    return range.extractContents();
  }
}

/** Sorts the children of an element, or sends the visitor elsewhere. */
export function operate(target: Element, operation: RareOperation): void {
  if ("to" in operation) follow(operation.to);
  else sort(target, operation.by, operation.first);
}

/** The elements among the children change places; texts and comments stay. */
function sort(target: Element, by: string, first: readonly string[]): void {
  const rank = (child: Element) => {
    const place = first.indexOf(child.getAttribute(by)!);
    return place < 0 ? first.length : place;
  };
  const children = [...target.children];
  const places = children.map((child) => {
    const place = new Comment();
    child.replaceWith(place);
    return place;
  });
  children.sort((one, other) => rank(one) - rank(other));
  places.forEach((place, at) => place.replaceWith(children[at]!));
}

/** Goes to another page, with the query of this one unless it has its own; not from where the visitor was sent back to. */
function follow(to: string): void {
  if (document.referrer !== location.href) location.replace(/[?#]/.test(to) ? to : to + location.search);
}
