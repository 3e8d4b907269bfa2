import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServers, bundleApp, renderApp, startApps } from "./framework-apps.ts";
import { launchBrowser, newVisitor } from "./harness.ts";

// Pages that a framework has written on the server, with blocks in them, come to life in the browser.

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const SITE = {
  redraws: true,
  blocks: {
    hero: { pages: ["/"], target: "#hero", op: "content", html: "<b>Chosen at the edge</b>" },
    line: { pages: ["/"], target: "#line", op: "text", text: "Chosen line" },
    layout: { pages: ["/"], target: "#layout", op: "class", add: ["is-home"] },
    note: { target: "#fresh", op: "after", html: "<i id='note'>A note</i>" },
    title: { pages: ["/second"], target: "#title", op: "text", text: "Chosen for the second view" },
  },
};

/** What a framework says of a page with blocks. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  react: ["Minified React error #418"],
  vue: ["Hydration completed but contains mismatches."],
  svelte: [],
};

const text = (page: Page, selector: string) => page.locator(`#app ${selector}`).textContent();
const becomes = (what: () => Promise<unknown>, value: unknown) =>
  expect.poll(what, { timeout: 10_000 }).toBe(value);

describe.each(["react", "vue", "svelte"])("%s", (name) => {
  let apps: AppServers;
  beforeAll(async () => {
    const html = await renderApp(name);
    const bodies: Record<string, string> = { "/": await html("/"), "/second": await html("/second") };
    const body = (path: string) => `<div id="app">${bodies[path] ?? ""}</div>`;
    apps = await startApps({ scripts: { "/app.js": await bundleApp(name) }, body, site: SITE });
  });
  afterAll(() => apps.stop());

  test.each(["edge", "pasted"] as const)("%s: the page lives, and its blocks are there", async (mode) => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await page.goto(apps[mode]);
    await expect
      .poll(
        async () => {
          await page.click("#more");
          return Number(await text(page, "#more"));
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(1);
    await becomes(() => text(page, "#hero"), "Chosen at the edge");
    await becomes(() => text(page, "#line"), "Chosen line");
    await becomes(() => page.locator("#note").count(), 1);
    await becomes(() => page.locator("#layout.is-home").count(), 1);
    await page.click("#to-second");
    await becomes(() => text(page, "#title"), "Chosen for the second view");
    await becomes(() => page.locator("#layout.is-home").count(), 0);
    expect(await text(page, "#line")).toMatch(/^Line \d+$/);
    await page.click("#to-home");
    await becomes(() => text(page, "#hero"), "Chosen at the edge");
    // Both say that the server's HTML isn't what they would have written, and go on.
    const said = mode === "edge" ? SAID[name]! : [];
    expect(visitor.errors).toEqual(said.map((each) => expect.stringContaining(each)));
    await visitor.close();
  });
});

/** What docs/frameworks.md advises, as a component would write it. */
const SLOTS: Readonly<Record<string, string>> = {
  react: `import { createElement as h } from "react"; import { hydrateRoot } from "react-dom/client";
    const slot = { "data-slot": "hero", suppressHydrationWarning: true, dangerouslySetInnerHTML: { __html: "" } };
    hydrateRoot(document.getElementById("app"), h("div", slot));`,
  vue: `import { createSSRApp, h } from "vue";
    const slot = { "data-slot": "hero", innerHTML: "", "data-allow-mismatch": "" };
    createSSRApp({ render: () => h("div", slot) }).mount("#app");`,
};

test.each(Object.keys(SLOTS))("%s is content with a slot of its own for a block", async (name) => {
  const script = `${SLOTS[name]!} document.body.setAttribute("data-hydrated", "");`;
  const apps = await startApps({
    scripts: { "/app.js": await bundleApp(name, script) },
    body: () => `<div id="app"><div data-slot="hero"></div></div>`,
    site: {
      redraws: true,
      blocks: { hero: { target: "[data-slot=hero]", op: "content", html: "<b>Chosen</b>" } },
    },
  });
  const visitor = await newVisitor(browser);
  try {
    await visitor.page.goto(apps.edge);
    await visitor.page.locator("body[data-hydrated]").waitFor();
    await visitor.page.waitForLoadState("networkidle");
    await becomes(() => text(visitor.page, "[data-slot=hero]"), "Chosen");
    expect(visitor.errors).toEqual([]);
  } finally {
    await visitor.close();
    await apps.stop();
  }
});
