import { AttributeAction, type Selector, SelectorType } from "css-what";
import { lowerAscii, valueOf, type Written, writtenAttributes } from "../html/attributes.ts";
import { nameEnd } from "../html/scan.ts";
import type { Element } from "../html/state.ts";
import { isSpaced } from "./drawn-names.ts";

/** Where elements stand, and how to read them. */
export interface Source {
  readonly bytes: Uint8Array;
  /** A label that `TextDecoder` knows. */
  readonly charset: string;
  /** In quirks mode, ids and classes are compared in any case. Undefined while, or where, the mode isn't known. */
  readonly quirks: boolean | undefined;
  /** Its place among those of its parent with the same name, from 1; NaN where that can't be told. */
  typeIndex(element: Element): number;
}

/** Whether an element matches; undefined where that can't be told. */
export type Test = (element: Element, source: Source) => boolean | undefined;

/** Attributes whose values HTML compares in any case. Source: https://html.spec.whatwg.org/multipage/semantics-other.html#case-sensitivity-of-selectors */
const ANY_CASE: ReadonlySet<string> = new Set(
  (
    "accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir direction " +
    "disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize noshade nowrap " +
    "readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink"
  ).split(" "),
);

/** A test for one compound: a name, ids, classes, attributes and pseudo-classes of one element. */
export function compoundTest(compound: readonly Selector[]): Test {
  const tests = compound.map(tokenTest);
  return (element, source) => {
    let result: boolean | undefined = true;
    for (const test of tests) {
      const one = test(element, source);
      if (one === false) return false;
      if (one === undefined) result = undefined;
    }
    return result;
  };
}

function tokenTest(token: Selector): Test {
  if (token.type === SelectorType.Universal) return () => true;
  if (token.type === SelectorType.Tag) {
    const name = token.name.toLowerCase();
    return ({ kind }) => kind.name === name;
  }
  if (token.type === SelectorType.Attribute) return attributeTest(token);
  if (token.type !== SelectorType.Pseudo) throw new Error(`a selector with ${token.type} got past the check`);
  if (token.name === "not") {
    const tests = (token.data as Selector[][]).map(compoundTest);
    return (element, source) => {
      const results = tests.map((test) => test(element, source));
      return results.includes(true) ? false : results.includes(undefined) ? undefined : true;
    };
  }
  const counts = nthTest(typeof token.data === "string" ? token.data : "1");
  const ofType = token.name.endsWith("-of-type");
  return (element, source) => {
    if (element.moved) return undefined;
    const index = ofType ? source.typeIndex(element) : element.index;
    return Number.isNaN(index) ? undefined : counts(index);
  };
}

/** `an+b`. Source: https://www.w3.org/TR/css-syntax-3/#anb */
function nthTest(formula: string): (index: number) => boolean {
  const text = formula.toLowerCase().replace(/\s+/g, "");
  const [, step, offset] =
    text === "odd"
      ? ["", "2", "1"]
      : text === "even"
        ? ["", "2", "0"]
        : (/^(?:([+-]?\d*)n)?([+-]?\d+)?$/.exec(text) ?? []);
  const a = step === undefined ? 0 : step === "" || step === "+" ? 1 : step === "-" ? -1 : Number(step);
  const b = Number(offset ?? 0);
  return (index) => (a === 0 ? index === b : (index - b) % a === 0 && (index - b) / a >= 0);
}

type AttributeToken = Extract<Selector, { type: SelectorType.Attribute }>;

function attributeTest({ name, action, value, ignoreCase }: AttributeToken): Test {
  const key = name.toLowerCase();
  const writtenIn = (element: Element, source: Source): Written | undefined => {
    const written = attributesOf(element, source).get(key);
    return isSpaced(key, element.space) ? undefined : written;
  };
  if (action === AttributeAction.Exists) return (element, source) => writtenIn(element, source) !== undefined;
  const compares = COMPARISONS[action]!;
  // Letters beyond ASCII are compared as they are.
  const folded = lowerAscii(value);
  return (element, source) => {
    const written = writtenIn(element, source);
    if (!written) return false;
    const own = valueOf(source.bytes, written.valueFrom, written.valueTo, source.charset);
    if (own === undefined) return undefined;
    const anyCase = ignoreCase === "quirks" ? source.quirks : (ignoreCase ?? ANY_CASE.has(key));
    const isSame = compares(own, value);
    if (anyCase === false || isSame) return isSame;
    return compares(lowerAscii(own), folded) ? anyCase : false;
  };
}

const COMPARISONS: Readonly<Record<string, (own: string, value: string) => boolean>> = {
  [AttributeAction.Equals]: (own, value) => own === value,
  [AttributeAction.Element]: (own, value) =>
    value !== "" && !/[\t\n\f\r ]/.test(value) && own.split(/[\t\n\f\r ]+/).includes(value),
  [AttributeAction.Hyphen]: (own, value) => own === value || own.startsWith(`${value}-`),
  [AttributeAction.Start]: (own, value) => value !== "" && own.startsWith(value),
  [AttributeAction.End]: (own, value) => value !== "" && own.endsWith(value),
  [AttributeAction.Any]: (own, value) => value !== "" && own.includes(value),
};

/** An element that no tag is there for has none. */
function attributesOf({ from, tagTo }: Element, { bytes }: Source): ReadonlyMap<string, Written> {
  return tagTo > from ? writtenAttributes(bytes, nameEnd(bytes, from + 1)) : NONE;
}

const NONE: ReadonlyMap<string, Written> = new Map();
