import { attributesAt } from "./attributes.ts";
import { FOSTERS, IMPLIED_END, type Kind, kindOf } from "./kinds.ts";
import { closesItself, nameEnd, rawTextEnd, tagEnd } from "./scan.ts";
import { Sights, type Watch } from "./sights.ts";
import {
  type Element,
  type Formatting,
  type Mode,
  push,
  type Space,
  type Stack,
  type State,
  type Templates,
} from "./state.ts";

/** Chromium nests no elements deeper. Source: kMaximumHTMLParserDOMTreeDepth in its HTMLConstructionSite */
const OPEN_ELEMENTS = 500;

/** Why the rest of a page can't be told, whatever it is. */
export class Unclear extends Error {}

/**
 * What the parser builds, as far as it decides how the rest is parsed: open elements, formatting to be begun anew,
 * the insertion mode. Elements whose place or extent isn't the one that the page's tags show get a `flaw`.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parse-state
 */
export class Construction {
  readonly bytes: Uint8Array;
  /** What is noted; undefined where a piece is tried out. */
  readonly sights: Sights | undefined;
  stack: Stack | undefined;
  formatting: Formatting | undefined;
  mode: Mode = "initial";
  templates: Templates | undefined;
  form: Element | undefined;
  head: Element | undefined;
  /** A table ends no paragraph. Undefined: nobody knows. */
  quirks: boolean | undefined = false;
  /** What can't stand in a table is moved before it. */
  fostering = false;
  /** The tag that is being handled: where it stands, where its name ends, what it names. */
  from = 0;
  nameTo = 0;
  to = 0;
  kind: Kind = kindOf("html");
  /** Where reading goes on. */
  next = 0;
  /** The page ends within something. */
  unfinished = false;
  /** Where the body's end tag stands, and what is known before it. */
  bodyEnd: { readonly at: number; readonly before: State } | undefined;
  /** White space that stands behind the end of the body, and becomes part of it. */
  readonly tail: (readonly [from: number, to: number])[] = [];
  /** What was made and ended, in order; undefined where nobody asks. */
  trace: string[] | undefined;
  /** Set while a piece is tried out: the first thing in it that isn't as its tags say. */
  conflict: string | undefined;
  /** Looks at what each tag and text has done, where a piece is tried out. */
  literally: { tag(isEnd: boolean): void; comment(): void; text(): void } | undefined;
  /** The element that was made last, and how many there have been. */
  newest: Element | undefined;
  made = 0;

  /** `state`: where to begin; with it, elements are only tried out, and nothing is noted of those of the page. */
  constructor(bytes: Uint8Array, watch?: Watch, state?: State) {
    this.bytes = bytes;
    if (state) Object.assign(this, state);
    this.sights = watch && new Sights(this, watch);
  }

  state(): State {
    const { stack, formatting, mode, templates, form, head } = this;
    return { stack, formatting, mode, templates, form, head };
  }

  get current(): Element | undefined {
    return this.stack?.element;
  }

  isCurrent(name: string): boolean {
    const element = this.stack?.element;
    return element !== undefined && element.space === "html" && element.kind.name === name;
  }

  /** Something isn't where, or doesn't end where, the tags show it. */
  flaw(element: Element | undefined, why: string): void {
    if (!this.sights) this.conflict ??= why;
    else if (element) {
      element.flaw ??= why;
      element.moved = true;
    }
  }

  /** Makes an element of the tag that is being handled, or, `implied`, one that no tag is there for. */
  insert(kind: Kind, space: Space = "html", implied = false): Element {
    const current = this.stack?.element;
    const fostered = this.fostering && current?.space === "html" && (current.kind.bits & FOSTERS) !== 0;
    const parent = fostered ? this.#fosterParent() : current;
    const element: Element = {
      kind,
      space,
      parent,
      from: this.from,
      tagTo: implied ? this.from : this.to,
      index: parent ? ++parent.children : 1,
      children: 0,
      flaw: undefined,
      moved: false,
      sight: undefined,
    };
    this.newest = element;
    this.made++;
    if (this.stack && this.stack.depth > OPEN_ELEMENTS) throw new Unclear("elements are nested too deep");
    this.stack = push(element, this.stack);
    this.trace?.push(`+${kind.name}`);
    if (fostered) this.flaw(element, `<${kind.name}> is moved out of the table`);
    if (this.templates) element.flaw ??= "it is in a <template>";
    this.sights?.look(element);
    return element;
  }

