import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refuseSelector } from "../../../shared/site/selector.ts";
import { find, parsePage } from "../../../tools/init/document.ts";
import { openBrowser } from "../stub.ts";

const ROOT = join(import.meta.dirname, "../../..");

let browser: Browser;
let page: Page;
let script: string;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  const built = await build({
    stdin: {
      contents: `export { selectorsFor } from "./client/inspector/selector.ts"; export { blockEntry } from "./client/inspector/block-entry.ts";`,
      resolveDir: ROOT,
    },
    bundle: true,
    format: "iife",
    globalName: "inspector",
    write: false,
  });
  script = built.outputFiles[0]!.text;
});
afterAll(() => browser.close());

/** What tests find on the page. */
declare const inspector: {
  selectorsFor(of: Element): readonly string[];
  blockEntry(of: Element, wanted: object, data: object): string;
};

async function show(html: string): Promise<void> {
  await page.setContent(html);
  await page.evaluate(script);
}

/** The proposals for what a selector finds first. */
const proposed = (selector: string) =>
  page.evaluate((selector) => inspector.selectorsFor(document.querySelector(selector)!), selector);

describe.each(["index.html", "products/tarn-shell.html", "pricing/index.html"])("on %s", (file) => {
  test("every element gets selectors that the edge knows, and the first finds just it, in the source too", async () => {
    const html = await readFile(join(ROOT, "test/site", file), "utf8");
    const source = parsePage("/", html);
    await show(html.replaceAll(/<script[^]*?<\/script>/g, ""));
    const all = await page.evaluate(() =>
      [...document.body.querySelectorAll<HTMLElement>("*:not(svg, svg *)")].map((element, at) => {
        element.setAttribute("at", String(at));
        const selectors = inspector.selectorsFor(element);
        const [first] = selectors;
        const found = first === undefined ? [] : [...document.querySelectorAll(first)];
        const inBody = element.closest("tbody") !== null;
        return {
          tag: element.localName,
          selectors,
          inBody,
          alone: found.length === 1 && found[0] === element,
        };
      }),
    );
    expect(all.length).toBeGreaterThan(40);
    for (const { tag, selectors, alone, inBody } of all) {
      // Which rows of a table stand in a body that its parser has put in, a selector of the edge can't say.
      if (inBody && selectors.length === 0) continue;
      expect([tag, selectors.length > 0, alone]).toEqual([tag, true, true]);
      for (const selector of selectors)
        expect([selector, refuseSelector(selector)]).toEqual([selector, undefined]);
      expect([selectors[0], find(source, selectors[0]!).length]).toEqual([selectors[0], 1]);
    }
  });
});

describe("what lasts comes first", () => {
  test("an id, then what says its purpose, then a class; nothing that was made up, or styles alone", async () => {
    await show(`<main id="shop"><section data-slot="hero" class="is-open hero"><h1 class="css-1x2y3z title">x</h1>
      <p class="text-lg">a</p><p id="p-48151623">b</p></section>
      <ul><li class="card">1</li><li class="card">2</li></ul></main>`);
    expect(await proposed("main")).toEqual(["#shop", "main"]);
    expect((await proposed("section"))[0]).toBe('[data-slot="hero"]');
    expect(await proposed("h1")).toEqual(["h1", "h1.title", '[data-slot="hero"] h1']);
    expect((await proposed("p"))[0]).toBe('[data-slot="hero"] > p:nth-of-type(1)');
    expect((await proposed("#p-48151623"))[0]).toBe('[data-slot="hero"] > p:nth-of-type(2)');
    expect(await proposed("li")).toEqual(["ul > li:nth-of-type(1)", "li.card"]);
  });

  test("nothing through what parsers put in by themselves", async () => {
    await show("<table id=t><tr><td>1<td>2<tr><td>3</table>");
    expect(await proposed("tr")).toEqual(["#t tr:nth-of-type(1)"]);
    expect(await proposed("td")).toEqual(["#t tr:nth-of-type(1) > td:nth-of-type(1)"]);
    expect(await proposed("tbody")).toEqual([]);
    await show("<table id=t><thead><tr><td>1<tbody><tr><td>2</table>");
    expect(await proposed("tbody tr")).toEqual([]);
  });
});

describe("the entry for the site file", () => {
  const entry = (wanted: object) =>
    page.evaluate(
      (wanted) => {
        const data = { blocks: [{ id: "hero" }], elsewhere: [{ id: "hero-2" }] };
        return inspector.blockEntry(document.querySelector("a")!, wanted, data);
      },
      { target: "a", when: "", page: undefined, ...wanted },
    );
  const parsed = async (wanted: object) => JSON.parse(`{${await entry(wanted)}}`) as unknown;

  test("holds what is there now, under a name that is free", async () => {
    await show(`<a class="Hero" href="/rain/"><b>To</b>\n   the\n rain</a>`);
    expect(await parsed({ op: "content", when: "returning", page: "/" })).toEqual({
      "hero-3": { pages: ["/"], target: "a", op: "content", when: "returning", html: "<b>To</b>\nthe\nrain" },
    });
    expect(await entry({ op: "content", page: "/" })).toContain('  "pages": ["/"],\n');
    expect(await parsed({ op: "text" })).toEqual({
      "hero-3": { target: "a", op: "text", text: "To the rain" },
    });
    expect(await parsed({ op: "attributes" })).toMatchObject({ "hero-3": { set: { href: "/rain/" } } });
    expect(await parsed({ op: "remove" })).toEqual({ "hero-3": { target: "a", op: "remove" } });
    expect(await parsed({ op: "before" })).toMatchObject({ "hero-3": { html: "<p>Your text</p>" } });
  });
});
