import { AttributeAction, parse, type Selector, SelectorType } from "css-what";
import type { Element } from "../html/state.ts";
import { compoundTest, type Source, type Test } from "./compound.ts";

/** One selector of a list: a test for the element itself, and for those around it. */
export interface Alternative {
  /** Index of the target that it is part of. */
  readonly target: number;
  readonly subject: Test;
  /** That test asks for the element's place among others, which may change after it was seen. */
  readonly counts: boolean;
  /** From the element outwards: what its parent, or some element around, must be. */
  readonly around: readonly { readonly directly: boolean; readonly test: Test }[];
}

/** The targets of a page's blocks, compiled so that few of them are looked at for each element. */
export interface Targets {
  readonly selectors: readonly string[];
  /** Whose children are sorted. */
  readonly sorted: ReadonlySet<number>;
  /** By the name of the element. */
  readonly byName: ReadonlyMap<string, readonly Alternative[]>;
  /** By the value of an attribute, or a word of it, or because it is there. */
  readonly byAttribute: ReadonlyMap<string, ByAttribute>;
  readonly others: readonly Alternative[];
  /** Some selector counts elements with the same name. */
  readonly countsTypes: boolean;
}

export interface ByAttribute {
  /** By the hash of the value, or of a word of it, see `hashOf`. */
  readonly equal: Map<number, Alternative[]>;
  readonly word: Map<number, Alternative[]>;
  readonly any: Alternative[];
}

/** Compiles checked selectors. `sorted`: those whose matches have their children sorted. */
export function compileTargets(selectors: readonly string[], sorted: ReadonlySet<string>): Targets {
  const byName = new Map<string, Alternative[]>();
  const byAttribute = new Map<string, ByAttribute>();
  const others: Alternative[] = [];
  selectors.forEach((selector, target) => {
    for (const tokens of parse(selector)) {
      const compounds = compoundsOf(tokens);
      const alternative = { target, ...testsOf(compounds) };
      place(compounds.at(-1)!.tokens, alternative, byName, byAttribute, others);
    }
  });
  return {
    selectors,
    sorted: new Set(selectors.flatMap((selector, index) => (sorted.has(selector) ? [index] : []))),
    byName,
    byAttribute,
    others,
    countsTypes: selectors.some((selector) => /of-type/i.test(selector)),
  };
}

interface Compound {
  readonly tokens: Selector[];
  /** How it is related to the one before it. */
  readonly directly: boolean;
}

function compoundsOf(tokens: readonly Selector[]): Compound[] {
  const compounds: Compound[] = [{ tokens: [], directly: false }];
  for (const token of tokens) {
    if (token.type === SelectorType.Descendant || token.type === SelectorType.Child)
      compounds.push({ tokens: [], directly: token.type === SelectorType.Child });
    else compounds.at(-1)!.tokens.push(token);
  }
  return compounds;
}

function testsOf(compounds: readonly Compound[]): Omit<Alternative, "target"> {
  const [subject, ...outer] = [...compounds].reverse();
  const around = outer.map(({ tokens }, index) => ({
    directly: (index === 0 ? subject! : outer[index - 1]!).directly,
    test: compoundTest(tokens),
  }));
  const { tokens } = subject!;
  return { subject: compoundTest(tokens), counts: tokens.some(asksForPlace), around };
}

function asksForPlace(token: Selector): boolean {
  if (token.type !== SelectorType.Pseudo) return false;
  return token.name !== "not" || (token.data as Selector[][]).flat().some(asksForPlace);
}

function place(
  subject: readonly Selector[],
  alternative: Alternative,
  byName: Map<string, Alternative[]>,
  byAttribute: Map<string, ByAttribute>,
  others: Alternative[],
): void {
  const attributes = subject.flatMap((token) => (token.type === SelectorType.Attribute ? [token] : []));
  const exact = (action: AttributeAction) =>
    attributes.find((token) => token.action === action && token.ignoreCase !== true && token.value !== "");
  // What fewest elements have comes first. Ids and classes may be compared in any case, so the index keeps lower case.
  const best = exact(AttributeAction.Equals) ?? exact(AttributeAction.Element) ?? attributes[0];
  const [name] = subject.flatMap((token) =>
    token.type === SelectorType.Tag ? [token.name.toLowerCase()] : [],
  );
  if (best) {
    const key = best.name.toLowerCase();
    const index: ByAttribute = byAttribute.get(key) ?? { equal: new Map(), word: new Map(), any: [] };
    byAttribute.set(key, index);
    const value = hashOf(best.value);
    if (best === exact(AttributeAction.Equals)) add(index.equal, value, alternative);
    else if (best === exact(AttributeAction.Element)) add(index.word, value, alternative);
    else index.any.push(alternative);
  } else if (name !== undefined) add(byName, name, alternative);
  else others.push(alternative);
}

/** Of a value in lower case, as it is reckoned while a page is read; what it says is looked at again afterwards. */
function hashOf(value: string): number {
  let hash = 0;
  for (const byte of new TextEncoder().encode(value.toLowerCase())) hash = (Math.imul(hash, 31) + byte) | 0;
  return hash;
}

function add<Key>(map: Map<Key, Alternative[]>, key: Key, alternative: Alternative): void {
  const list = map.get(key);
  if (list) list.push(alternative);
  else map.set(key, [alternative]);
}

/** Whether an element whose own test holds stands where the selector says; undefined where that can't be told. */
export function matchesAround(
  { around }: Alternative,
  element: Element,
  source: Source,
): boolean | undefined {
  return around.length > 0 && element.moved ? undefined : matchOuter(around, 0, element, source);
}

function matchOuter(
  around: Alternative["around"],
  index: number,
  element: Element,
  source: Source,
): boolean | undefined {
  const step = around[index];
  if (!step) return true;
  let result: boolean | undefined = false;
  for (let outer = element.parent; outer; outer = outer.parent) {
    // Elements that were moved are in none but those that they seem to be in; in how many of them isn't certain.
    const test = step.test(outer, source);
    const here = outer.moved && (test !== false || step.directly) ? undefined : test;
    if (here !== false) {
      const rest = matchOuter(around, index + 1, outer, source);
      if (here && rest) return true;
      if (rest !== false) result = undefined;
    }
    if (step.directly) break;
  }
  return result;
}
