import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSiteFile } from "../../tools/site-file.ts";
import { serveFolder } from "../../tools/serve-folder.ts";
import type { Served } from "../../tools/served.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { run } from "../tools/cli/run.ts";
import { leaveForHalfAnHour, sayYes, statesOf, visit } from "./acts.ts";
import { launchBrowser, newVisitor } from "./harness.ts";

const SHOP = join(import.meta.dirname, "../site");

let browser: Browser;
let folder: string;
let shop: Served;
let selvedge: Selvedge | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-init-e2e-"));
  [browser, shop] = await Promise.all([launchBrowser(), serveFolder(SHOP)]);
});
afterAll(async () => {
  await browser.close();
  await selvedge?.stop();
  await shop.stop();
  await rm(folder, { recursive: true });
});

test("the file that init makes of the demo shop personalizes it for a returning visitor", async () => {
  const out = join(folder, "site.json");
  expect((await run("init", "--from", SHOP, "--out", out)).code).toBe(0);
  expect(await readFile(out, "utf8")).toContain("//");
  const loaded = await loadSiteFile(out);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  selvedge = await startSelvedge({ origin: shop.url, site: loaded.value.json });

  const { page, close } = await newVisitor(browser);
  await page.goto(selvedge.url);
  await sayYes(page);
  await visit(page, `${selvedge.url}/products/bothy-down.html`);
  const before = JSON.stringify(await statesOf(page));
  await page.locator("[data-add-to-cart]").click();
  // Noted: a page that is left at once takes along what isn't.
  await expect.poll(async () => JSON.stringify(await statesOf(page)), { timeout: 20_000 }).not.toBe(before);
  await visit(page, selvedge.url);
  expect(await page.locator("main").innerText()).not.toContain("Good to see you again.");
  await leaveForHalfAnHour(page);
  await page.goto(selvedge.url);
  expect(await page.locator("main").innerText()).toContain("Good to see you again.");
  expect(await page.getByRole("link", { name: "More of what you look at most" }).getAttribute("href")).toBe(
    "/camp/",
  );
  expect(await page.locator("header").innerText()).toContain("You left something in your basket.");
  await close();
});
