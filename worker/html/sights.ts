import type { Construction } from "./construction.ts";
import type { OnAttribute } from "./scan.ts";
import type { Element, Sight, State } from "./state.ts";

/** Who asks for elements. */
export interface Watch {
  /** A start tag begins. */
  reset?(): void;
  /** Its attributes, one after the other. */
  readonly heard?: OnAttribute;
  /** Whether this element is to be noted; `children`: with those in it. */
  wants(element: Element): "no" | "itself" | "children";
}

/** Notes of the elements that somebody asks for where they begin and end, and what the parser knows there. */
export class Sights {
  readonly watch: Watch;
  /** Before the tag or text that is being handled. */
  before: State;
  readonly #building: Construction;
  readonly #parents = new Set<Element>();
  #fresh: Sight[] = [];
  #ended: Sight[] = [];

  constructor(building: Construction, watch: Watch) {
    this.#building = building;
    this.watch = watch;
    this.before = building.state();
  }

  /** A tag or text begins. */
  begin(): void {
    const { before } = this;
    const { stack, formatting, mode, form, head, templates } = this.#building;
    const isSame =
      before.stack === stack &&
      before.formatting === formatting &&
      before.mode === mode &&
      before.form === form &&
      before.head === head &&
      before.templates === templates;
    if (!isSame) this.before = this.#building.state();
  }

  /** It is done with. */
  end(): void {
    if (this.#fresh.length + this.#ended.length === 0) return;
    const state = this.#building.state();
    // Those whose content was read at once have theirs.
    for (const sight of this.#fresh) if (sight.inside === sight.before) sight.inside = state;
    for (const sight of this.#ended) sight.after = state;
    this.#fresh = [];
    this.#ended = [];
  }

  /** An element was made. */
  look(element: Element): void {
    const { parent } = element;
    const wants = this.watch.wants(element);
    const isChild = parent?.sight !== undefined && this.#parents.has(parent);
    if (isChild) parent.sight!.children.push(element);
    if (wants === "no" && !isChild) return;
    if (wants === "children") this.#parents.add(element);
    // With what was just written down of its beginning.
    const traced = (this.#building.trace?.length ?? 1) - 1;
    const { before } = this;
    const { tagTo } = element;
    element.sight = {
      before,
      inside: before,
      last: undefined,
      contentTo: tagTo,
      to: tagTo,
      after: undefined,
      children: [],
      traced: [traced, traced],
    };
    this.#fresh.push(element.sight);
  }

  /** An element has ended. `own`: by its own end tag. */
  ended({ sight, from, tagTo }: Element, own: boolean): void {
    if (!sight || sight.last) return;
    const building = this.#building;
    sight.traced = [sight.traced[0], building.trace?.length ?? 0];
    // Nothing is in one that ends where it begins.
    const isEmpty = from === building.from && tagTo === building.to;
    if (isEmpty || own) this.#ended.push(sight);
    if (isEmpty) return;
    sight.last = this.before;
    sight.contentTo = building.from;
    sight.to = own ? building.to : building.from;
  }

  /** Text-only content, whose end tag stands there, was read. */
  textEnded({ sight }: Element, inside: State, from: number, to: number): void {
    if (!sight) return;
    const traced = [sight.traced[0], this.#building.trace?.length ?? 0] as const;
    Object.assign(sight, { inside, last: inside, contentTo: from, to, traced });
    this.#ended.push(sight);
  }

  /** The body's end tag: it stays open, since white space that follows is part of it. */
  bodyEnded({ sight, kind }: Element): void {
    if (!sight || sight.last || kind.name !== "body") return;
    Object.assign(sight, { last: this.before, contentTo: this.#building.from, to: this.#building.to });
    this.#ended.push(sight);
  }
}
