import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuseSelector } from "../../../shared/site/selector.ts";
import { surveyPage } from "../../../worker/page/survey.ts";
import { compileTargets } from "../../../worker/page/selectors.ts";
import vectors from "../../vectors/selectors.json";
import { pagesWith } from "../html/pages.ts";
import { anySelector, ATTRIBUTES } from "./any-selector.ts";
import { judge } from "./select-all.ts";

/** Pages as people write them, if they take care: each element has its end tag, and stands where it may. */
const tidyPage = fc
  .letrec<{ node: string; list: string }>((tie) => ({
    list: fc.array(tie("node"), { maxLength: 4 }).map((nodes) => nodes.join("")),
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom("one", " ", "<!--c-->"),
      fc
        .tuple(
          fc.constantFrom("div", "section", "ul", "span", "x-card", "img"),
          fc.constantFrom(...ATTRIBUTES),
          tie("list"),
        )
        .map(([name, written, inner]) =>
          name === "img" ? `<img${written}>` : `<${name}${written}>${inner}</${name}>`,
        ),
    ),
  }))
  .list.map((inner) => `<!doctype html><html><head><title>x</title></head><body>${inner}</body></html>`);

describe("targets are the elements that a selector means", () => {
  const selectors = fc.array(anySelector, { minLength: 1, maxLength: 6 });

  test("on any page, or it is said that they can't be told", () => {
    let right = 0;
    fc.assert(
      fc.property(pagesWith(ATTRIBUTES), selectors, (page, list) => {
        for (const verdict of judge(page, list)) {
          expect(verdict.is === "wrong" ? verdict.why : undefined).toBeUndefined();
          if (verdict.is === "right") right++;
        }
      }),
      { numRuns: 4000, seed: 20_261_122 },
    );
    expect(right).toBeGreaterThan(4000);
  }, 120_000);

  test("on a tidy page it can nearly always be told", () => {
    const count = { right: 0, untold: 0, wrong: 0 };
    fc.assert(
      fc.property(tidyPage, selectors, (page, list) => {
        for (const verdict of judge(page, list)) {
          expect(verdict.is === "wrong" ? verdict.why : undefined).toBeUndefined();
          count[verdict.is]++;
        }
      }),
      { numRuns: 2000, seed: 20_261_122 },
    );
    // What can't be read are rare character references.
    expect(count.untold / count.right).toBeLessThan(0.05);
  }, 120_000);

  test("whatever is generated here is supported", () => {
    fc.assert(
      fc.property(anySelector, (selector) => {
        expect([selector, refuseSelector(selector)]).toEqual([selector, undefined]);
      }),
    );
  });
});

const PAGE =
  "<!doctype html><html><head><title>x</title></head><body><ul class='a b'><li id=x>1<li id=y>2<li class=x z=1>3</ul>" +
  "<a class='cta x' z>4</a><b z=w>5<a>6</a><i>7</i></b><custom-el a=b>8</custom-el><p>9<p a='b c'>10</p></body></html>";

describe("what the checker lets pass is found", () => {
  test.each(vectors.supported)("%j", (selector) => {
    expect(judge(PAGE, [selector])).toEqual([{ is: "right" }]);
  });

  // Whatever is put together from parts of selectors: the checker and the edge never disagree.
  test("any combination, or it is refused", () => {
    const simple = "a|*|.x|#y|[z]|[z=w]|[z^='1']|:not(.x)|:not(a, [z])|:nth-child(2n+1)|:first-child".split(
      "|",
    );
    const wrong = ":last-child|:is(a)|::before|.1|[z=1]|.|:not()".split("|");
    const passed = [...simple, ...wrong].flatMap((left) =>
      [...simple, ...wrong].flatMap((right) =>
        ["", " ", " > ", ", ", " + "]
          .map((between) => left + between + right)
          .filter((selector) => refuseSelector(selector) === undefined),
      ),
    );
    expect(passed.length).toBeGreaterThan(300);
    expect(judge(PAGE, passed).filter(({ is }) => is !== "right")).toEqual([]);
  });
});

describe("the smallest pages of those on which something else was found once", () => {
  const find = (page: string, selector: string) =>
    surveyPage(
      { bytes: new TextEncoder().encode(page), charset: "utf-8" },
      compileTargets([selector], new Set()),
    ).found[0]!;

  test.each([
    ["<!doctype html><div ID=T></div>", "#t", 0],
    ["<div ID=T></div>", "#t", 1],
    ["<!doctype html><p title='ŻÓŁW A'>", "[title='żółw a' i]", 0],
    ["<!doctype html><p title='żółw A'>", "[title='żółw a' i]", 1],
    ["<!doctype html><template><p></p></template><p></p>", "p", 1],
    ["<!doctype html><svg><a xlink:href=x></a></svg>", "[xlink\\:href]", 0],
  ] as const)("%s %s: %d", (page, selector, count) => {
    expect(find(page, selector)).toHaveLength(count);
  });

  // Elements that are moved after they were seen.
  test.each([
    ["<!doctype html></br><table><div>", "table:nth-child(odd)"],
    ["<!doctype html><nobr><div data-x><nobr>", "div:nth-child(2)"],
    ["<!doctype html><section><code></section><i>", "code:nth-child(2)"],
    ['<!doctype html public "-//unknown//"><p class=A>', ".a"],
  ])("%s %s: can't be told", (page, selector) => {
    expect(find(page, selector)).toBe("which elements it means can't be told on this page");
  });
});
