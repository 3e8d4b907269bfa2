import fc from "fast-check";
import type { Edit, Reorder } from "../../shared/edit.ts";
import { compileTargets } from "../../worker/page/selectors.ts";
import { surveyPage } from "../../worker/page/survey.ts";
import { anyPage, pagesWith } from "../worker/html/pages.ts";
import { anySelector, ATTRIBUTES } from "../worker/page/any-selector.ts";
import { ACTIONS } from "../worker/page/edits.ts";
import { rewritePage } from "../worker/page/rewritten.ts";
import { sortablePage } from "../worker/page/sortable-pages.ts";
import type { Case, Search } from "./dom-operations.ts";

/** Where a document is only parsed, scripting is off, and this is no text. */
const NO_SCRIPT = /<\/?noscript/gi;

/** What of so many random edits and reorders the edge does, and doesn't refuse. */
export function editedPages(seed: number, count: number): readonly Case[] {
  const action = fc.constantFrom(...ACTIONS);
  const limit = fc.option(fc.constantFrom(1, 2), { nil: undefined, freq: 2 });
  const edit = fc.tuple(
    anyPage.filter((page) => page.includes("id=t")),
    fc
      .tuple(action, limit)
      .map(([act, most]): readonly Edit[] => [
        { block: "b", target: "#t", ...act, ...(most && { limit: most }) },
      ]),
  );
  const first = fc.constantFrom(["x"], ["y", "x"], ["x", "y"]);
  const reorder = fc.tuple(
    sortablePage,
    first.map((keys): readonly Reorder[] => [{ block: "b", target: "[data-t]", by: "data-k", first: keys }]),
  );
  const weighted = fc.oneof({ weight: 3, arbitrary: edit }, { weight: 1, arbitrary: reorder });
  return fc.sample(weighted, { seed, numRuns: count }).flatMap(([text, blocks]): Case[] => {
    const page = text.replace(NO_SCRIPT, "<!--");
    const { bytes, applied } = rewritePage(
      { bytes: new TextEncoder().encode(page), charset: "utf-8" },
      blocks,
    );
    const edited = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return applied.length > 0 ? [{ page, edited, blocks }] : [];
  });
}

/** Why one of several blocks isn't done that could be done alone. */
const BY_OTHERS = /^another block (?:has this element|replaces what it is in)$/;

/** What the edge makes of several blocks on one page, where it refuses nothing but for another block's sake. */
export function blendedPages(seed: number, count: number): readonly Case[] {
  const target = fc.constantFrom("#t", "[id]", "p", "div", "li", "ul", "[class]");
  const action = fc.constantFrom(...ACTIONS);
  const block = fc.tuple(target, action).map(([selector, act]) => ({ target: selector, ...act }));
  const reorder = fc.constant({ target: "ul", by: "id", first: ["t"] });
  const blocks = fc.array(fc.oneof({ weight: 5, arbitrary: block }, { weight: 1, arbitrary: reorder }), {
    minLength: 2,
    maxLength: 4,
  });
  const pages = fc.tuple(
    anyPage.filter((page) => page.includes("id=t")),
    blocks,
  );
  return fc.sample(pages, { seed, numRuns: count }).flatMap(([text, list]): Case[] => {
    const page = text.replace(NO_SCRIPT, "<!--");
    const named = list.map((each, at) => ({ block: `b${at}`, ...each })) as (Edit | Reorder)[];
    const ordered = [...named.filter((each) => "by" in each), ...named.filter((each) => !("by" in each))];
    const result = rewritePage({ bytes: new TextEncoder().encode(page), charset: "utf-8" }, ordered);
    if (result.applied.length < 2 || !result.refused.every(({ reason }) => BY_OTHERS.test(reason))) return [];
    const edited = new TextDecoder("utf-8", { ignoreBOM: true }).decode(result.bytes);
    return [{ page, edited, blocks: ordered }];
  });
}

/** A search, and what the edge finds: numbers of elements, `-` where no tag is there for one; undefined: not told. */
export interface Finding extends Search {
  readonly own: readonly (readonly string[] | undefined)[];
}

/** Capitals in drawings: what css-select, the other referee, knows nothing of. */
const DRAWN = [" viewBox=a", " VIEWBOX=a", " xlink:href=a", " definitionurl=x"];
const DRAWN_SELECTORS = [
  "foreignObject",
  "foreignobject",
  "[viewBox]",
  "[viewbox]",
  "G",
  "[DATA-X]",
  "[xlink\\:href]",
  "[definitionURL]",
];

export function searchedPages(seed: number, count: number): readonly Finding[] {
  const selector = fc.oneof({ weight: 4, arbitrary: anySelector }, fc.constantFrom(...DRAWN_SELECTORS));
  const pages = fc.tuple(
    pagesWith([...ATTRIBUTES, ...DRAWN]),
    fc.array(selector, { minLength: 1, maxLength: 6 }),
  );
  return fc.sample(pages, { seed, numRuns: count }).map(([text, selectors]) => {
    let number = 0;
    const page = text
      .replace(NO_SCRIPT, "<!--")
      .replace(/<([a-z][\w-]*)/gi, (tag) => `${tag} n="${number++}"`);
    const bytes = new TextEncoder().encode(page);
    const survey = surveyPage({ bytes, charset: "utf-8" }, compileTargets(selectors, new Set()));
    const own = survey.found.map((elements) =>
      typeof elements === "string" || elements.some(({ flaw }) => flaw !== undefined)
        ? undefined
        : elements.map(({ from, tagTo }) => / n="(\d+)"/.exec(page.slice(from, tagTo))?.[1] ?? "-"),
    );
    return { page, selectors, own };
  });
}
