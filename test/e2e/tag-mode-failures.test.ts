import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HIDDEN_MILLISECONDS } from "../../shared/limits.ts";
import { sayYes, settled } from "./acts.ts";
import { watch, type Watched } from "./watched-page.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop, type Visitor } from "./harness.ts";

// Whatever becomes of the pasted tag, the page is there, whole, and nobody hears of it but who asks.

const EDGE = /\/_selvedge\/(?:decision|config|signals|consent)$/;
const SLOTS = ["hero", "lead"];
/** As long as what it stands for. */
const HTML = "Clothes for weather that <span>changed</span> its mind.";
const CHANGED = "Clothes for weather that changed its mind.";

let shop: PastedShop;
let browser: Browser;
let visitor: Visitor;
let page: Page;
/** The pasted shop once more, with other headers and other markup. Not by the browser's interception, which makes pages that may not ask this machine. */
let server: Server;
let changed: string;
let headers: Record<string, string>;
let change: (html: string) => string;

beforeAll(async () => {
  server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  changed = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [shop, browser] = await Promise.all([
    startPastedShop({
      site: (site) => {
        site["origins"] = [...(site["origins"] as string[]), changed];
        site["blocks"] = {
          hero: { target: "[data-slot=hero] h1", op: "content", html: HTML },
          cta: { target: "a.cta", op: "attributes", set: { href: "/rain/" } },
          tiles: { target: ".tiles", op: "reorder", by: "data-category", first: "camp" },
        };
      },
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await shop.stop();
});
beforeEach(async () => {
  visitor = await newVisitor(browser);
  page = visitor.page;
  await page.addInitScript(watch, SLOTS);
});
afterEach(() => visitor.close());

/** The pasted shop's answer, changed. */
async function pass({ url = "/" }: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await fetch(shop.pasted + url);
  const type = answer.headers.get("content-type") ?? "";
  const body = Buffer.from(await answer.arrayBuffer());
  const isPage = type.startsWith("text/html");
  response.writeHead(answer.status, { "content-type": type, ...(isPage ? headers : {}) });
  response.end(isPage ? change(body.toString()) : body);
}

const watched = () => page.evaluate(() => (window as unknown as { watched: Watched }).watched);
const hero = () => page.locator("[data-slot=hero] h1").innerText();
const isShown = () =>
  page.evaluate(() => getComputedStyle(document.querySelector("[data-slot=hero]")!).visibility === "visible");

/** Opens the shop and lets everything happen that will. */
async function opened(url = shop.pasted): Promise<Watched> {
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.waitForTimeout(1500);
  return watched();
}

/** The page as it came, whole and visible, and nobody has heard of anything. */
async function expectUntouched(): Promise<void> {
  const { heard } = await opened();
  expect(await hero()).toContain("Clothes for weather that changes");
  expect(await isShown()).toBe(true);
  expect(heard).toEqual([]);
}

/** Opens the shop with other headers and other markup. */
function openedWith(more: Record<string, string>, how = (html: string) => html): Promise<Watched> {
  headers = more;
  change = how;
  return opened(changed);
}

describe("where all is well", () => {
  test("the first thing that is seen of a slot is the right one, and nothing shifts", async () => {
    const { heard, seen, shift } = await openedWith({}, (html) =>
      // However slow this machine is today.
      html.replace("<head>", "<head><style>:root{--selvedge-wait:5s}</style>"),
    );
    expect(await hero()).toBe(CHANGED);
    expect(seen.filter((text) => text !== "")).toEqual([CHANGED]);
    expect(shift).toBe(0);
    expect(heard).toEqual([]);
    expect(visitor.errors).toEqual([]);
    const tiles = page.locator(".tiles a").first();
    expect(await tiles.getAttribute("data-category")).toBe("camp");
  });

  test("two tags that were pasted by mistake do it once", async () => {
    const { heard } = await openedWith({}, (html) =>
      html.replace(/<script async.*?<\/script>/, (tag) => tag + tag),
    );
    expect((await visitor.sent()).filter(({ url }) => url.endsWith("/decision")).length).toBe(1);
    expect(await hero()).toBe(CHANGED);
    expect(heard).toEqual([]);
  });

  test("pasted into a page behind the Worker by mistake, it leaves the page to the Worker", async () => {
    await page.addInitScript(() =>
      new MutationObserver(() => {
        document.querySelector("script[src$='/tag.js']")?.setAttribute("data-site", "fell-and-ford");
      }).observe(document, { childList: true, subtree: true }),
    );
    await page.goto(shop.url);
    await settled(page);
    expect((await visitor.sent()).filter(({ url }) => url.endsWith("/decision"))).toEqual([]);
    expect(await hero()).toBe(CHANGED);
  });
});

describe("where the edge fails, the page is as it came", () => {
  const failures: Record<string, (route: Route) => unknown> = {
    hangs: () => {},
    fails: (route) => route.fulfill({ status: 500, body: "oops" }),
    "answers nonsense": (route) =>
      route.fulfill({
        headers: { "access-control-allow-origin": shop.pasted },
        contentType: "application/json",
        body: `{"blocks":[{"edit":{"target":"]["}}],"lost":7}`,
      }),
    "answers a web page": (route) =>
      route.fulfill({ headers: { "access-control-allow-origin": shop.pasted }, body: "<h1>Hello</h1>" }),
    "answers null": (route) =>
      route.fulfill({ headers: { "access-control-allow-origin": shop.pasted }, body: "null" }),
    "is blocked": (route) => route.abort("blockedbyclient"),
    "doesn't know the site": (route) => route.fulfill({ status: 404, body: "{}" }),
  };
  for (const [how, fail] of Object.entries(failures)) {
    test(`it ${how}`, async () => {
      await visitor.context.route(EDGE, fail);
      await expectUntouched();
    });
  }

  for (const file of ["tag.js", "tag-mode.js", "tag-mode-rare.js"]) {
    test(`an ad blocker takes ${file} away`, async () => {
      await visitor.context.route(`**/${file}`, (route) => route.abort("blockedbyclient"));
      const { heard } = await opened();
      expect(await isShown()).toBe(true);
      expect(heard).toEqual([]);
    });
    test(`${file} never comes`, async () => {
      await visitor.context.route(`**/${file}`, () => {});
      const { heard } = await opened();
      expect(await isShown()).toBe(true);
      expect(heard).toEqual([]);
    });
  }

  test("slots are hidden no longer than that, or than the page says", async () => {
    await visitor.context.route(EDGE, () => {});
    const { hidden } = await opened();
    expect(hidden).toEqual({ hero: HIDDEN_MILLISECONDS, lead: HIDDEN_MILLISECONDS });
    expect(await isShown()).toBe(true);
    const never = await openedWith({}, (html) =>
      html.replace("<head>", "<head><style>:root{--selvedge-wait:0s}</style>"),
    );
    expect(never.hidden).toEqual({});
  });

  test("what has been seen isn't hidden again, also on a slow network and processor", async () => {
    const session = await visitor.context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await visitor.context.route("**/tag-mode.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    await page.goto(shop.pasted);
    await page.waitForTimeout(3000);
    const { hidden, heard } = await watched();
    for (const slot of SLOTS) expect(hidden[slot] ?? 0).toBeLessThanOrEqual(HIDDEN_MILLISECONDS);
    expect(await hero()).toBe(CHANGED);
    expect(heard).toEqual([]);
  });

  test("who has said no doesn't wait", async () => {
    await page.goto(shop.pasted);
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await page.waitForTimeout(500);
    await visitor.context.route(EDGE, () => {});
    await page.goto(shop.pasted, { waitUntil: "domcontentloaded" });
    const wait = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--selvedge-wait"));
    await expect.poll(wait).toBe("0s");
  });
});

describe("policies", () => {
  const tag = (html: string) => html.replace("<script async", `<script async nonce="n0"`);
  const STRICT =
    "default-src 'none'; script-src 'nonce-n0'; style-src 'self' 'unsafe-inline'; img-src 'self'; require-trusted-types-for 'script'";

  test("a strict one with a nonce, and Trusted Types", async () => {
    const policy = `${STRICT}; connect-src ${shop.url}; trusted-types selvedge`;
    const { heard } = await openedWith({ "content-security-policy": policy }, tag);
    expect(await hero()).toBe(CHANGED);
    expect(heard).toEqual([]);
  });

  test("Trusted Types without a policy for us: what is harmless is done", async () => {
    const policy = `${STRICT}; connect-src ${shop.url}; trusted-types 'none'`;
    const { heard } = await openedWith({ "content-security-policy": policy }, tag);
    expect(await hero()).toBe(CHANGED);
    expect(heard).toEqual([]);
  });

  test("one that blocks the edge leaves the page as it came, and tells the owner", async () => {
    const warnings: string[] = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    const { heard } = await openedWith({ "content-security-policy": `${STRICT}; connect-src 'self'` }, tag);
    expect(await hero()).toContain("Clothes for weather that changes");
    expect(heard).toEqual([]);
    expect(warnings.join()).toContain("allow it in connect-src and script-src");
  });

  test("of the edge's own address alone", async () => {
    const policy = `default-src 'none'; script-src ${shop.url}; connect-src ${shop.url}; style-src 'self'; img-src 'self'`;
    await openedWith({ "content-security-policy": policy });
    expect(await hero()).toBe(CHANGED);
    await sayYes(page);
  });
});
