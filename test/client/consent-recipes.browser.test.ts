import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, afterEach, beforeEach, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { cookie, openBrowser, openStub, type PageWindow, type Stub } from "./stub.ts";
import { until } from "./opened.ts";

const require = createRequire(import.meta.url);
const DOCS = readFileSync("docs/consent.md", "utf8");
const STUB = "window.selvedge ??= function () { (selvedge.q ??= []).push(arguments) };";

/** A recipe as owners copy it. */
const recipe = (name: string): string =>
  new RegExp(`<!-- recipe: ${name} -->\\s+\`\`\`js\\n([^]*?)\`\`\``).exec(DOCS)![1]!;

/** What a recipe leaves to the owner, and the banner that it is for. */
const BANNERS = {
  "vanilla-cookieconsent": {
    script: "vanilla-cookieconsent/dist/cookieconsent.umd.js",
    texts: `{ consentModal: { title: "Hello", acceptAllBtn: "Yes to all", acceptNecessaryBtn: "No to all" },
      preferencesModal: { title: "Yours", sections: [] } }`,
    question: "#cc-main .cm",
  },
  klaro: {
    script: "klaro/dist/klaro-no-css.js",
    texts: `{ consentNotice: { description: "Hello" }, ok: "Yes to all", decline: "No to all",
      privacyPolicyUrl: "/privacy", acceptAll: "Yes to all",
      purposes: { personalization: "Personalization", measurement: "Measurement" } }`,
    question: "#klaro .cookie-modal-notice, #klaro .cookie-notice",
  },
} as const;

/** Stands in for a CMP: keeps its answer, and tells it again on each page, as the standard says. */
const CMP = `{
  const listeners = [];
  const consents = () => JSON.parse(localStorage.cmp ?? "null");
  const tell = (each, eventStatus) =>
    each({ gdprApplies: true, eventStatus, publisher: { consents: consents() ?? {} }, purpose: { consents: {} } }, true);
  window.__tcfapi = (command, version, listener) => {
    listeners.push(listener);
    setTimeout(() => tell(listener, consents() ? "tcloaded" : "cmpuishown"));
  };
  const answer = (purposes) => {
    localStorage.cmp = JSON.stringify(Object.fromEntries(purposes.map((each) => [each, true])));
    listeners.forEach((each) => tell(each, "useractioncomplete"));
  };
  document.body.append(...[["Yes to all", [1, 5, 6, 8]], ["No to all", []], ["Some", [1, 6, 8]]].map(([name, purposes]) => {
    const button = document.createElement("button");
    button.textContent = name;
    button.onclick = () => answer(purposes);
    return button;
  }));
}`;

let browser: Browser;
let stub: Stub;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stub = await openStub();
  stub.config = {
    ...stub.config,
    consent: { ...stub.config.consent, ask: "ask", banner: "own" },
  };
  context = await browser.newContext();
  // Banners hide from robots.
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "webdriver", { value: false }),
  );
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await stub.close();
});

const choice = () => cookie(context, "sv_c");
const script = (text: string) => `<script>${text.replaceAll("</script", "<\\/script")}</script>`;
const press = (name: string) => page.getByText(name, { exact: true }).first().click();
/** Both layers of the widget are played by the stub: whether ours was asked for. */
const askedByUs = () => stub.loaded.includes("widget.js");

function serve(banner: keyof typeof BANNERS): void {
  const { script: path, texts } = BANNERS[banner];
  stub.pages["/"] =
    `<title>Home</title>${script(STUB)}</head><body><h1>Home</h1>` +
    script(readFileSync(require.resolve(path), "utf8")) +
    script(`const yourTexts = ${texts}; ${recipe(banner)}`);
}

describe.each(Object.keys(BANNERS) as (keyof typeof BANNERS)[])("%s", (banner) => {
  test("its yes and its no are ours, on later pages too, and our question isn't shown", async () => {
    serve(banner);
    await page.goto(stub.origin);
    await page.locator(BANNERS[banner].question).first().waitFor();
    expect(await choice()).toBeUndefined();
    await press("Yes to all");
    await until(async () => /^1\.pm\.1\.\d+\.0\.1$/.test((await choice()) ?? ""));
    await until(() => stub.signals().length);
    // Said again on the next page: the same choice, the same epoch.
    await page.goto(`${stub.origin}/?again`);
    await page.waitForTimeout(600);
    expect(await choice()).toMatch(/^1\.pm\.1\.\d+\.0\.1$/);
    expect(await page.locator(BANNERS[banner].question).filter({ visible: true }).count()).toBe(0);
    expect(askedByUs()).toBe(false);
  });

  test("a no in our settings isn't overridden by a yes that it repeats", async () => {
    serve(banner);
    await page.goto(stub.origin);
    await press("Yes to all");
    await until(async () => (await choice())?.startsWith("1.pm."));
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("consent", []));
    await page.goto(`${stub.origin}/?again`);
    await page.waitForTimeout(600);
    expect(await choice()).toMatch(/^1\.-\.1\.\d+\.0\.2$/);
  });

  test("its no is a no, and isn't asked about again", async () => {
    serve(banner);
    await page.goto(stub.origin);
    await page.locator(BANNERS[banner].question).first().waitFor();
    await press("No to all");
    await until(async () => /^1\.-\.1\.\d+\.0\.1$/.test((await choice()) ?? ""));
    await page.goto(`${stub.origin}/?again`);
    await page.waitForTimeout(600);
    expect(await choice()).toMatch(/^1\.-\.1\.\d+\.0\.1$/);
    expect(stub.signals()).toEqual([]);
    expect(askedByUs()).toBe(false);
  });
});

describe("TCF", () => {
  test("the answer of a CMP about the site's own purposes is taken over, also one that withdraws", async () => {
    stub.pages["/"] =
      `<title>Home</title>${script(STUB)}</head><body><h1>Home</h1>${script(CMP)}${script(recipe("tcf"))}`;
    await page.goto(stub.origin);
    await page.waitForTimeout(500);
    expect(await choice()).toBeUndefined();
    await press("Yes to all");
    await until(async () => /^1\.pm\.1\.\d+\.0\.1$/.test((await choice()) ?? ""));
    await press("Some");
    await until(async () => /^1\.m\.1\.\d+\.0\.2$/.test((await choice()) ?? ""));
    await page.goto(`${stub.origin}/?again`);
    await page.waitForTimeout(500);
    expect(await choice()).toMatch(/^1\.m\.1\.\d+\.0\.2$/);
    await press("No to all");
    await until(async () => /^1\.-\.1\.\d+\.0\.3$/.test((await choice()) ?? ""));
  });
});
