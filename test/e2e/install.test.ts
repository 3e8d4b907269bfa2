import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pinnedTag } from "../../tools/site/pinned.ts";
import { tagModeSnippet } from "../../tools/site/snippet.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { launchBrowser, newVisitor, startShop, type Visitor } from "./harness.ts";
import { html, PAGES } from "./installed-pages.ts";
import { storageOf } from "./storage.ts";

// The ways of docs/install.md to bring the tag into a page that the Worker isn't in front of. The pages are what the
// systems named there give out, as far as it matters: where the line stands, and what is done to scripts.

const DOCS = readFileSync("docs/install.md", "utf8");
/** However slow this machine is today. */
const PATIENCE = { timeout: 20_000 };
const SITE = { id: "fell-and-ford", path: "/_selvedge" };

let shop: Selvedge;
let browser: Browser;
let server: Server;
let owner: string;
let visitor: Visitor;
let page: Page;
/** What the owner's server answers, by path. */
let files: Record<string, string>;
let headers: Record<string, string>;

beforeAll(async () => {
  server = createServer(({ url = "/" }, response) => {
    const body = files[new URL(url, "http://x").pathname];
    const type = url.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type, ...headers });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  owner = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [shop, browser] = await Promise.all([
    startShop({
      site: (site) => {
        site["origins"] = [owner];
        site["dataLayer"] = { write: true };
        const sent = "Counts, and to our analytics the names of your groups.";
        site["languages"] = ["en"];
        site["consent"] = { texts: { en: { settings: { measurement: { sent } } } } };
        site["attributes"] = { cartValue: { sum: "cart", of: "value" } };
        site["segments"] = { full: { when: { cartValue: { $gte: 100 } } } };
        site["goals"] = {};
        site["events"] = {};
        site["blocks"] = { hero: { target: "h1", op: "text", text: "Personalized" } };
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
  files = {};
  headers = {};
  visitor = await newVisitor(browser);
  page = visitor.page;
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener("error", ({ message }) => message && heard.push(message));
    addEventListener("unhandledrejection", ({ reason }) => heard.push(String(reason)));
  });
});
afterEach(() => visitor.close());

/** A recipe as owners copy it, with the addresses of this test. */
const recipe = (name: string) =>
  new RegExp(`<!-- recipe: ${name} -->\\s+\`\`\`\\w+\\n([^]*?)\`\`\``)
    .exec(DOCS)![1]!
    .replaceAll("https://edge.example.com", shop.url)
    .replaceAll("my-shop", SITE.id);
const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
/** Opens a page, and waits until it is personalized and visitors are asked. */
async function expectPersonalized(content: string): Promise<void> {
  files["/"] = content;
  await page.goto(owner);
  await expect.poll(() => page.locator("h1").innerText(), PATIENCE).toBe("Personalized");
  await page.getByRole("button", { name: "Accept", exact: true }).waitFor();
  expect(await heard()).toEqual([]);
}

describe("each recipe brings the tag", () => {
  test.each([
    ["html", "html"],
    ["shopify", "shopify"],
    ["tilda", "html"],
    ["gtm", "gtm"],
  ])("%s", (name, line) => expectPersonalized(PAGES[name]!(recipe(line))));

  const wordpress = () => /echo '(.*?)'/.exec(recipe("wordpress"))![1]!;
  const themed = (head: string, foot = "") =>
    html(
      `${head}<title>Shop</title><script src="/wp-includes/js/jquery.js" id="jquery-core-js"></script>`,
      `<div id="page" class="site"><h1 class="entry-title">Hello</h1></div>${foot}`,
    );

  test("WordPress, by functions.php", () => expectPersonalized(themed(wordpress())));

  test("WordPress, by the theme's box for header code", () => expectPersonalized(themed(recipe("html"))));

  test.each<[string, (line: string) => string]>([
    ["defers scripts", (line) => themed(line.replace(" async", " defer"))],
    ["takes async away", (line) => themed(line.replace(" async", ""))],
    ["moves scripts to the footer", (line) => themed("", line)],
    [
      "holds scripts back until somebody touches the page, and makes them anew",
      (line) =>
        themed(
          line
            .replace("<script", `<script type="rocketlazyloadscript"`)
            .replace(" src=", " data-rocket-src="),
          `<script>addEventListener("load", () => {
            for (const held of document.querySelectorAll("script[type=rocketlazyloadscript]")) {
              const made = document.createElement("script");
              for (const { name, value } of held.attributes)
                if (name !== "type") made.setAttribute(name === "data-rocket-src" ? "src" : name, value);
              held.replaceWith(made);
            }
          });</script>`,
        ),
    ],
  ])("WordPress, with a plugin that %s", (_, optimized) => expectPersonalized(optimized(wordpress())));
});

describe("whatever the page does besides", () => {
  test("a policy with what the snippet prints lets everything in", async () => {
    const { policy, tag } = tagModeSnippet(SITE, shop.url);
    headers["content-security-policy"] = `default-src 'none'; ${policy.join("; ")}`;
    await expectPersonalized(PAGES["html"]!(tag));
    expect(visitor.errors.filter((error) => /Content.Security/.test(error))).toEqual([]);
  });

  test("two recipes at once ask once", async () => {
    await expectPersonalized(PAGES["html"]!(recipe("html") + recipe("gtm")));
    const asked = (await visitor.sent()).filter(({ url }) => url.endsWith("/decision"));
    expect(asked.length).toBe(1);
  });

  test("a page that replaces its body goes on, without an error, and a yes is still a yes", async () => {
    files["/"] = html(
      `${recipe("html")}<script>addEventListener("load", () => {
        const body = document.createElement("body");
        body.innerHTML = "<h1>Another</h1>";
        document.body = body;
      });</script>`,
      "<h1>Hello</h1>",
    );
    await page.goto(owner);
    await expect.poll(() => page.locator("h1").innerText(), PATIENCE).toMatch(/Another|Personalized/);
    await page.waitForFunction(() => (window as { selvedge?: { tag?: true } }).selvedge?.tag);
    await page.evaluate(`selvedge("consent", ["personalization"])`);
    await expect
      .poll(async () => Object.keys((await storageOf(page)).databases), PATIENCE)
      .toEqual(["selvedge/kept"]);
    expect(await heard()).toEqual([]);
  });

  test("the dataLayer is read, and told what this page shows, with consent", async () => {
    await expectPersonalized(PAGES["html"]!(recipe("html")));
    await page.getByRole("button", { name: "Accept", exact: true }).click();
    const written = () =>
      page.evaluate(() =>
        ((window as { dataLayer?: { event?: string }[] }).dataLayer ?? []).filter(({ event }) =>
          event?.startsWith("selvedge"),
        ),
      );
    const EXPOSURE = { event: "selvedge_exposure", selvedge_block: "hero" };
    await expect.poll(written, PATIENCE).toEqual([EXPOSURE]);
    await page.evaluate(() =>
      (window as unknown as { dataLayer: unknown[] }).dataLayer.push({
        event: "add_to_cart",
        ecommerce: { items: [{ item_id: "a", price: 120 }] },
      }),
    );
    await expect
      .poll(written, PATIENCE)
      .toEqual([EXPOSURE, { event: "selvedge_segments", selvedge_segments: "full" }]);
    expect(await heard()).toEqual([]);
  });
});

describe("a version of one's own", () => {
  const bytes = async () => new Uint8Array(await (await fetch(`${shop.url}/_selvedge/tag.js`)).arrayBuffer());

  test("a pinned tag runs, and is kept for good", async () => {
    const { tag } = tagModeSnippet(SITE, shop.url, pinnedTag(await bytes()));
    await expectPersonalized(PAGES["html"]!(tag));
    const [, src] = /src="(.*?)"/.exec(tag)!;
    const answer = await fetch(src!);
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(await bytes());
  });

  test("other bytes than the pinned ones aren't run, and the page stays as it is", async () => {
    const pinned = { ...pinnedTag(await bytes()), integrity: pinnedTag(new Uint8Array([1])).integrity };
    const { tag } = tagModeSnippet(SITE, shop.url, pinned);
    files["/"] = PAGES["html"]!(tag.replace("<script", `<script onerror="window.refused = true"`));
    await page.goto(owner);
    await page.waitForFunction("window.refused");
    expect(await page.locator("h1").innerText()).toBe("Hello");
    expect(await page.evaluate("window.selvedge")).toBeUndefined();
    expect(await heard()).toEqual([]);
  });

  test("a tag on the owner's own server asks the Worker for everything else", async () => {
    files["/js/tag.js"] = new TextDecoder().decode(await bytes());
    const policy = tagModeSnippet(SITE, shop.url).policy.join("; ");
    headers["content-security-policy"] = policy.replace("script-src", "script-src 'self'");
    await expectPersonalized(PAGES["html"]!(recipe("self-hosted")));
    const urls = (await visitor.sent()).map(({ url }) => url);
    expect(urls).toContain(`${owner}/js/tag.js`);
    expect(urls).toContain(`${shop.url}/_selvedge/decision`);
    expect(urls).not.toContain(`${shop.url}/_selvedge/tag.js`);
  });
});
