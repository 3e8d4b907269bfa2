import { attributesAt } from "./attributes.ts";
import type { Construction } from "./construction.ts";
import type { Element } from "./state.ts";

/** So many equal formatting elements are begun anew at most. */
const ALIKE = 3;

/**
 * Adds the current element to those that are begun anew when something else ends them.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#push-onto-the-list-of-active-formatting-elements
 */
export function listFormatting(building: Construction, element: Element): void {
  const alike: Element[] = [];
  for (let at = building.formatting; at?.element; at = at.below)
    if (at.element.kind === element.kind) alike.unshift(at.element);
  if (alike.length >= ALIKE) {
    const own = keyOf(building.bytes, element);
    const equal = alike.filter((each) => keyOf(building.bytes, each) === own);
    if (equal.length >= ALIKE) forget(building, equal[0]!);
  }
  building.formatting = { element, below: building.formatting };
}

function forget(building: Construction, element: Element): void {
  const kept: Element[] = [];
  let at = building.formatting;
  for (; at && at.element !== element; at = at.below) kept.push(at.element!);
  building.formatting = kept.reduceRight((below, each) => ({ element: each, below }), at?.below);
}

/** Equal for elements with the same attributes, in any order. */
function keyOf(bytes: Uint8Array, { from, kind }: Element): string {
  const attributes = attributesAt(bytes, from + 1 + kind.name.length);
  return JSON.stringify([...attributes].sort(([one], [other]) => (one < other ? -1 : 1)));
}
