import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { answer, openSettings, sayYes } from "./acts.ts";
import { launchBrowser, newVisitor, startShop } from "./harness.ts";
import { OURS } from "./shop-site.ts";
import { NOTHING, storageOf } from "./storage.ts";

let shop: Selvedge;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const receiptIn = async (page: Page) => (await storageOf(page)).local["selvedge-receipt"];

/** Waits until another receipt than this one is kept, and gives it. */
async function receiptAfter(page: Page, before: string | undefined): Promise<string> {
  await expect.poll(() => receiptIn(page)).not.toBe(before);
  return (await receiptIn(page)) ?? "";
}

/** What the owner's command-line tool says of a receipt, with the site's published keys. */
function verify(file: string): Promise<{ code: unknown; out: string; errors: string }> {
  const tool = join(import.meta.dirname, "../../tools/selvedge.ts");
  const site = join(import.meta.dirname, "../site/site.json");
  const args = ["receipt", "verify", file, "--site", site, "--keys", `${shop.url}${OURS}receipt-keys`];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tool, ...args],
      { env: { ...process.env, NO_COLOR: "1" } },
      (error, out, errors) => resolve({ code: error?.code ?? 0, out, errors }),
    );
  });
}

test("a visitor downloads the receipt of a choice from the settings; the owner verifies it; a new choice has a new one", async () => {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(shop.url);
  await sayYes(page);
  const first = await receiptAfter(page, undefined);
  await openSettings(page);
  const section = page.locator("dialog .receipt");
  expect((await section.innerText()).replaceAll(/\s+/g, " ")).toContain(
    "Yes to Personalization, Measurement",
  );

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the receipt" }).click(),
  ]);
  const file = join(shop.folder, download.suggestedFilename());
  await download.saveAs(file);
  const verified = await verify(file);
  expect(verified.errors).toBe("");
  expect(verified.out).toMatch(/said yes to +personalization, measurement/);
  expect(verified.out).toMatch(/was asked +in the question on the page, in the language en/);
  expect(verified.out.match(/✓/g)).toHaveLength(3);
  expect(verified.code).toBe(0);
  // Whoever makes a yes of a no is found out.
  const text = await readFile(file, "utf8");
  const [head, body, signature] = first.split(".") as [string, string, string];
  const claims = Buffer.from(body, "base64url").toString();
  const forged = claims.replace('"gpc":false', '"gpc":true');
  await writeFile(
    file,
    text.replace(first, [head, Buffer.from(forged).toString("base64url"), signature].join(".")),
  );
  const refused = await verify(file);
  expect([refused.code, refused.out]).toEqual([
    1,
    expect.stringMatching(/✗ +signature +it isn't of this receipt/),
  ]);

  await page.getByRole("switch", { name: "Measurement" }).click();
  await page.getByRole("button", { name: "Save choice" }).click();
  const second = await receiptAfter(page, first);
  await openSettings(page);
  expect((await section.innerText()).replaceAll(/\s+/g, " ")).toContain(
    "Yes to Personalization No to Measurement",
  );
  expect((await verify(second)).out).toMatch(/was asked +in the privacy settings/);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

test("invariants 1 and 6: after a no its receipt is all that the device keeps beside the choice, and it is sent nowhere", async () => {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(shop.url);
  expect(await storageOf(page)).toEqual(NOTHING);
  await sayYes(page);
  const yes = await receiptAfter(page, undefined);
  await openSettings(page);
  await page.getByRole("button", { name: "Reject all" }).click();
  const no = await receiptAfter(page, yes);
  visitor.forget();
  await page.goto(`${shop.url}/rain/`);
  await page.waitForTimeout(800);
  const { cookies, local, ...rest } = await storageOf(page);
  expect({ ...rest, cookies: {}, local: {} }).toEqual(NOTHING);
  expect([Object.keys(cookies), local]).toEqual([["sv_c"], { "selvedge-receipt": no }]);
  for (const { url, headers, body } of await visitor.sent())
    expect(JSON.stringify([url, headers, body])).not.toContain(no.slice(-40));
  await visitor.close();
});

test("invariant 2: two visitors who choose the same on one day get the same receipt", async () => {
  const receipts: string[] = [];
  for (const language of ["en-GB", "en-GB"]) {
    const visitor = await newVisitor(browser, { language });
    await visitor.page.goto(shop.url);
    await answer(visitor.page, "Reject");
    receipts.push(await receiptAfter(visitor.page, undefined));
    await visitor.close();
  }
  expect(receipts[0]).toBe(receipts[1]);
});

test("what a page's own banner chooses has a receipt too, and says so", async () => {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Accept", exact: true }).waitFor();
  await page.evaluate(`selvedge("consent", ["measurement"])`);
  const { out, code } = await verify(await receiptAfter(page, undefined));
  expect(out).toMatch(/said yes to +measurement\n +said no to +personalization\n/);
  expect(out).toMatch(/was asked +by a script of the page/);
  expect(code).toBe(0);
  await visitor.close();
});