  /** What stands in a table, and can't, goes before it. */
  #fosterParent(): Element | undefined {
    for (let at = this.stack; at; at = at.below) {
      const { kind, parent, space } = at.element;
      if (space !== "html") continue;
      if (kind.name === "template") return at.element;
      this.flaw(at.element, "something is moved out of the table");
      if (kind.name !== "table") continue;
      if (parent) parent.children = Number.NaN;
      return parent;
    }
    return this.stack?.element;
  }

  /** Text that a table can't hold goes before it. */
  fosterText(): void {
    this.#fosterParent();
    this.trace?.push("text moved");
  }

  /** Ends the current element. `own`: by its own end tag. */
  pop(own = false): Element | undefined {
    const element = this.stack?.element;
    if (!element) return undefined;
    this.stack = this.stack!.below;
    this.ended(element, own);
    return element;
  }

  /** An element has ended, as it was or out of turn. */
  ended(element: Element, own: boolean): void {
    this.trace?.push(`-${element.kind.name}`);
    this.sights?.ended(element, own);
  }

  /** Ends elements up to this one, and it. `own`: by its end tag. */
  popTo(target: Stack, own: boolean): void {
    while (this.stack && this.stack !== target) this.pop();
    this.pop(own);
  }

  /** Ends those whose end tag may be left out. */
  implyEnds(except?: string): void {
    for (;;) {
      const element = this.stack?.element;
      if (!element || element.space !== "html" || (element.kind.bits & IMPLIED_END) === 0) return;
      if (element.kind.name === except) return;
      this.pop();
    }
  }

  insertVoid(kind: Kind): Element {
    const element = this.insert(kind);
    this.pop();
    return element;
  }

  /** An element whose content is text for the tokenizer, with all of it. */
  insertText(kind: Kind): void {
    const element = this.insert(kind);
    const from = rawTextEnd(this.bytes, this.to, kind.name);
    const to = from < 0 ? -1 : tagEnd(this.bytes, from + "</".length + kind.name.length);
    if (to < 0) {
      this.unfinished = true;
      this.next = this.bytes.length;
      return;
    }
    this.next = to;
    const inside = this.state();
    this.stack = this.stack!.below;
    this.trace?.push(`-${kind.name}`);
    this.sights?.textEnded(element, inside, from, to);
  }

  endBody(): void {
    this.bodyEnd = { at: this.from, before: this.sights?.before ?? this.state() };
    this.mode = "after body";
    // What follows would be part of a drawing that isn't closed, too.
    if (this.current?.space !== "html")
      for (let at = this.stack; at; at = at.below) at.element.flaw ??= "a drawing or formula isn't closed";
    for (let at = this.stack; at; at = at.below) this.sights?.bodyEnded(at.element);
  }

  /** A tag that means nothing where it stands. */
  ignore(why: string): void {
    if (!this.sights) this.conflict ??= why;
  }

  /** What follows can't be told. */
  unclear(why: string): never {
    throw new Unclear(why);
  }

  /** Whether the start tag that is being handled ends with a `/`. */
  get closesItself(): boolean {
    return closesItself(this.bytes, this.nameTo, this.to);
  }

  get hasAttributes(): boolean {
    return attributesAt(this.bytes, this.nameTo).size > 0;
  }

  hasAttribute(name: string): boolean {
    return attributesAt(this.bytes, this.nameTo).has(name);
  }

  /** The value, as it is written, in the start tag that begins there. */
  attributeOf(from: number, name: string): string | undefined {
    return attributesAt(this.bytes, nameEnd(this.bytes, from + 1)).get(name);
  }
}
