import type { Construction } from "../html/construction.ts";
import { kindOf } from "../html/kinds.ts";
import { parsePage } from "../html/parse.ts";
import { isSpace, isText } from "../html/scan.ts";
import type { Watch } from "../html/sights.ts";
import type { Element, State } from "../html/state.ts";
import type { Source } from "./compound.ts";
import { type Alternative, matchesAround, type Targets } from "./selectors.ts";

/** A page as it came. */
export interface Page {
  readonly bytes: Uint8Array;
  /** A label of an encoding in which the bytes of markup are ASCII, see `charset.ts`. */
  readonly charset: string;
}

/** Where on a page the targets of blocks are. */
export interface Survey {
  readonly page: Page;
  /** By target: its elements in document order, or why that can't be told. */
  readonly found: readonly (readonly Element[] | string)[];
  /** What the parser knows where the page ends. */
  readonly end: State;
  /** The page ends within something. */
  readonly unfinished: boolean;
  /** White space behind the body that is part of it. */
  readonly tail: readonly (readonly [from: number, to: number])[];
  /** What was made, in order, where children are to be sorted. */
  readonly trace: readonly string[];
}

/** Finds the targets on a page. Looks at each byte once. */
export function surveyPage(page: Page, targets: Targets): Survey {
  const search = new Search(page, targets);
  const { building, unclear } = parsePage(page.bytes, search, targets.sorted.size > 0);
  search.quirks = building.quirks;
  search.finish(building);
  return {
    page,
    found: targets.selectors.map((_, target) => unclear ?? search.found(target)),
    end: building.state(),
    unfinished: building.unfinished,
    tail: building.tail,
    trace: building.trace ?? [],
  };
}

const AMPERSAND = 0x26;
const TEMPLATE = kindOf("template");

interface Candidate {
  readonly element: Element;
  readonly alternative: Alternative;
  readonly test: boolean | undefined;
}

/** Hears of each start tag, and keeps those that some selector may mean. */
class Search implements Watch, Source {
  readonly bytes: Uint8Array;
  readonly charset: string;
  quirks: boolean | undefined;
  readonly #targets: Targets;
  readonly #candidates: Candidate[] = [];
  /** Those that don't stand where they should, unless they are moved later on. */
  readonly #misplaced: Candidate[] = [];
  readonly #typeIndex = new WeakMap<Element, number>();
  readonly #types = new WeakMap<Element, Map<string, number>>();
  /** Attributes of the tag that is being read which some selector asks for, as they were heard. */
  #heard: Alternative[] = [];
  readonly #names: readonly string[];
  /** Whether some name begins with this byte. */
  readonly #initials = new Uint8Array(256);

  constructor({ bytes, charset }: Page, targets: Targets) {
    this.bytes = bytes;
    this.charset = charset;
    this.#targets = targets;
    this.#names = [...targets.byAttribute.keys()];
    for (const name of this.#names) {
      this.#initials[name.charCodeAt(0)] = 1;
      this.#initials[name.toUpperCase().charCodeAt(0)] = 1;
    }
  }

  readonly heard = (nameFrom: number, nameTo: number, valueFrom: number, valueTo: number): void => {
    if (this.#initials[this.bytes[nameFrom]!] === 0) return;
    for (const name of this.#names)
      if (name.length === nameTo - nameFrom && isText(this.bytes, nameFrom, name))
        this.#hear(name, valueFrom, valueTo);
  };

  /** By the value, or its words, in any case. What isn't plain ASCII, or has character references, may mean anything. */
  #hear(name: string, valueFrom: number, valueTo: number): void {
    const { equal, word, any } = this.#targets.byAttribute.get(name)!;
    if (any.length > 0) this.#heard.push(...any);
    if (equal.size + word.size === 0) return;
    let whole = 0;
    let part = 0;
    for (let at = valueFrom; at < valueTo; at++) {
      const byte = this.bytes[at]!;
      if (byte >= 0x80 || byte === AMPERSAND) return this.#hearAll(equal, word);
      const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
      whole = (Math.imul(whole, 31) + lower) | 0;
      if (!isSpace(byte)) part = (Math.imul(part, 31) + lower) | 0;
      else if (part !== 0) {
        this.#hearWord(word, part);
        part = 0;
      }
    }
    this.#hearWord(equal, whole);
    if (part !== 0) this.#hearWord(word, part);
  }

  #hearWord(index: ReadonlyMap<number, readonly Alternative[]>, hash: number): void {
    const found = index.get(hash);
    if (found) this.#heard.push(...found);
  }

