import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { launchBrowser, newVisitor, startShop, type Visitor } from "./harness.ts";

const PIECE = '<ul id="list"><li>one</li></ul>';
const asked: string[] = [];
let origin: Server;
let shop: Selvedge;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  origin = createServer(({ url }, response) => {
    asked.push(url!);
    // A cache may keep it, so that what is in it when it is asked for again depends on `Vary`.
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=600",
    });
    response.end(PIECE);
  });
  origin.listen(0, "127.0.0.1");
  await once(origin, "listening");
  const { port } = origin.address() as AddressInfo;
  const block = { pages: ["/changed/*"], target: "#list", op: "content", html: "<li>for you</li>" };
  [shop, browser] = await Promise.all([
    startShop({
      origin: `http://127.0.0.1:${port}`,
      site: (site) => {
        site["blocks"] = { block };
      },
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
  origin.close();
});
beforeEach(async () => {
  await visitor?.close();
  visitor = await newVisitor(browser);
  page = visitor.page;
});

const fetched = (path: string, headers: Record<string, string> = {}) =>
  page.evaluate(async ([path, headers]) => (await fetch(path, { headers })).text(), [path, headers] as const);

test.each([
  ["/plain/list", PIECE],
  ["/changed/list", '<ul id="list"><li>for you</li></ul>'],
])(
  "%s is a page where it is opened and a piece where a script asks, whatever the cache has",
  async (path, piece) => {
    await page.goto(`${shop.url}/plain/start`);
    expect(await fetched(path)).toBe(piece);
    await page.goto(shop.url + path);
    expect(await page.locator('script[src$="/tag.js"]').count()).toBe(1);
    expect(await fetched(path)).toBe(piece);
    expect(await fetched(path, { "HX-Request": "true" })).toBe(piece);
    await page.goto(`${shop.url}/plain/start`);
    await page.goBack();
    expect(await page.locator('script[src$="/tag.js"]').count()).toBe(1);
    expect(visitor.errors).toEqual([]);
  },
);

test("a page that a link loads ahead is opened with the tag, from the cache", async () => {
  await page.goto(`${shop.url}/plain/start`);
  const loaded = page.waitForResponse(`${shop.url}/plain/ahead`);
  await page.evaluate(() => {
    const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: "/plain/ahead" });
    document.head.append(link);
  });
  await (await loaded).finished();
  await page.goto(`${shop.url}/plain/ahead`);
  expect(await page.locator('script[src$="/tag.js"]').count()).toBe(1);
  expect(asked.filter((url) => url === "/plain/ahead")).toHaveLength(1);
});
