import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServers, bundleApp, startApps } from "./framework-apps.ts";
import { launchBrowser, newVisitor } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// Real frameworks draw a page with blocks, in both modes: blocks stay, follow the address, and break nothing.

let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const HERO = "Chosen at the edge";
const SITE = {
  redraws: true,
  blocks: {
    hero: { pages: ["/"], target: "#hero", op: "content", html: `<b>${HERO}</b>` },
    layout: { pages: ["/"], target: "#layout", op: "class", add: ["is-home"] },
    title: { pages: ["/second"], target: "#title", op: "text", text: "Chosen for the second view" },
    note: { target: "#line", op: "after", html: "<i id='note'>A note</i>" },
    button: { target: "#fresh", op: "attributes", set: { title: "Set by a block" } },
  },
};

const view = (path: string) =>
  path === "/"
    ? `<section id="hero"><h1>Original</h1><span>drawn 0</span></section>`
    : `<h2 id="title">Second 0</h2>`;
/** A page that the server has written, with links of one kind. */
const written = (link: (to: string) => string) => (path: string) =>
  `<header id="layout"><a id="to-home" ${link("/")}>home</a> <a id="to-second" ${link("/second")}>second</a></header>
  <p id="line">Line 0</p><button id="more">0</button><button id="fresh">fresh</button><main>${view(path)}</main>`;
const BODIES: Readonly<Record<string, (path: string) => string>> = {
  react: () => `<div id="app"></div>`,
  vue: () => `<div id="app"></div>`,
  svelte: () => `<div id="app"></div>`,
  htmx: written(
    (to) =>
      `href="${to}" hx-get="${to}" hx-target="main" hx-select="main" hx-swap="outerHTML" hx-push-url="true"`,
  ),
  turbo: written((to) => `href="${to}"`),
};

const hero = (page: Page) => page.locator("main #hero").textContent();
const title = (page: Page) => page.locator("main #title").textContent();
const becomes = (what: () => Promise<unknown>, value: unknown) =>
  expect.poll(what, { timeout: 10_000 }).toBe(value);

/** What is on every view of the app. */
async function expectLayout(page: Page, isHome: boolean): Promise<void> {
  await becomes(
    () => page.evaluate(() => document.querySelector("#layout")!.classList.contains("is-home")),
    isHome,
  );
  await becomes(() => page.locator("#note").count(), 1);
  await becomes(() => page.locator("#fresh").getAttribute("title"), "Set by a block");
}

describe.each(Object.keys(BODIES))("%s", (name) => {
  let apps: AppServers;
  beforeAll(async () => {
    apps = await startApps({
      scripts: { "/app.js": await bundleApp(name) },
      body: BODIES[name]!,
      site: SITE,
    });
  });
  afterAll(() => apps.stop());

  test.each(["edge", "pasted"] as const)(
    "%s: blocks follow the address and survive redraws",
    async (mode) => {
      const visitor = await newVisitor(browser);
      visitors.push(visitor);
      const { page } = visitor;
      await page.goto(apps[mode]);
      await becomes(() => hero(page), HERO);
      await expectLayout(page, true);

      // A redraw of what is in and around the block, with a child that comes and goes.
      for (let count = 1; count <= 4; count++) {
        await page.click("#more");
        await becomes(() => page.locator("#more").textContent(), String(count));
        expect(await page.locator("#line").textContent()).toBe(`Line ${count}`);
        await becomes(() => hero(page), HERO);
      }
      // The element is another one.
      await page.evaluate(() => document.querySelector("#hero")!.setAttribute("data-old", ""));
      await page.click("#fresh");
      await becomes(() => page.locator("#hero[data-old]").count(), 0);
      await becomes(() => hero(page), HERO);

      await page.click("#to-second");
      await becomes(() => title(page), "Chosen for the second view");
      expect(await page.locator("main #hero").count()).toBe(0);
      await expectLayout(page, false);
      await page.click("#more");
      await becomes(() => title(page), "Chosen for the second view");

      await page.click("#to-home");
      await becomes(() => hero(page), HERO);
      await expectLayout(page, true);
      await page.goBack();
      await becomes(() => title(page), "Chosen for the second view");
      await expectLayout(page, false);
      expect(visitor.errors).toEqual([]);
    },
  );
});
