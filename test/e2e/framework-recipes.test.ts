import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleApp, startApps } from "./framework-apps.ts";
import { launchBrowser, newVisitor } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// The recipes of docs/frameworks.md, as owners copy them, with the real libraries.

const DOCS = readFileSync("docs/frameworks.md", "utf8");
const recipe = (name: string): string =>
  new RegExp(`<!-- recipe: ${name} -->\\s+\`\`\`js\\n([^]*?)\`\`\``).exec(DOCS)![1]!;

/** A component that tells the blocks of the view. */
const COMPONENTS: Readonly<Record<string, string>> = {
  react: `import { createElement } from "react"; import { createRoot } from "react-dom/client";
    const App = () => createElement("output", null, useDecision()?.blocks.map(({ id }) => id).join() ?? "unknown");
    createRoot(document.getElementById("app")).render(createElement(App));`,
  vue: `import { createApp, h } from "vue";
    const App = { setup() {
      const decision = useDecision();
      return () => h("output", decision.value?.blocks.map(({ id }) => id).join() ?? "unknown");
    } };
    createApp(App).mount("#app");`,
  svelte: `const output = document.getElementById("app").appendChild(document.createElement("output"));
    decision.subscribe((now) => (output.textContent = now?.blocks.map(({ id }) => id).join() ?? "unknown"));`,
};

const SITE = {
  redraws: true,
  blocks: {
    home: { pages: ["/"], target: "#slot", op: "text", text: "Home" },
    second: { pages: ["/second"], target: "#slot", op: "text", text: "Second" },
  },
};

let browser: Browser;
const visitors = visitorsOfTest();
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each(Object.keys(COMPONENTS))(
  "%s: components know what is decided, in both modes and each view",
  async (name) => {
    const script = await bundleApp(name, recipe(name) + COMPONENTS[name]);
    const body = () => `<p id="slot">-</p><div id="app"></div>`;
    const apps = await startApps({ scripts: { "/app.js": script }, body, site: SITE });
    try {
      for (const url of [apps.edge, apps.pasted]) {
        const visitor = await newVisitor(browser);
        visitors.push(visitor);
        const { page } = visitor;
        await page.goto(url);
        const output = () => page.locator("#app output").textContent();
        await expect.poll(output).toBe("home");
        await page.evaluate(() => history.pushState(null, "", "/second"));
        await expect.poll(output, { timeout: 10_000 }).toBe("second");
      }
    } finally {
      await apps.stop();
    }
  },
);
