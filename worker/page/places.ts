import { tryPiece } from "../html/parse.ts";
import { FORMATTING, kindOf, MARKED, METADATA, TABLE_PART } from "../html/kinds.ts";
import { type Element, isOpen, isSameState, type Stack, type State } from "../html/state.ts";
import { modeOf } from "../html/templates.ts";

/** Why something can't be done right. */
export class Conflict extends Error {}

/** A place in a page where something can be put: what the parser knows there, once these elements were ended. */
export interface Place {
  readonly state: State;
  readonly ends: readonly Element[];
  /** The body's start tag is to be written there. */
  readonly begins?: true;
}

const ENCODER = new TextEncoder();

/**
 * The place where `parent` is the innermost open element again: elements within that have no end tag get one.
 * @throws Conflict where an end tag would do more than that
 */
export function placeIn(parent: Element | undefined, state: State): Place {
  if (state.mode.startsWith("after ") && state.mode !== "after head")
    throw new Conflict("it follows </body>");
  const ends = openUpTo(state.stack, parent);
  if (ends === undefined) throw new Conflict("the element around it isn't written in the page");
  if (ends.length === 0) return { state, ends };
  const after = stateAfter(endTags(ends), state, false);
  if (after.stack?.element !== parent)
    throw new Conflict(`the end tag of <${ends[0]!.kind.name}> is missing`);
  return { state: after, ends };
}

/**
 * The place before an element whose start tag also makes the element around it. What is put there must do so, too;
 * else a body is written out.
 * @throws Conflict where it doesn't
 */
export function placeWithout(
  { kind, parent, sight }: Element,
  around: Stack | undefined,
  html: string,
): Place {
  const { before, inside, after } = sight!;
  const first = /^<([a-z][^\t\n\f\r />]*)/i.exec(html)?.[1]?.toLowerCase();
  const state = {
    ...before,
    stack: around,
    mode: modeOf(around, before.templates, inside.head),
    head: (after ?? inside).head,
  };
  if (first === kind.name) return { state, ends: [] };
  if (parent!.kind.name !== "body") throw new Conflict(`<${parent!.kind.name}> isn't written in the page`);
  const begins = first === undefined ? /^[^<\t\n\f\r ]/.test(html) : beginsBody(first);
  return begins ? { state, ends: [] } : { state, ends: [], begins: true };
}

/** Whether a start tag stands in no head, so that it begins the body. */
function beginsBody(name: string): boolean {
  const { bits } = kindOf(name);
  return (bits & (METADATA | TABLE_PART)) === 0 && !/^(?:html|head|body|frameset|frame|noscript)$/.test(name);
}

export function endTags(elements: readonly Element[]): string {
  return elements.map(({ kind }) => `</${kind.name}>`).join("");
}

/** The open elements within `parent`, from the innermost. Formatting is left out of this: its end tag changes more. */
function openUpTo(stack: Stack | undefined, parent: Element | undefined): Element[] | undefined {
  const open: Element[] = [];
  for (let at = stack; at; at = at.below) {
    const { element } = at;
    if (element === parent) return open;
    if (element.space !== "html") throw new Conflict("a drawing or formula isn't closed");
    if (element.kind.bits & (FORMATTING | MARKED))
      throw new Conflict(`the end tag of <${element.kind.name}> is missing`);
    open.push(element);
  }
  return undefined;
}

/**
 * What the parser knows behind a piece that stands where that is the state.
 * @param literally see `tryPiece`
 * @throws Conflict where a tag in it isn't what it seems to be
 */
export function stateAfter(html: string, state: State, literally: boolean): State {
  const { building, unclear } = tryPiece(ENCODER.encode(html), state, { literally });
  const conflict = building.conflict ?? unclear;
  if (conflict !== undefined) throw new Conflict(conflict);
  if (building.unfinished) throw new Conflict("it ends within a tag or comment");
  return building.state();
}

/** Makes sure that HTML can stand at a place, and nothing is otherwise behind it. @throws Conflict */
export function checkFits(html: string, state: State): void {
  if (html === "") return;
  // In a form no other one begins, also where the end tag of that one stood in between.
  const place = { ...state, form: state.form ?? openForm(state.stack) };
  const after = stateAfter(html, place, true);
  if (isSameState(after, place)) return;
  const open = after.stack?.element;
  const isLeft = open !== undefined && !isOpen(state.stack, open);
  throw new Conflict(isLeft ? `</${open.kind.name}> is missing` : "what follows would be otherwise");
}

function openForm(stack: Stack | undefined): Element | undefined {
  let element = stack?.element;
  while (element && element.kind.name !== "form") element = element.parent;
  return element;
}

/**
 * Makes sure that what ends an element does so in the same way in both states, of which `other` may have more open in it.
 * @throws Conflict
 */
export function checkSameEnd(one: State, other: State, element: Element): void {
  const isSame =
    one.formatting === other.formatting &&
    one.mode === other.mode &&
    one.templates === other.templates &&
    one.form === other.form &&
    one.head === other.head &&
    stackOf(one.stack, element) === stackOf(other.stack, element);
  if (isSame) return;
  throw new Conflict("what is in it reaches beyond its end");
}

function stackOf(stack: Stack | undefined, element: Element): Stack | undefined {
  for (let at = stack; at; at = at.below) if (at.element === element) return at;
  return undefined;
}
