import { type DefaultTreeAdapterTypes as Tree, parse } from "parse5";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit, Reorder } from "../../../shared/edit.ts";
import { domOf, plainDom } from "./dom.ts";
import { rewritePage } from "./rewritten.ts";
import { sortablePage } from "./sortable-pages.ts";

const CORPUS = Object.entries(
  import.meta.glob<string>("../../corpus/*.html", { query: "?raw", import: "default", eager: true }),
);

type Sorting = Partial<Reorder>;
const complete = (change: Sorting, index = 0): Reorder => ({
  block: `b${index}`,
  target: "[data-t]",
  by: "data-k",
  first: ["x"],
  ...change,
});

async function reorder(page: string, ...changes: Sorting[]) {
  const bytes = new TextEncoder().encode(page);
  const reorders = (changes.length > 0 ? changes : [{}]).map(complete);
  const { bytes: sorted, ...rest } = rewritePage({ bytes, charset: "utf-8" }, reorders);
  return { page: new TextDecoder().decode(sorted), ...rest };
}

/** The page's DOM with the element children of every `[data-t]` sorted by insertion, texts left where they are. */
function sortedDom(page: string, first: readonly string[]): unknown {
  const document = parse(page);
  const rank = ({ attrs }: Tree.Element) => {
    const place = first.indexOf(attrs.find(({ name }) => name === "data-k")?.value ?? "");
    return place < 0 ? first.length : place;
  };
  const visit = (node: Tree.ParentNode): void => {
    const isElement = (child: Tree.ChildNode): child is Tree.Element => "tagName" in child;
    node.childNodes.filter(isElement).forEach(visit);
    if (!("attrs" in node) || !node.attrs.some(({ name }) => name === "data-t")) return;
    const sorted: Tree.Element[] = [];
    for (const child of node.childNodes.filter(isElement)) {
      const place = sorted.findIndex((other) => rank(other) > rank(child));
      sorted.splice(place < 0 ? sorted.length : place, 0, child);
    }
    node.childNodes = node.childNodes.map((child) => (isElement(child) ? sorted.shift()! : child));
  };
  visit(document);
  return plainDom(document);
}

describe("the reference is the DOM", () => {
  test("what isn't refused is the DOM with its children sorted, whatever stands around and in the target", async () => {
    const orders = fc.constantFrom(["x"], ["y", "x"], ["x", "y"]);
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(sortablePage, orders, async (page, first) => {
        const result = await reorder(page, { first });
        if (result.applied.length === 0) expect(result.page).toBe(page);
        else {
          moved++;
          expect(domOf(result.page), result.page).toEqual(sortedDom(page, first));
        }
      }),
      { numRuns: 600 },
    );
    expect(moved).toBeGreaterThan(50);
  }, 60_000);

  test.each(CORPUS)("%s, every element of it sorted", async (_name, page) => {
    const marked = page
      .replace(/<(ul|ol|div|section|tr|tbody|dl|select|p|main)(?=[\s>])/gi, "<$1 data-t")
      .replace(/<(li|b|td|tr|dd|option|h2|span|a)(?=[\s>])/gi, (tag, _tag, at: number) =>
        at % 2 === 0 ? `${tag} data-k=x` : tag,
      );
    const result = await reorder(marked);
    if (result.applied.length === 0) expect(result.page).toBe(marked);
    else expect(domOf(result.page)).toEqual(sortedDom(marked, ["x"]));
  });
});

const LIST =
  "<ul data-t>\n <li>one</li>\n <!--c--><li data-k=y>two</li> <li data-k=x>three</li><li data-k=x>four</li>\n</ul>";

describe("what is right is done", () => {
  test.each<[string, Sorting, string]>([
    [
      LIST,
      {},
      "<ul data-t>\n <li data-k=x>three</li>\n <!--c--><li data-k=x>four</li> <li>one</li><li data-k=y>two</li>\n</ul>",
    ],
    [
      LIST,
      { first: ["y", "x"] },
      "<ul data-t>\n <li data-k=y>two</li>\n <!--c--><li data-k=x>three</li> <li data-k=x>four</li><li>one</li>\n</ul>",
    ],
    ["<p data-t>a<img>b<img data-k=x>c</p>", {}, "<p data-t>a<img data-k=x>b<img>c</p>"],
    [
      "<table><tbody data-t><tr><td>1</td></tr><tr data-k=x><td>2</td></tr></tbody></table>",
      {},
      "<table><tbody data-t><tr data-k=x><td>2</td></tr><tr><td>1</td></tr></tbody></table>",
    ],
    [
      "<div data-t><b>1</b><i data-k='a &amp; &#98;'>2</i></div>",
      { first: ["a & b"] },
      "<div data-t><i data-k='a &amp; &#98;'>2</i><b>1</b></div>",
    ],
    [
      "<ul data-t><li>1</li><li data-k=x><ul data-t><li>2</li><li data-k=x>3</li></ul></li></ul>",
      {},
      "<ul data-t><li data-k=x><ul data-t><li data-k=x>3</li><li>2</li></ul></li><li>1</li></ul>",
    ],
    [
      "<ul data-t><li>1</li><li data-k=x>2</li></ul><ol data-t><li>1</li><li data-k=x>2</li></ol>",
      {},
      "<ul data-t><li data-k=x>2</li><li>1</li></ul><ol data-t><li data-k=x>2</li><li>1</li></ol>",
    ],
    ["<ul data-t><li>1<li data-k=x>2</ul>", {}, "<ul data-t><li data-k=x>2</li><li>1</li></ul>"],
    ["<div data-t><p>1<div data-k=x>2</div></div>", {}, "<div data-t><div data-k=x>2</div><p>1</p></div>"],
    [
      "<select data-t><option>1<option data-k=x>2</select>",
      {},
      "<select data-t><option data-k=x>2</option><option>1</option></select>",
    ],
  ])("%s %j", async (page, change, expected) => {
    expect(await reorder(page, change)).toEqual({ page: expected, applied: ["b0"], refused: [] });
  });

  test.each([
    ["nothing has the wanted key", LIST, { first: ["z"] }],
    ["nobody knows what comes first", LIST, { first: [] }],
    ["it stands first already", "<ul data-t><li data-k=x>1</li><li>2</li></ul>", {}],
    ["the target isn't there", LIST, { target: "ol" }],
  ])("nothing to do, and nothing refused: %s", async (_name, page, change) => {
    expect(await reorder(page, change)).toEqual({ page, applied: [], refused: [] });
  });

  test("in another charset each child keeps its bytes", async () => {
    const bytes = Uint8Array.from(
      Buffer.from("<ul data-t><li>\xb1</li><li data-k=\xea>\x01sv(1;</li></ul>", "latin1"),
    );
    const sorted = rewritePage({ bytes, charset: "iso-8859-2" }, [complete({ first: ["ę"] })]);
    const text = Buffer.from(sorted.bytes).toString("latin1");
    expect(text).toBe("<ul data-t><li data-k=\xea>\x01sv(1;</li><li>\xb1</li></ul>");
  });

  test("two blocks: each its own; of two that want one element the second is refused", async () => {
    const result = await reorder(LIST, {}, { target: "ul", first: ["y"] }, { target: "ol" });
    expect(result).toMatchObject({
      applied: ["b0"],
      refused: [{ block: "b1", reason: "another block has this element" }],
    });
  });
});

