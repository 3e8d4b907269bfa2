import { endedItem, endTagConflict, startTagConflict } from "./nesting.ts";
import { FORMATTING, NO_FLOW } from "./elements.ts";

/** An edit, and whether it puts something at the element's end. */
export interface Watched {
  readonly edit: number;
  readonly atEnd: boolean;
}

/** Whether it is only what HTML takes for white space: a no-break space isn't. */
export function isBlank(text: string): boolean {
  return !/[^\t\n\f\r ]/.test(text);
}

/** An element under edit whose end tag must be where it seems to be. */
interface Span extends Watched {
  /** Its place on the stack of open elements. */
  readonly base: number;
  readonly around: ReadonlySet<string>;
}

/**
 * Follows the elements of the edited parts of a page as HTMLRewriter sees them, and finds those of which a
 * browser would see another extent: HTMLRewriter goes by end tags only, and knows nothing of elements that
 * end without one. Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
 */
export class Guard {
  readonly #refuse: (edit: number, reason: string) => void;
  readonly #open: string[] = [];
  #spans: Span[] = [];
  #leaked = false;
  /** Places on the stack of items that the start tag of another one has ended. */
  readonly #over = new Set<number>();

  constructor(refuse: (edit: number, reason: string) => void) {
    this.#refuse = refuse;
  }

  /** A start tag in an edited part; to be called before `watch` for the same element. */
  start(name: string): void {
    for (const { edit, base, around } of this.#spans) {
      const conflict = startTagConflict(name, { path: this.#open, base, around });
      if (conflict !== undefined) this.#refuse(edit, conflict);
    }
    const over = endedItem(name, this.#open, this.#spans[0]?.base ?? 0);
    if (over !== undefined) this.#over.add(over);
  }

  /** Whether the parser is in an edited part, so that the guard must hear of every element. */
  get watching(): boolean {
    return this.#spans.length > 0;
  }

  /** A formatting element was closed by another end tag: a browser opens it again further on. */
  get leaked(): boolean {
    return this.#leaked;
  }

  /**
   * The element whose start tag was just seen has content, and is under these edits up to its end.
   * @returns what must be told of the end tag that closes it
   */
  enter(name: string, edits: readonly Watched[], around: ReadonlySet<string>): (endTag: string) => void {
    const depth = this.#open.push(name) - 1;
    for (const edit of edits) this.#spans.push({ ...edit, base: depth, around });
    return (endTag) => this.#end(name, depth, endTag);
  }

  /** Text: in some elements a browser moves it out. */
  text(text: string): void {
    const parent = this.#open.at(-1);
    if (parent === undefined || !NO_FLOW.has(parent) || isBlank(text)) return;
    for (const { edit } of this.#spans) this.#refuse(edit, `text is moved out of <${parent}>`);
  }

  /** The page is over: whatever is still open was never closed. */
  finish(): void {
    for (const { edit, base } of this.#spans)
      this.#refuse(edit, `the end tag of <${this.#open[base]}> is missing`);
  }

  #end(name: string, depth: number, endTag: string): void {
    for (const { edit, base, atEnd } of this.#spans) {
      // What is put at the end of an element must not land in its last child.
      const last = base === depth || (atEnd && this.#open.lastIndexOf(endTag, depth - 1) <= base);
      const conflict = endTagConflict(name, endTag, this.#open[base]!, last);
      if (conflict !== undefined) this.#refuse(edit, conflict);
      // It may end an item that the edited element is in.
      if (this.#over.has(depth) && endTag === name) this.#refuse(edit, `there is one </${name}> too many`);
    }
    this.#over.delete(depth);
    if (endTag !== name && FORMATTING.has(name)) this.#leaked = true;
    this.#open.length = depth;
    this.#spans = this.#spans.filter(({ base }) => base < depth);
  }
}
