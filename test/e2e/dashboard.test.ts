import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { launchBrowser, newVisitor, startShop } from "./harness.ts";

let shop: Selvedge;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

test("the owner logs in with what npm start prints, stays so, and logs out", async () => {
  const visitor = await newVisitor(browser);
  const { page, context } = visitor;
  await page.goto(shop.owner.url);
  const token = page.getByLabel("Owner’s token");
  await token.waitFor();
  await token.fill("something else");
  await token.press("Enter");
  await page
    .getByText("This isn’t the owner’s token.")
    .or(page.getByText("This isn't the owner's token."))
    .waitFor();
  await token.fill(shop.owner.token);
  await token.press("Enter");
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  // Browsers take this for trustworthy though it isn't encrypted: else there would be no cookie of this name.
  const [cookie, ...others] = await context.cookies(shop.owner.url);
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({
    name: "__Host-selvedge-owner",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
  });
  const session = () => page.evaluate(async () => (await fetch("/session")).status);
  expect(await session()).toBe(200);
  await page.reload();
  expect(await session()).toBe(200);
  await page.getByRole("button", { name: "Log out" }).click();
  await token.waitFor();
  expect([await session(), await context.cookies()]).toEqual([401, []]);
  await visitor.close();
});

test("a page of the shop's can do nothing with the owner's session", async () => {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(shop.owner.url);
  await page.getByLabel("Owner’s token").fill(shop.owner.token);
  await page.getByLabel("Owner’s token").press("Enter");
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  const other = await visitor.open();
  await other.goto(shop.url);
  const refused = await other.evaluate(async (url) => {
    const reached = (method: string) =>
      fetch(`${url}/session`, { method, credentials: "include" }).then(
        () => "answered",
        () => "refused",
      );
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    return [await reached("GET"), await reached("DELETE")];
  }, shop.owner.url);
  expect(refused).toEqual(["refused", "refused"]);
  expect(await page.evaluate(async () => (await fetch("/session")).status)).toBe(200);
  await visitor.close();
});

test("every page says what there is to see of a shop that nobody has visited yet", async () => {
  const visitor = await newVisitor(browser);
  const { page, errors } = visitor;
  await page.goto(shop.owner.url);
  await page.getByLabel("Owner’s token").fill(shop.owner.token);
  await page.getByLabel("Owner’s token").press("Enter");
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  const known = errors.length;
  for (const [name, heading] of [
    ["data", "Data"],
    ["segments", "Segments"],
    ["blocks", "Blocks"],
    ["experiments", "Experiments"],
    ["register", "Register"],
    ["privacy", "Consent and privacy"],
    ["site", "Site file"],
    ["simulator", "Simulator"],
    ["weekly", "Weekly summary"],
  ] as const) {
    await page.goto(`${shop.owner.url}/#/${name}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator(".page > :not(.loading)").first().waitFor();
    expect([name, await page.locator(".failed").count()]).toEqual([name, 0]);
  }
  // Nothing of the simulated page runs, and the browser says so.
  const byDesign = /^Blocked script execution in '[^']*\/api\/simulate\/page\?/;
  expect(errors.slice(known).filter((error) => !byDesign.test(error))).toEqual([]);
  await visitor.close();
});

test("the simulator shows the shop's page as somebody else sees it, without leaving the dashboard", async () => {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(`${shop.owner.url}/#/simulator`);
  await page.getByLabel("Owner’s token").fill(shop.owner.token);
  await page.getByLabel("Owner’s token").press("Enter");
  const frame = page.frameLocator("iframe");
  await frame.locator("h1").first().waitFor();
  // Of the shop, though it stands on another host.
  expect(await frame.locator("base").getAttribute("href")).toBe(`${shop.url}/`);
  // The shop's own sheet comes after its words.
  await expect
    .poll(() => frame.locator("body").evaluate(() => document.styleSheets.length), { timeout: 10_000 })
    .toBeGreaterThan(1);
  const images = frame.locator("img");
  await expect
    .poll(() => images.first().evaluate((each: HTMLImageElement) => each.naturalWidth), { timeout: 10_000 })
    .toBeGreaterThan(0);
  const hero = frame.locator("[data-selvedge-simulated=hero-campaign]");
  expect(await hero.count()).toBe(0);
  await page.getByLabel("utm_campaign").fill("spring");
  await page.getByLabel("utm_campaign").press("Tab");
  await hero.waitFor();
  expect(await hero.evaluate((each) => getComputedStyle(each).outlineStyle)).toBe("dashed");
  await page.getByLabel("Page", { exact: true }).fill("/nowhere");
  await page.getByLabel("Page", { exact: true }).press("Tab");
  await frame.getByRole("heading", { name: "There is no such page" }).waitFor();
  await visitor.close();
});
