import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { axeFindings } from "../client/axe.ts";
import { sayYes, settled, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor } from "./harness.ts";
import { withTests } from "./tested-site.ts";
import { visitorsOfTest } from "./visitors.ts";

const WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
let shop: Selvedge;
let plain: Selvedge;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  [shop, plain, browser] = await Promise.all([startShop({ site: withTests }), startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([shop.stop(), plain.stop()]);
});

/** Somebody who said yes, and has been on the home page since. */
async function arrive(url: string): Promise<Visitor> {
  const visitor = await newVisitor(browser, { context: { hour: 10 } });
  visitors.push(visitor);
  await visitor.page.goto(url);
  await sayYes(visitor.page);
  await visit(visitor.page, url);
  return visitor;
}

async function openCentre(page: Page): Promise<Locator> {
  await page.evaluate(`selvedge("consent", "centre")`);
  const centre = page.locator("dialog.centre");
  await centre.locator("[aria-busy=false]").waitFor();
  return centre;
}

const part = (centre: Locator, name: string) =>
  centre.locator(".part").filter({ has: centre.page().getByRole("heading", { name, exact: true }) });
const textOf = async (place: Locator) => (await place.innerText()).replaceAll(/\s+/g, " ");
const today = (language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.now());

test("the centre says which tests the visitor is in, what they get of each, since when, and what ends it", async () => {
  const { page } = await arrive(shop.url);
  const centre = await openCentre(page);
  const tests = part(centre, "Tests you are part of");
  const told = await textOf(tests);
  expect(told).toContain("Chance decided which one you see");
  expect(told).toContain("It ends for you when you no longer permit personalization or measurement.");
  expect(told).toContain(
    `Promise at the top With the promise Counted since ${today("en")} · Versions in all: 2`,
  );
  expect(told).toContain("here Versions in all: 2 You haven’t been on a page where it matters yet.");
  expect(await textOf(part(centre, "Where you were counted"))).not.toContain("romise");
  expect((await axeFindings(page, "selvedge-consent", WCAG)).violations).toEqual([]);
});

test("the block of a version says so in the centre, and at its mark", async () => {
  const { page } = await arrive(shop.url);
  const why = "In the test “Promise at the top”, chance gave you a version with this block.";
  expect(await textOf(part(await openCentre(page), "On this page, for you"))).toContain(
    `Promise of repair ${why}`,
  );
  await page.keyboard.press("Escape");
  const marks = page.getByRole("button", { name: "Why am I seeing this? Mended free" });
  await marks.click();
  await page.getByRole("dialog", { name: "Why am I seeing this?" }).getByText(why).waitFor();
});

test("in the visitor's language, with the owner's names in it", async () => {
  const { page } = await arrive(shop.url);
  await visit(page, `${shop.url}/pl/`);
  const centre = await openCentre(page);
  const told = await textOf(part(centre, "Testy, w których bierzesz udział"));
  expect(told).toContain("Obietnica na górze Z obietnicą Liczysz się od");
});

test.each(["personalization", "measurement"])(
  "without the yes to %s there are none, here and in the file",
  async (without) => {
    const { page } = await arrive(shop.url);
    await part(await openCentre(page), "Tests you are part of").waitFor();
    await page.keyboard.press("Escape");
    const left = ["personalization", "measurement"].filter((purpose) => purpose !== without);
    await page.evaluate((purposes) => {
      (window as unknown as { selvedge(name: string, what: string[]): void }).selvedge("consent", purposes);
    }, left);
    await settled(page);
    await visit(page, shop.url);
    const centre = await openCentre(page);
    await part(centre, "Sent in the last 30 days").waitFor();
    const downloads = page.waitForEvent("download");
    await centre.getByRole("button", { name: "Download all of it" }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await downloads).createReadStream()) chunks.push(chunk as Buffer);
    const { tests = {}, counted = {} } = JSON.parse(Buffer.concat(chunks).toString());
    expect(tests).toEqual({});
    expect(Object.keys(counted).filter((cohort) => cohort.startsWith("x."))).toEqual([]);
    expect(await part(centre, "Tests you are part of").count()).toBe(0);
  },
);

test("a site without tests loads none of these words", async () => {
  const visitor = await arrive(plain.url);
  const centre = await openCentre(visitor.page);
  await part(centre, "Where you were counted").waitFor();
  const urls = (await visitor.sent()).map(({ url }) => url);
  expect(urls.some((url) => url.endsWith("/counted.js"))).toBe(true);
  expect(urls.filter((url) => url.endsWith("/tests.js"))).toEqual([]);
  expect(await part(centre, "Tests you are part of").count()).toBe(0);
});
