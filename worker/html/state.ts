import type { Kind } from "./kinds.ts";
import { kindOf, SCOPE, SPECIAL } from "./kinds.ts";

/** An element as the parser makes it. */
export interface Element {
  readonly kind: Kind;
  readonly space: Space;
  readonly parent: Element | undefined;
  /** Where its start tag stands, in bytes; both the same where the parser makes it up. */
  readonly from: number;
  readonly tagTo: number;
  /** Its place among the elements of its parent, from 1. */
  readonly index: number;
  /** How many elements it has, so far. */
  children: number;
  /** Why it isn't where, or doesn't end where, the page's tags say; undefined while it does and is. */
  flaw: string | undefined;
  /** It, or what is in it, may be in other elements than its tags show. */
  moved: boolean;
  /** What was noted of it; undefined for those that nobody asks for. */
  sight: Sight | undefined;
}

/** Namespaces. */
export type Space = "html" | "svg" | "math";

/** The stack of open elements. It is never changed: what was noted of it stays true. */
export interface Stack {
  readonly element: Element;
  readonly below: Stack | undefined;
  readonly depth: number;
  /** The marks of all open elements: most questions are for what isn't open at all. */
  readonly marks: number;
}

export function push(element: Element, below: Stack | undefined): Stack {
  return {
    element,
    below,
    depth: below ? below.depth + 1 : 1,
    marks: (below ? below.marks : 0) | element.kind.mark,
  };
}

/** The list of active formatting elements; without an element: a marker. Never changed either. */
export interface Formatting {
  readonly element: Element | undefined;
  readonly below: Formatting | undefined;
}

/** Insertion modes. Those in which only text is read have no name: such text is read at once. */
export type Mode =
  | "initial"
  | "before html"
  | "before head"
  | "in head"
  | "after head"
  | "in body"
  | "in table"
  | "in caption"
  | "in column group"
  | "in table body"
  | "in row"
  | "in cell"
  | "in select"
  | "in template"
  | "after body"
  | "after after body";

/** The insertion modes of open templates. */
export interface Templates {
  readonly mode: Mode;
  readonly below: Templates | undefined;
}

/**
 * All that the parser knows at a place between two tags. What follows is parsed the same wherever this is the same.
 */
export interface State {
  readonly stack: Stack | undefined;
  readonly formatting: Formatting | undefined;
  readonly mode: Mode;
  readonly templates: Templates | undefined;
  readonly form: Element | undefined;
  readonly head: Element | undefined;
}

/** What is noted of an element that somebody asks for. */
export interface Sight {
  /** Before its start tag. */
  readonly before: State;
  /** After its start tag. */
  inside: State;
  /** Before the tag that ends it; undefined while it is open. */
  last: State | undefined;
  /** Where its content ends. */
  contentTo: number;
  /** Where it ends: after its end tag, if that one is its own. */
  to: number;
  /** After its own end tag; undefined where something else ends it. */
  after: State | undefined;
  /** Elements in it, where they were asked for. */
  readonly children: Element[];
  /** The part of `Construction.trace` that tells what was made in it. */
  traced: readonly [from: number, to: number];
}

export function isSameState(one: State, other: State): boolean {
  return (
    one.stack === other.stack &&
    one.formatting === other.formatting &&
    one.mode === other.mode &&
    one.templates === other.templates &&
    one.form === other.form &&
    one.head === other.head
  );
}

const MATH_SCOPE: ReadonlySet<string> = new Set(["mi", "mo", "mn", "ms", "mtext", "annotation-xml"]);
const SVG_SCOPE: ReadonlySet<string> = new Set(["foreignobject", "desc", "title"]);

/** Whether an element ends the search for one "in scope". */
export function isScope({ kind, space }: Element): boolean {
  if (space === "html") return (kind.bits & SCOPE) !== 0;
  return (space === "math" ? MATH_SCOPE : SVG_SCOPE).has(kind.name);
}

/** Whether "any other end tag" can't reach through an element. */
export function isSpecial(element: Element): boolean {
  return element.space === "html" ? (element.kind.bits & SPECIAL) !== 0 : isScope(element);
}

/** The open element of this name that is in scope; `also` ends the search, too. */
export function inScope(
  stack: Stack | undefined,
  name: string,
  also?: ReadonlySet<string>,
): Stack | undefined {
  if (!stack || (stack.marks & kindOf(name).mark) === 0) return undefined;
  for (let at: Stack | undefined = stack; at; at = at.below) {
    const { element }: Stack = at;
    if (element.space === "html" && element.kind.name === name) return at;
    if (isScope(element) || (element.space === "html" && also?.has(element.kind.name))) return undefined;
  }
  return undefined;
}

const TABLE_SCOPE: ReadonlySet<string> = new Set(["html", "table", "template"]);

/** The open element of one of these names that is in table scope. */
export function inTableScope(stack: Stack | undefined, names: ReadonlySet<string>): Stack | undefined {
  for (let at = stack; at; at = at.below) {
    const { kind, space } = at.element;
    if (space !== "html") continue;
    if (names.has(kind.name)) return at;
    if (TABLE_SCOPE.has(kind.name)) return undefined;
  }
  return undefined;
}

/** Whether an element is open. */
export function isOpen(stack: Stack | undefined, element: Element): boolean {
  for (let at = stack; at; at = at.below) if (at.element === element) return true;
  return false;
}

/** Whether an element of this name is open, anywhere. */
export function hasOpen(stack: Stack | undefined, name: string): boolean {
  if (!stack || (stack.marks & kindOf(name).mark) === 0) return false;
  for (let at: Stack | undefined = stack; at; at = at.below)
    if (at.element.space === "html" && at.element.kind.name === name) return true;
  return false;
}

export const BUTTON_SCOPE: ReadonlySet<string> = new Set(["button"]);
export const LIST_SCOPE: ReadonlySet<string> = new Set(["ol", "ul"]);
