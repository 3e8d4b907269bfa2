import { parseFragment, serialize } from "parse5";
import fc from "fast-check";
import { expect, test } from "vitest";
import { elementsIn, hasOneRoot } from "../../../shared/recommend/elements.ts";
import type { Item, Neighbours } from "../../../shared/recommend/contract.ts";
import { templateForDevice } from "../../../shared/recommend/item-html.ts";
import { compileRow, keptRow, type RowAsked } from "../../../shared/recommend/row.ts";
import { CatalogIndex, shelfOf } from "../../../shared/recommend/shelf.ts";
import type { Recommend } from "../../../shared/site/recommend-schema.ts";
import { item } from "./items.ts";

const LINK =
  '<li class="card"><a href="{{url}}"><img src="{{image}}" alt="{{title}}">{{title}} <b>{{price}}</b></a></li>';
const RECOMMEND: Recommend = { strategy: "trending", show: 1, item: LINK, pin: [], exclude: [], filter: {} };

function htmlOf(
  items: readonly Item[],
  more: Partial<Recommend> = {},
  asked: Partial<RowAsked> = {},
  mark?: string,
) {
  const near: Neighbours = { day: 1, of: {}, trending: items.map(({ id }) => id) };
  const row = compileRow({ ...RECOMMEND, ...more }, "row", mark);
  const shelf = shelfOf(new CatalogIndex(items), near);
  return keptRow(
    row,
    { shelf, path: "/", languages: ["en"], segments: [], favourite: "", ...asked },
    (html) => html,
  );
}

test("a row: the container, why, what is shown, and what the device may put in its place", () => {
  const items = [
    item("a", { image: "/a.svg", priceText: "€5", categories: ["rain"], tags: ["two words", "rain"] }),
    item("b", { price: 7 }),
  ];
  expect(htmlOf(items)).toBe(
    '<ul data-selvedge-recommend="row" data-selvedge-show="1">' +
      "<li data-selvedge-because hidden>Because you looked at {{title}}</li>" +
      '<li data-selvedge-candidate="a" data-selvedge-about="rain two%20words" class="card">' +
      '<a href="/p/a"><img src="/a.svg" alt="The a">The a <b>€5</b></a></li>' +
      '<li data-selvedge-candidate="b" data-selvedge-about="" hidden class="card">' +
      '<a href="/p/b"><img src="" alt="The b">The b <b>7</b></a></li></ul>',
  );
});

test("the owner's frame: its elements carry the marks, with the reason where the owner wants it", () => {
  const html =
    '<section><h2>Go on</h2><div class="row" data-items=""><p class="why" data-because=""></p><hr></div></section>';
  const one = { html, item: "<b>{{title}}</b>", because: { en: "As you saw {{title}}", pl: "Bo {{title}}" } };
  expect(htmlOf([item("a")], one)).toBe(
    '<section><h2>Go on</h2><div class="row" data-selvedge-recommend="row" data-selvedge-show="1">' +
      '<p class="why" data-selvedge-because hidden>As you saw {{title}}</p><hr>' +
      '<b data-selvedge-candidate="a" data-selvedge-about="">The a</b></div></section>',
  );
  expect(htmlOf([item("a")], { ...one, because: false })).not.toContain("because");
  expect(htmlOf([item("a")], { item: "<b>{{title}}</b>" }, {}, "data-m")).toMatch(
    /^<div data-selvedge-recommend="row"[^>]* data-m="row"><p /,
  );
});

test("what is led by the favourite says so at once, in the page's language", () => {
  const items = [item("a", { categories: ["rain"] }), item("b")];
  const forYou = { strategy: ["forYou", "trending"] as Recommend["strategy"], by: "favourite" };
  const said = (languages: string[], favourite: string, because?: Recommend["because"]) =>
    /data-selvedge-because([^<]*)</.exec(
      htmlOf(items, { ...forYou, because }, { languages, favourite })!,
    )?.[1];
  expect(said(["pl"], "rain")).toBe(">Bo często oglądasz: rain");
  expect(said(["en"], "rain", "You like {{category}}")).toBe(">You like rain");
  expect(said(["en"], "rain", "You saw {{title}}")).toBe(">Because you often look at: rain");
  expect(said(["en"], "")).toBe(" hidden>Because you looked at {{title}}");
});

