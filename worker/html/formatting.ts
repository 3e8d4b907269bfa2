import { attributesAt } from "./attributes.ts";
import type { Construction } from "./construction.ts";
import { type Element, isOpen } from "./state.ts";

/** Around some elements formatting doesn't reach further in. */
export function markFormatting(building: Construction): void {
  building.formatting = { element: undefined, below: building.formatting };
}

/** Forgets formatting up to the last mark. */
export function clearToMark(building: Construction): void {
  let { formatting } = building;
  while (formatting?.element) formatting = formatting.below;
  building.formatting = formatting?.below;
}

/**
 * Begins open formatting anew that was ended by something else.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements
 */
export function reopen(building: Construction): void {
  const last = building.formatting?.element;
  if (last === undefined || isOpen(building.stack, last)) return;
  const closed: Element[] = [];
  let list = building.formatting;
  for (; list?.element && !isOpen(building.stack, list.element); list = list.below)
    closed.unshift(list.element);
  for (const element of closed) {
    const why = `<${element.kind.name}> is begun anew further on`;
    building.flaw(element, why);
    const again = building.insert(element.kind, "html", true);
    building.flaw(again, why);
    list = { element: Object.assign(again, { from: element.from, tagTo: element.tagTo }), below: list };
  }
  building.formatting = list;
}

/** So many equal formatting elements are begun anew at most. */
const ALIKE = 3;

/**
 * Adds an element to those that are begun anew when something else ends them.
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