  #hearAll(...indexes: ReadonlyMap<number, readonly Alternative[]>[]): void {
    for (const index of indexes) for (const alternatives of index.values()) this.#heard.push(...alternatives);
  }

  /** A tag begins. */
  reset(): void {
    if (this.#heard.length > 0) this.#heard = [];
  }

  wants(element: Element): "no" | "itself" | "children" {
    if (this.#targets.countsTypes) this.#countType(element);
    const { byName, others, sorted } = this.#targets;
    let wants: "no" | "itself" | "children" = "no";
    const named = byName.get(element.kind.name);
    if (named === undefined && others.length === 0 && this.#heard.length === 0) return wants;
    for (const alternatives of [named ?? [], others, element.tagTo > element.from ? this.#heard : []])
      for (const alternative of alternatives) {
        const test = alternative.subject(element, this);
        if (test === false) {
          if (alternative.counts) this.#misplaced.push({ element, alternative, test });
          continue;
        }
        this.#candidates.push({ element, alternative, test });
        if (sorted.has(alternative.target)) wants = "children";
        else if (wants === "no") wants = "itself";
      }
    return wants;
  }

  #countType(element: Element): void {
    const { parent, kind } = element;
    if (!parent) return void this.#typeIndex.set(element, 1);
    const counts = this.#types.get(parent) ?? new Map<string, number>();
    this.#types.set(parent, counts);
    const count = (counts.get(kind.name) ?? 0) + 1;
    counts.set(kind.name, count);
    this.#typeIndex.set(element, count);
  }

  typeIndex(element: Element): number {
    return Number.isNaN(element.index) ? Number.NaN : (this.#typeIndex.get(element) ?? Number.NaN);
  }

  /** The page is over, and with it what is still open: before the end tag of the body, where that is the last. */
  finish({ bodyEnd, trace, tail, mode }: Construction): void {
    const end = bodyEnd && mode.startsWith("after") ? bodyEnd : undefined;
    for (const { element } of this.#candidates) {
      const { sight } = element;
      if (!sight || sight.last || sight.after) continue;
      sight.contentTo = sight.to = end?.at ?? this.bytes.length;
      sight.last = end?.before;
      sight.traced = [sight.traced[0], trace?.length ?? 0];
      if (end && tail.length > 0) element.flaw ??= `<${element.kind.name}> isn't closed before </body>`;
    }
  }

  found(target: number): readonly Element[] | string {
    const elements = new Set<Element>();
    const moved = this.#misplaced.filter(({ element }) => element.moved);
    for (const { element, alternative, test } of [...this.#candidates, ...moved]) {
      if (alternative.target !== target) continue;
      // What depends on the page's mode, or on what came later, can be told by now.
      const own = test && !alternative.counts ? test : alternative.subject(element, this);
      if (own === false) continue;
      const around = matchesAround(alternative, element, this);
      if (around === false) continue;
      if (around === undefined || own === undefined)
        return "which elements it means can't be told on this page";
      elements.add(element);
    }
    // What a template holds is no part of the document; where there is nothing else, that is to be told.
    const shown = [...elements].filter((element) => !isInTemplate(element));
    return shown.length > 0 ? shown : [...elements];
  }
}

function isInTemplate({ parent }: Element): boolean {
  let outer = parent;
  while (outer && !(outer.kind === TEMPLATE && outer.space === "html")) outer = outer.parent;
  return outer !== undefined;
}
