import { attributesAt } from "./attributes.ts";
import { FOSTERS, IMPLIED_END, type Kind, kindOf } from "./kinds.ts";
import { closesItself, nameEnd, rawTextEnd, tagEnd } from "./scan.ts";
import type { Element, Formatting, Mode, Space, Stack, State, Templates } from "./state.ts";
import { isOpen } from "./state.ts";

/** Who asks for elements. */
export interface Watch {
  /** Whether this element is to be noted; `children`: with those in it. */
  wants(element: Element, nameTo: number): "no" | "itself" | "children";
}

/** Why the rest of a page can't be told, whatever it is. */
export class Unclear extends Error {}

/**
 * What the parser builds, as far as it decides how the rest is parsed: open elements, formatting to be begun anew,
 * the insertion mode. Elements whose place or extent isn't the one that the page's tags show get a `flaw`.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#parse-state
 */
export class Construction {
  readonly bytes: Uint8Array;
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
  /** White space that stands behind the end of the body, and becomes part of it. */
  readonly tail: (readonly [from: number, to: number])[] = [];
  /** What was made and ended, in order; undefined where nobody asks. */
  trace: string[] | undefined;
  /** Set while a piece is tried out: the first thing in it that isn't as its tags say. */
  conflict: string | undefined;

  readonly #watch: Watch | undefined;
  readonly #trying: boolean;
  #before: State;
  #fresh: Element[] = [];
  #ended: Element[] = [];

  /** `state`: where to begin; with it, elements are only tried out, and nothing is noted of those of the page. */
  constructor(bytes: Uint8Array, watch?: Watch, state?: State) {
    this.bytes = bytes;
    this.#watch = watch;
    this.#trying = state !== undefined;
    if (state) Object.assign(this, state);
    this.#before = this.state();
  }

  state(): State {
    const { stack, formatting, mode, templates, form, head } = this;
    return { stack, formatting, mode, templates, form, head };
  }

  /** A tag or text begins. */
  begin(): void {
    if (this.#watch === undefined) return;
    const before = this.#before;
    if (before.stack !== this.stack || before.formatting !== this.formatting || before.mode !== this.mode)
      this.#before = this.state();
    else if (before.form !== this.form || before.head !== this.head || before.templates !== this.templates)
      this.#before = this.state();
  }

  /** It is done with. */
  end(): void {
    if (this.#fresh.length > 0) {
      const inside = this.state();
      for (const { sight } of this.#fresh.splice(0)) if (sight!.inside === sight!.before) sight!.inside = inside;
    }
    if (this.#ended.length > 0) {
      const after = this.state();
      for (const { sight } of this.#ended.splice(0)) sight!.after = after;
    }
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
    if (this.#trying) this.conflict ??= why;
    else if (element) element.flaw ??= why;
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
      sight: undefined,
    };
    this.stack = { element, below: this.stack };
    this.trace?.push(`+${kind.name}`);
    if (fostered) this.flaw(element, `<${kind.name}> is moved out of the table`);
    if (this.templates) element.flaw ??= "it is in a <template>";
    if (this.#watch) this.#look(element, implied);
    return element;
  }

  /** What stands in a table, and can't, goes before it. */
  #fosterParent(): Element | undefined {
    for (let at = this.stack; at; at = at.below) {
      const { kind, parent, space } = at.element;
      if (space !== "html") continue;
      if (kind.name === "template") return at.element;
      if (kind.name !== "table") continue;
      this.flaw(at.element, "something is moved out of the table");
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

  #look(element: Element, implied: boolean): void {
    const { parent } = element;
    const wants = this.#watch!.wants(element, implied ? element.tagTo : this.nameTo);
    const isChild = parent?.sight !== undefined && this.#sorted.has(parent);
    if (isChild) parent.sight!.children.push(element);
    if (wants === "no" && !isChild) return;
    if (wants === "children") this.#sorted.add(element);
    const before = this.#before;
    const traced = this.trace?.length ?? 0;
    element.sight = {
      before,
      inside: before,
      last: undefined,
      contentTo: element.tagTo,
      to: element.tagTo,
      after: undefined,
      children: [],
      traced: [traced, traced],
    };
    this.#fresh.push(element);
  }

  readonly #sorted = new Set<Element>();

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
    const { sight } = element;
    if (!sight || sight.last || this.#trying) return;
    sight.traced = [sight.traced[0], this.trace?.length ?? 0];
    if (element.from === this.from && element.tagTo === this.to) {
      // Nothing is in it.
      sight.after = undefined;
      this.#ended.push(element);
      return;
    }
    sight.last = this.#before;
    sight.contentTo = this.from;
    sight.to = own ? this.to : this.from;
    if (own) this.#ended.push(element);
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

  mark(): void {
    this.formatting = { element: undefined, below: this.formatting };
  }

  /** Forgets formatting up to the last mark. */
  clearToMark(): void {
    while (this.formatting?.element) this.formatting = this.formatting.below;
    this.formatting = this.formatting?.below;
  }

  /** Begins open formatting anew that was ended by something else. */
  reopen(): void {
    const last = this.formatting?.element;
    if (last === undefined || isOpen(this.stack, last)) return;
    const closed: Element[] = [];
    let list = this.formatting;
    for (; list?.element && !isOpen(this.stack, list.element); list = list.below) closed.unshift(list.element);
    for (const element of closed) {
      const why = `<${element.kind.name}> is begun anew further on`;
      this.flaw(element, why);
      const again = this.insert(element.kind, "html", true);
      this.flaw(again, why);
      list = { element: Object.assign(again, { from: element.from, tagTo: element.tagTo }), below: list };
    }
    this.formatting = list;
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
    const { sight } = element;
    if (!sight) return;
    sight.traced = [sight.traced[0], this.trace?.length ?? 0];
    Object.assign(sight, { inside, last: inside, contentTo: from, to });
    this.#ended.push(element);
  }

  /** The body's end tag. It stays open: white space that follows is part of it. */
  endBody(): void {
    this.mode = "after body";
    let at = this.stack;
    while (at?.below?.below) at = at.below;
    const body = at?.element;
    if (!body?.sight || body.sight.last || body.kind.name !== "body") return;
    Object.assign(body.sight, { last: this.#before, contentTo: this.from, to: this.to });
    this.#ended.push(body);
  }

  /** A tag that means nothing where it stands. */
  skip(why: string): void {
    if (this.#trying) this.conflict ??= why;
  }

  /** What follows can't be told. */
  unclear(why: string): never {
    throw new Unclear(why);
  }

  /** Whether the start tag that is being handled ends with a `/`. */
  get closesItself(): boolean {
    return closesItself(this.bytes, this.nameTo, this.to);
  }

  hasAttribute(name: string): boolean {
    return attributesAt(this.bytes, this.nameTo).has(name);
  }

  /** The value, as it is written, in the start tag that begins there. */
  attributeOf(from: number, name: string): string | undefined {
    return attributesAt(this.bytes, nameEnd(this.bytes, from + 1)).get(name);
  }
}