describe("what can't be done right is refused, and the page left as it is", () => {
  test.each([
    ["<ul data-t><li>1</li><li data-k=x>2</li>"],
    ["<ul data-t><li>1</li></p><li data-k=x>2</li></ul>"],
    ["<ul data-t></p><li data-k=x>2</li></ul>"],
    ["<ul data-t><li>1</li></br><li data-k=x>2</li></ul>"],
    ["<div data-t><p>1</p></h2><p data-k=x>2</h1></div>"],
    ["<div data-t><i>0</i><p data-k=x>1<div>2</div></p></div>"],
    ["<div data-t><div><b>1</div><div data-k=x>2</div></div>"],
    ["<div><b></div><ul data-t><li>1</li><li data-k=x></b>2</li></ul>"],
    ["<form><div data-t><form>1</form><form data-k=x>2</form></div></form>"],
    ["<table data-t><tr><td>1</td></tr><tr data-k=x><td>2</td></tr></table>"],
    ["<table><tbody data-t><tr><td>1</td></tr>text<tr data-k=x><td>2</td></tr></tbody></table>"],
    ["<div data-t><table>text</table><p data-k=x>2</p></div>"],
    ["<div data-t><table>\u00a0</table><p data-k=x>2</p></div>"],
    ["<div data-t><table><div>1</div></table><p data-k=x>2</p></div>"],
    ["<div data-t><table data-k=x>1<div data-k=x>2</div><br></table></div>"],
    ["<table><tr><td><li><td></td></li><li><form data-t><b>1</b><i data-k=x>2</i></form></li>"],
    ["<template><ul data-t><li>1</li><li data-k=x>2</li></ul></template>"],
    ["<svg><g data-t><a></a><a data-k=x></a></g></svg>"],
    ["<body data-t><p>1</p><p data-k=x>2</p></body>"],
    ["<ul data-t><li>1</li><li data-k='&eacute;'>2</li></ul>"],
    ["<ul data-t><li>1</li><li data-k=x>2</body></li></ul>"],
    ["<ul data-t><li>1</li><li data-k=x>2</li></ul><select><xmp></select>"],
  ])("%s", async (page) => {
    expect(await reorder(page)).toEqual({
      page,
      applied: [],
      refused: [{ block: "b0", reason: expect.any(String) }],
    });
  });

  test("one refusal doesn't keep other blocks from being done", async () => {
    const page = "<ul data-t><li>1<li data-k='&eacute;'>2</ul><ol><li>1</li><li data-k=x>2</li></ol>";
    const result = await reorder(page, {}, { target: "ol" });
    expect(result.page).toBe(
      "<ul data-t><li>1<li data-k='&eacute;'>2</ul><ol><li data-k=x>2</li><li>1</li></ol>",
    );
    expect(result).toMatchObject({ applied: ["b1"], refused: [{ block: "b0" }] });
  });
});

describe("together with other blocks", () => {
  const EDITS: readonly Edit[] = [
    { block: "before", target: "li[data-k=x]", op: "before", html: "<li>new</li>" },
    { block: "last", target: "ul", op: "append", html: "<li>last</li>" },
    { block: "first", target: "li:first-child", op: "class", add: ["first"], remove: [] },
  ];

  test("what is done to a child goes along with it; targets are found on the page as it came", async () => {
    const page = {
      bytes: new TextEncoder().encode("<ul data-t><li>1</li><li data-k=x>2</li></ul>"),
      charset: "utf-8",
    };
    const { bytes, applied, refused } = rewritePage(page, [complete({}), ...EDITS]);
    expect(new TextDecoder().decode(bytes)).toBe(
      '<ul data-t><li>new</li><li data-k=x>2</li><li class="first">1</li><li>last</li></ul>',
    );
    expect([applied, refused]).toEqual([["b0", "before", "last", "first"], []]);
  });
});
