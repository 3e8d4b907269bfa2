import { describe, expect, test } from "vitest";
import { CATALOG_ITEMS } from "../../../shared/recommend/limits.ts";
import { catalogIn } from "../../../shared/recommend/check-catalog.ts";
import { readFeed } from "../../../tools/catalog/feed.ts";

const GOOGLE = `\ufeffid\ttitle\tlink\timage link\tprice\tproduct_type\tavailability\tcustom_label_0
tarn-shell\tTarn Shell\thttps://www.shop.example/products/tarn-shell.html?c=1\thttps://www.shop.example/art/a.svg\t245.00 EUR\tOutdoor > Rain\tin_stock\thood
beck\t"Beck ""Over"""\thttps://www.shop.example/products/beck\thttps://cdn.example/b.svg\t139.50 EUR\tRain\tout of stock\t
`;

describe("a feed", () => {
  test("with the columns of Google's product feeds", () => {
    const { items, problems, host } = readFeed(GOOGLE);
    expect([problems, host]).toEqual([[], "www.shop.example"]);
    expect(items).toEqual([
      {
        id: "tarn-shell",
        title: "Tarn Shell",
        url: "/products/tarn-shell.html?c=1",
        image: "/art/a.svg",
        price: 245,
        priceText: "€245",
        categories: ["Outdoor", "Rain"],
        tags: ["hood"],
      },
      {
        id: "beck",
        title: 'Beck "Over"',
        url: "/products/beck",
        image: "https://cdn.example/b.svg",
        price: 139.5,
        priceText: "€139.50",
        categories: ["Rain"],
        tags: [],
        available: false,
      },
    ]);
  });

  test("in JSON, with all that an item may have, also within an object", () => {
    const item = {
      id: 7,
      title: "A",
      url: "a",
      image: "/a.svg",
      images: { night: "/n.svg" },
      price: 5,
      priceText: "5 zł",
      categories: ["x", "y"],
      tags: "s, t",
      language: "pl",
      available: true,
      added: "2026-11-01",
    };
    const { items, problems } = readFeed(`{ "version": 1, "items": [${JSON.stringify(item)}] }`);
    const { available: _, ...rest } = item;
    expect([items, problems]).toEqual([
      [{ ...rest, id: "7", url: "/a", tags: ["s", "t"], added: 20_758 }],
      [],
    ]);
    expect(catalogIn(JSON.parse(JSON.stringify(items)))).toEqual(items);
  });

  test("in CSV, with images by segment", () => {
    const { items } = readFeed("id;title;url;images.night;available\na;A;/a;/n.svg;no\nb;B;/b;;yes");
    expect(items).toMatchObject([{ images: { night: "/n.svg" }, available: false }, { id: "b" }]);
    expect(items[1]).not.toHaveProperty("images");
  });

  test("invariant 9: each bad row is told with its line, and nothing else is lost", () => {
    const { items, problems } = readFeed(
      [
        "id,title,url,price,image,availability,added",
        "a,A,/a,,,,",
        ",No id,/b,,,,",
        "c,Script,javascript:alert(1),,,,",
        "d,Price,/d,much,,,",
        "a,Again,/e,,,,",
        'f,"Two\nlines",/f,1,,,',
        "g,Short,/g",
        "h,Image,/h,,data:x,,",
        "i,Gone?,/i,,,maybe,",
        "j,Added,/j,,,,soon",
        "z,Z,/z,,,,",
        '"open',
      ].join("\n"),
    );
    expect(items.map(({ id }) => id)).toEqual(["a", "f", "z"]);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      "3: has no id",
      '4: the link isn\'t a URL of a page: "javascript:alert(1)"',
      '5: the price isn\'t an amount: "much"',
      '6: the id "a" stands in line 2, too',
      "9: has 3 fields, where the first line has 7",
      '10: the image isn\'t a URL: "data:x"',
      '11: the availability isn\'t in_stock or out_of_stock: "maybe"',
      '12: "added" isn\'t a day such as 2026-11-01: "soon"',
      "14: a quote isn't closed",
    ]);
    const json = readFeed('[\n  {"id": "a", "title": "A", "url": "/a"},\n  7,\n  {"id": "b"}\n]');
    expect(json.items).toHaveLength(1);
    expect(json.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      "3: expected an object",
      "4: has no title, link",
    ]);
  });

  test.each([
    ["", "there is nothing in it"],
    ["\ufeff \n", "there is nothing in it"],
    ['<?xml version="1.0"?><rss/>', "it looks like XML or a page, and a feed is JSON or CSV"],
    ["{}", "expected a list of items"],
  ])("invariant 9: what is no feed says why: %j", (text, message) => {
    expect(() => readFeed(text)).toThrow(message);
  });

  test.each(["[]", "id,title,url\n"])("may have no items: %j", (text) => {
    expect(readFeed(text)).toMatchObject({ items: [], problems: [] });
  });

  test.each([
    ["pl", "245 zł"],
    ["de-AT", "zł 245"],
    ["", "zł 245"],
    ["not a language", "zł 245"],
  ])("shows a price as its row's language does: %s", (language, shown) => {
    const { items } = readFeed(
      JSON.stringify([{ id: "a", title: "A", url: "/a", price: "245 PLN", language }]),
    );
    expect(items[0]?.priceText?.replace("\u00a0", " ")).toBe(shown);
  });

  test.each<[price: string, amount: number, shown: string | undefined]>([
    ["245.00 EUR", 245, "€245"],
    ["245,50 EUR", 245.5, "€245.50"],
    ["1.234,50 EUR", 1234.5, "€1,234.50"],
    ["1,234.50 USD", 1234.5, "$1,234.50"],
    ["1.234 EUR", 1234, "€1,234"],
    ["EUR 999.000", 999_000, "€999,000"],
    ["0.125 EUR", 0.125, "€0.13"],
    ["1.234 KWD", 1.234, "KWD 1.234"],
    ["1.234", 1.234, undefined],
    ["1 234,50 zł", 1234.5, "1 234,50 zł"],
  ])("reads the price %s", (price, amount, shown) => {
    const { items } = readFeed(JSON.stringify([{ id: "a", title: "A", url: "/a", price }]));
    expect([items[0]?.price, items[0]?.priceText?.replace("\u00a0", " ")]).toEqual([amount, shown]);
  });

  test("has so many items at most, and says where it ends", () => {
    const rows = Array.from({ length: CATALOG_ITEMS + 5 }, (_, index) => `${index},T,/p/${index}`);
    const { items, problems } = readFeed(`id,title,url\n${rows.join("\n")}`);
    expect(items).toHaveLength(CATALOG_ITEMS);
    expect(problems).toEqual([{ line: CATALOG_ITEMS + 2, message: expect.stringContaining("more than") }]);
  });

  test("one item in several languages is several items, with one id", () => {
    const { items, problems } = readFeed("id,title,url,language\na,A,/a,en\na,Ą,/pl/a,pl\na,B,/b,pl");
    expect(items.map(({ url }) => url)).toEqual(["/a", "/pl/a"]);
    expect(problems).toEqual([{ line: 4, message: 'the id "a" stands in line 3, too' }]);
  });
});
