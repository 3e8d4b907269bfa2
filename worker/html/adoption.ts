import type { Construction } from "./construction.ts";
import { type Element, type Formatting, inScope, isOpen, isSpecial, push, type Stack } from "./state.ts";

/** Turns that the standard's loops take at most. */
const OUTER = 8;
const INNER = 3;

/**
 * The end tag of a formatting element, or a start tag that ends one: the "adoption agency algorithm". Where the tags
 * are misnested, elements are begun anew and moved; those get a flaw.
 * @returns false where there is no such element, so that it is an end tag like any other
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#adoption-agency-algorithm
 */
export function adopt(building: Construction, name: string, own: boolean): boolean {
  const current = building.current;
  if (building.isCurrent(name) && !isListed(building.formatting, current!)) {
    building.pop(own);
    return true;
  }
  for (let turn = 0; turn < OUTER; turn++) {
    const element = listed(building.formatting, name);
    if (!element) return false;
    if (!isOpen(building.stack, element)) {
      building.flaw(element, `</${name}> stands where it ends nothing`);
      building.formatting = without(building.formatting, element);
      return true;
    }
    const scope = scopeOf(building.stack, element);
    if (!scope) return true;
    const block = furthestBlock(building.stack, element);
    if (!block) {
      building.popTo(scope, own);
      building.formatting = without(building.formatting, element);
      return true;
    }
    misnest(building, element, block);
  }
  return true;
}

function isListed(formatting: Formatting | undefined, element: Element): boolean {
  for (let at = formatting; at; at = at.below) if (at.element === element) return true;
  return false;
}

/** The last formatting element of this name, up to a mark. */
export function listed(formatting: Formatting | undefined, name: string): Element | undefined {
  for (let at = formatting; at?.element; at = at.below) if (at.element.kind.name === name) return at.element;
  return undefined;
}

/** The list without this element. */
export function without(formatting: Formatting | undefined, element: Element): Formatting | undefined {
  if (!formatting) return undefined;
  if (formatting.element === element) return formatting.below;
  return { element: formatting.element, below: without(formatting.below, element) };
}

/** Where the element stands on the stack, if it is in scope. */
function scopeOf(stack: Stack | undefined, element: Element): Stack | undefined {
  const first = inScope(stack, element.kind.name);
  for (let at = first; at; at = inScope(at.below, element.kind.name)) if (at.element === element) return at;
  return undefined;
}

/** The special element that was opened first within the formatting element. */
function furthestBlock(stack: Stack | undefined, element: Element): Element | undefined {
  let block: Element | undefined;
  for (let at = stack; at && at.element !== element; at = at.below)
    if (isSpecial(at.element)) block = at.element;
  return block;
}

/** One turn: formatting that a block has begun in is begun anew within the block. */
function misnest(building: Construction, element: Element, block: Element): void {
  const why = `<${element.kind.name}> and <${block.kind.name}> are misnested`;
  const open = toArray(building.stack);
  const list = toArray(building.formatting);
  const again = (from: Element): Element => ({
    ...from,
    flaw: why,
    moved: true,
    sight: undefined,
    children: 0,
    index: Number.NaN,
  });
  const start = open.indexOf(element);
  for (const inner of open.slice(start)) building.flaw(inner, why);
  const around = open[start - 1];
  if (around) around.children = Number.NaN;
  block.children = Number.NaN;
  let bookmark = list.indexOf(element);
  let last = block;
  let counter = 0;
  for (let at = open.indexOf(block) - 1; open[at] !== element; at--) {
    const node = open[at]!;
    counter++;
    let place = list.indexOf(node);
    if (counter > INNER && place >= 0) {
      list.splice(place, 1);
      if (place < bookmark) bookmark--;
      place = -1;
    }
    if (place < 0) {
      open.splice(at, 1);
      building.ended(node, false);
      continue;
    }
    const copy = again(node);
    list[place] = copy;
    open[at] = copy;
    if (last === block) bookmark = place + 1;
    last = copy;
  }
  const copy = again(element);
  const old = list.indexOf(element);
  list.splice(bookmark, 0, copy);
  list.splice(old < bookmark ? old : old + 1, 1);
  open.splice(open.indexOf(element), 1);
  open.splice(open.indexOf(block) + 1, 0, copy);
  building.ended(element, false);
  building.stack = open.reduce<Stack | undefined>((below, each) => push(each, below), undefined);
  building.formatting = list.reduce<Formatting | undefined>(
    (below, each) => ({ element: each, below }),
    undefined,
  );
}

function toArray<E extends Element | undefined>(list: Linked<E> | undefined): E[] {
  const elements: E[] = [];
  for (let at = list; at; at = at.below) elements.unshift(at.element);
  return elements;
}

interface Linked<E> {
  readonly element: E;
  readonly below: Linked<E> | undefined;
}