test("invariant 8: whatever a catalog says, it stays text and addresses that are safe", () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '"><script>x</script>',
      "' onerror=x ",
      "{{title}}",
      "javascript:x",
      "java\nscript:x",
      "$&$1",
      "\ud800",
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, hostile, (id, title, url, image, tag) => {
      const made = htmlOf(
        [item(id || "x", { title, url, image, tags: [tag], priceText: tag })],
        {},
        {
          path: "no path",
          favourite: tag,
        },
      )!;
      const fragment = parseFragment(made);
      // As a browser reads it: a list with a reason and one item, whose parts are those of the template.
      const shape = serialize(fragment)
        .replace(/="[^"]*"/g, "")
        .replace(/>[^<]+</g, "><");
      expect(shape).toBe(
        "<ul data-selvedge-recommend data-selvedge-show><li data-selvedge-because hidden></li>" +
          "<li data-selvedge-candidate data-selvedge-about class><a href><img src alt><b></b></a></li></ul>",
      );
      const [, href = ""] = /href="([^"]*)"/.exec(made)!;
      expect(href.replace(/[\0-\x20]/g, "")).not.toMatch(/^javascript:/i);
    }),
    { numRuns: 300 },
  );
});

test("what the owner has pinned says so, and stays", () => {
  const html = htmlOf([item("a"), item("b")], { pin: ["b"], show: 2 })!;
  expect(html).toMatch(
    /candidate="b" data-selvedge-about="" data-selvedge-pinned class.*candidate="a" data-selvedge-about="" class/,
  );
});

test("images of a segment, for those who are in it", () => {
  const items = [item("a", { image: "/a", images: { night: "/n", rain: "/r" } })];
  const imageFor = (...segments: string[]) => /src="([^"]*)"/.exec(htmlOf(items, {}, { segments })!)![1];
  expect([imageFor(), imageFor("rain"), imageFor("other", "night", "rain")]).toEqual(["/a", "/r", "/n"]);
});

test("a row is written once for all who see the same, and anew from another shelf", () => {
  const items = [item("a"), item("b")];
  const near: Neighbours = { day: 1, of: {}, trending: ["a", "b"] };
  const index = new CatalogIndex(items);
  const row = compileRow(RECOMMEND, "row");
  const asked: RowAsked = {
    shelf: shelfOf(index, near),
    path: "/",
    languages: ["en"],
    segments: ["x"],
    favourite: "rain",
  };
  const make = (html: string | undefined) => ({ html });
  const first = keptRow(row, asked, make);
  expect(keptRow(row, { ...asked, path: "/elsewhere", segments: [], favourite: "" }, make)).toBe(first);
  expect(keptRow(row, { ...asked, path: "/p/a" }, make)).not.toBe(first);
  expect(keptRow(row, { ...asked, languages: ["pl"] }, make)).not.toBe(first);
  expect(
    keptRow(row, { ...asked, shelf: shelfOf(index, { ...near, trending: [] }) }, make).html,
  ).toBeUndefined();
});

test("what only the device knows: a template with marks, and no items", () => {
  expect(htmlOf([item("a")], { strategy: "recentlyViewed" })).toBe(
    '<ul data-selvedge-recommend="row" data-selvedge-show="1" hidden><template data-selvedge-item-template>' +
      '<li class="card"><a data-selvedge-field="url"><img data-selvedge-field="image" alt="">' +
      '<span data-selvedge-field="title"></span> <b><span data-selvedge-field="price"></span></b></a></li></template></ul>',
  );
  expect(templateForDevice("<li>{{#image}}<i></i>{{/image}}</li>")).toBe("<li><i></i></li>");
});

test.each([
  ["<li>a</li>", true],
  [' <li class="a > b"><img src="x">t<br></li>\n', true],
  ["<li><!-- <b> --><textarea></b></textarea></li>", true],
  ["<li>a</li><li>b</li>", false],
  ["<li>a</li>b", false],
  ["a<li>b</li>", false],
  ["<img>", false],
  ["text", false],
  ["", false],
])("one root: %s", (html, expected) => expect(hasOneRoot(html)).toBe(expected));

test("elements are told by where they stand", () => {
  const html = '<a><b data-x=">"></b><br></a>';
  const told = elementsIn(html).map(({ tag, depth, start, inner, innerEnd, end }) => [
    tag,
    depth,
    html.slice(start, inner),
    html.slice(inner, innerEnd),
    html.slice(start, end),
  ]);
  expect(told).toEqual([
    ["a", 0, "<a>", '<b data-x=">"></b><br>', html],
    ["b", 1, '<b data-x=">">', "", '<b data-x=">"></b>'],
    ["br", 1, "<br>", "", "<br>"],
  ]);
});
