import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { markedProperties } from "../../../client/parts/markup.ts";
import { learnItems, readFields } from "../../../tools/catalog/learn.ts";
import { type Element, find, parsePage, textOf } from "../../../tools/init/document.ts";

const PRODUCTS = join(import.meta.dirname, "../../site/products");

afterEach(() => vi.unstubAllGlobals());

/** What the tag reads off a page, in a browser that has no more than what it asks for. */
function viewOf(path: string, html: string) {
  const page = parsePage(path, html);
  const wrap = (element: Element) => ({
    content: element.attribs["content"] ?? "",
    textContent: textOf(element),
    getAttribute: (name: string) => element.attribs[name] ?? null,
  });
  const all = (selector: string) => find(page, selector).map((each) => wrap(each));
  vi.stubGlobal("document", {
    querySelectorAll: all,
    querySelector: (selector: string) => all(selector)[0] ?? null,
    documentElement: { lang: find(page, "html")[0]?.attribs["lang"] ?? "" },
  });
  return markedProperties();
}

const ld = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
const PAGES: Readonly<Record<string, string>> = {
  "/sku": ld({
    "@type": "Product",
    name: "A",
    sku: "s1",
    mpn: "m1",
    category: { name: "rain" },
    offers: [{ lowPrice: 5 }],
  }),
  "/graph": ld({
    "@graph": [
      { "@type": "WebPage" },
      { "@type": ["Thing", "Product"], name: "B", productID: "p2", keywords: "x, y" },
    ],
  }),
  "/listed":
    ld({ "@type": "Product", name: "C", mpn: "m3" }) + ld({ "@type": "Product", name: "D", sku: "other" }),
  "/own": `<main data-selvedge-item="own" data-selvedge-category="camp" data-selvedge-value="1 299,00 zł" data-selvedge-tags="a,b">${ld({ "@type": "Product", name: "E", sku: "s5" })}`,
  "/meta":
    '<meta property="product:retailer_item_id" content="m6"><meta property="og:title" content="F"><meta property="product:price:amount" content="7.50">',
  "/article": ld({ "@type": "NewsArticle", headline: "G", mpn: "g", articleSection: ["news"] }),
};

describe("items off pages", () => {
  test.each(Object.entries(PAGES))("are what a view of the page says of them: %s", (path, body) => {
    const html = `<html lang="pl"><head></head><body>${body}</body></html>`;
    const view = viewOf(path, html);
    const { items, without } = learnItems([readFields(parsePage(path, html))]);
    expect(without).toEqual([]);
    const [item] = items;
    expect(item).toMatchObject({ id: view["item"], url: path });
    expect(item!.price).toBe(view["value"]);
    expect(item!.categories).toEqual([view["category"]].flat().filter(Boolean));
    expect(item!.tags).toEqual(view["tags"] ?? []);
  });

  test("of the demo shop", async () => {
    const files = await readdir(PRODUCTS);
    const pages = await Promise.all(
      files.map(async (file) => [`/products/${file}`, await readFile(join(PRODUCTS, file), "utf8")] as const),
    );
    const { items } = learnItems(pages.map(([path, html]) => readFields(parsePage(path, html))));
    expect(items).toHaveLength(12);
    expect(items.map(({ id }) => id)).toEqual(pages.map(([path, html]) => viewOf(path, html)["item"]));
    expect(items.find(({ id }) => id === "tarn-shell")).toEqual({
      id: "tarn-shell",
      title: "Tarn Shell",
      url: "/products/tarn-shell.html",
      image: "/art/tarn-shell.svg",
      price: 245,
      priceText: "€245",
      categories: ["rain"],
      tags: [],
    });
  });

  test("a language only where there are several of an item; pages that name none are told", () => {
    const page = (path: string, lang: string, body: string) =>
      readFields(parsePage(path, `<html lang="${lang}"><body>${body}</body></html>`));
    const product = (sku: string) => ld({ "@type": "Product", name: sku, sku });
    const { items, without } = learnItems([
      page("/a", "en", product("a")),
      page("/pl/a", "pl", product("a")),
      page("/a-again", "en", product("a")),
      page("/b", "en", product("b")),
      page("/c", "en", "<p>"),
    ]);
    expect(items.map(({ id, url, language }) => [id, url, language])).toEqual([
      ["a", "/a", "en"],
      ["a", "/pl/a", "pl"],
      ["b", "/b", undefined],
    ]);
    expect(without).toEqual([
      { path: "/a-again", message: 'another page is about "a", too' },
      { path: "/c", message: "has no id, title" },
    ]);
  });
});
