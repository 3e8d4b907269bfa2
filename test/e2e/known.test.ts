import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { sayYes, settled, statesOf, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
import { OURS } from "./shop-site.ts";
import { storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

let shop: Selvedge;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function arrive(options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await newVisitor(browser, { context: { hour: 10 }, ...options });
  visitors.push(visitor);
  return visitor;
}

/** Somebody who said yes, looked at rain gear, and told that they hike; on the home page. */
async function hiker(options?: VisitorOptions): Promise<Visitor> {
  const visitor = await arrive(options);
  const { page } = visitor;
  await page.goto(shop.url);
  await sayYes(page);
  // The page's own button: asked by the block it is from the next page on.
  await page.getByRole("button", { name: "Hiking", exact: true }).click();
  await settled(page);
  await visit(page, `${shop.url}/rain/`);
  await visit(page, shop.url);
  return visitor;
}

/** Opens the centre as visitors do, and waits until the edge has answered. */
async function openCentre(page: Page, name = "What this site knows"): Promise<Locator> {
  await page.locator("footer [data-selvedge=preferences]").click();
  await page.getByRole("button", { name, exact: true }).click();
  const centre = page.locator("dialog.centre");
  await centre.locator("[aria-busy=false]").waitFor();
  return centre;
}

const saved = (centre: Locator) => centre.getByRole("status").getByText("Saved.").waitFor();
const part = (centre: Locator, name: string) =>
  centre.locator(".part").filter({ has: centre.page().getByRole("heading", { name, exact: true }) });
const textOf = async (place: Locator) => (await place.innerText()).replaceAll(/\s+/g, " ");
/** What the very first bytes of the home page greet with. */
const greeting = async (page: Page) => {
  const html = await (await page.goto(shop.url))!.text();
  const [, said] = /<h1[^>]*>([^<]*)/.exec(html.slice(html.indexOf('data-slot="hero"'))) ?? [];
  await settled(page);
  return said;
};

test("everything is told: values, why, how long, groups and blocks with their reasons", async () => {
  const { page } = await hiker();
  const centre = await openCentre(page);
  const noted = await textOf(part(centre, "Noted about you"));
  expect(noted).toContain("Visits 1 To greet you when you come back Forgotten on");
  expect(noted).toContain(
    "What you look at most rain To put it first on the home page Fades: counts half after 14 days",
  );
  expect(noted).toContain(
    "Looks at our trade prices 0 To show you what we do for teams Each entry counts for 3 days",
  );
  expect(await centre.getByRole("combobox", { name: "What you do outdoors" }).inputValue()).toBe("hiking");
  expect(await textOf(part(centre, "Groups you are in"))).toContain(
    "You are in “Look at rain gear most” because “What you look at most” is “rain”.",
  );
  const blocks = part(centre, "On this page, for you");
  expect(await textOf(blocks)).toContain(
    "You see the block “Greeting for what you do outdoors” because “What you do outdoors” is “hiking”.",
  );
  await blocks.getByText("Not shown to you").click();
  await expect
    .poll(() => textOf(blocks), { timeout: 10_000 })
    .toContain("You don’t see the block “Offer for teams” yet");
});

test("what was sent is told exactly: byte for byte what the browser sent", async () => {
  const visitor = await hiker();
  const { page } = visitor;
  // The answer itself, and that it goes on when something is changed, is in its receipt.
  const sent = (await visitor.sent()).filter(({ method, url }) => method === "POST" && url.includes(OURS));
  expect(sent.length).toBeGreaterThan(3);
  const centre = await openCentre(page);
  const list = part(centre, "Sent in the last 30 days");
  await list.locator("summary").first().click();
  await list.locator(".message").first().waitFor();
  const told = await list.locator(".message pre").allTextContents();
  const exactly = sent.map(({ url, body }) => `${url.slice(url.indexOf(OURS) + OURS.length - 1)}\n${body}`);
  // How fast a page was is sent while it is being left, where the browser's protocol tells of no request any more.
  const leaving = told.filter((text) => text.includes('"counts":[["vital",'));
  expect(leaving.length).toBeGreaterThan(0);
  expect(told.filter((text) => !leaving.includes(text)).toSorted()).toEqual(exactly.toSorted());
  expect(await textOf(list)).toMatch(/What you look at most: rain/);
});

test("less like this: the next block of the same place comes with the first byte of the next page, until it is on again", async () => {
  const { page } = await hiker();
  expect(await greeting(page)).toMatch(/Up early/);
  const off = await openCentre(page);
  await off.getByRole("switch", { name: "Greeting for what you do outdoors" }).click();
  await saved(off);
  await expect.poll(() => textOf(part(off, "On this page, for you"))).toContain("You switched it off.");
  await settled(page);
  const without = await greeting(page);
  expect(without).not.toMatch(/Up early/);
  const on = await openCentre(page);
  await on.getByRole("switch", { name: "Greeting for what you do outdoors" }).click();
  await saved(on);
  await settled(page);
  expect(await greeting(page)).toMatch(/Up early/);
});

test("a group that is switched off has no effect any more", async () => {
  const { page } = await hiker();
  expect(await page.locator("[data-slot=lead] .because").count()).toBe(1);
  const centre = await openCentre(page);
  await centre.getByRole("switch", { name: "Look at rain gear most" }).click();
  await saved(centre);
  await settled(page);
  await visit(page, shop.url);
  expect(await page.locator("[data-slot=lead] .because").count()).toBe(0);
});

test("an attribute that is switched off is gone, isn't noted again, and isn't sent", async () => {
  const visitor = await hiker();
  const { page } = visitor;
  const centre = await openCentre(page);
  await centre.getByRole("switch", { name: "What you look at most", exact: true }).click();
  await saved(centre);
  await settled(page);
  visitor.forget();
  await visit(page, `${shop.url}/rain/`);
  await visit(page, shop.url);
  expect(await page.locator("[data-slot=lead] .because").count()).toBe(0);
  expect((await statesOf(page))["favourite"]).toBeUndefined();
  for (const { url, body } of await visitor.sent())
    if (url.endsWith("/signals")) expect(body).not.toContain('rain"');
  const again = await openCentre(page);
  expect(await textOf(again.locator("li.row", { hasText: "What you look at most" }).first())).toContain(
    "Switched off",
  );
});

test("all of it is switched off in one move, and on again", async () => {
  const { page } = await hiker();
  const centre = await openCentre(page);
  await centre.getByRole("switch", { name: "Remember me and fit pages to me" }).click();
  await centre.getByText("Everything is switched off").waitFor();
  await settled(page);
  expect(await greeting(page)).not.toMatch(/Up early/);
  await visit(page, `${shop.url}/rain/`);
  expect(await statesOf(page)).toEqual({});
  const again = await openCentre(page);
  await again.getByRole("switch").click();
  await again.getByRole("switch", { name: "Visits" }).waitFor();
});

test("a declared answer is corrected in place, and the next page follows it", async () => {
  const { page } = await hiker();
  const centre = await openCentre(page);
  await centre.getByRole("combobox", { name: "What you do outdoors" }).selectOption("camping");
  await saved(centre);
  await settled(page);
  const html = await (await page.goto(shop.url))!.text();
  expect(html).toContain("scene-camp");
  expect((await statesOf(page))["outdoors"]).toBe("camping");
});

test("paused, nothing is noted and pages are as for a stranger, in all tabs; ended, it is as before", async () => {
  const visitor = await hiker();
  const { page } = visitor;
  const before = await statesOf(page);
  const centre = await openCentre(page);
  await centre.getByRole("button", { name: "Pause for this visit" }).click();
  await centre.getByRole("button", { name: "End the pause" }).waitFor();
  await settled(page);
  const other = await visitor.open();
  for (const tab of [page, other]) expect(await greeting(tab)).not.toMatch(/Up early/);
  await visit(other, `${shop.url}/camp/`);
  expect(await statesOf(page)).toEqual(before);
  const again = await openCentre(page);
  await again.getByRole("button", { name: "End the pause" }).click();
  await again.getByRole("button", { name: "Pause for this visit" }).waitFor();
  await settled(page);
  expect(await greeting(page)).toMatch(/Up early/);
});

test("all of it is downloaded, and brought in in another browser", async () => {
  const { page } = await hiker();
  const centre = await openCentre(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    centre.getByRole("button", { name: "Download all of it" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  const parsed = JSON.parse(file) as Record<string, unknown>;
  expect(parsed).toMatchObject({ selvedge: 1, site: "fell-and-ford" });

  const other = await arrive();
  await other.page.goto(shop.url);
  await sayYes(other.page);
  expect(await greeting(other.page)).not.toMatch(/Up early/);
  const there = await openCentre(other.page);
  const bring = async (text: string) => {
    const [chooser] = await Promise.all([
      other.page.waitForEvent("filechooser"),
      there.getByRole("button", { name: "Bring it in from a file" }).click(),
    ]);
    await chooser.setFiles({ name: "known.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await bring(file.replace('"fell-and-ford"', '"another-shop"'));
  await there.getByRole("status").getByText("Nothing was taken from this file:").waitFor();
  await bring(file);
  await there.getByRole("status").getByText("It is here now.").waitFor();
  const answer = there.getByRole("combobox", { name: "What you do outdoors" });
  await expect.poll(() => answer.inputValue()).toBe("hiking");
  await settled(other.page);
  expect(await greeting(other.page)).toMatch(/Up early/);
});

test("all of it is erased, and nothing is left to be told", async () => {
  const { page } = await hiker();
  const centre = await openCentre(page);
  await centre.getByRole("button", { name: "Erase all of it" }).click();
  await centre.getByRole("status").getByText("Everything is erased.").waitFor();
  await settled(page);
  expect(await textOf(part(centre, "Noted about you"))).not.toContain("rain");
  expect(await greeting(page)).not.toMatch(/Up early/);
  expect((await storageOf(page)).cookies).toHaveProperty("sv_c");
});

test("it speaks the page's language: names, sentences and all", async () => {
  const visitor = await hiker({ language: "ru-RU" });
  const { page } = visitor;
  await visit(page, `${shop.url}/ru/`);
  const centre = await openCentre(page, "Что этот сайт знает");
  const said = await textOf(centre);
  expect(said).toContain("Посещения 1 Чтобы поприветствовать вас, когда вы вернётесь");
  expect(said).toContain("потому что «Что вы смотрите чаще всего» — «rain»");
  expect(
    await centre.getByRole("switch", { name: "Приветствие по вашим занятиям на природе" }).isChecked(),
  ).toBe(true);
});

test("without consent it tells what the request alone makes, and that nothing is noted", async () => {
  const { page } = await arrive({ context: { hour: 21, country: "PL" } });
  await page.goto(shop.url);
  const centre = await openCentre(page);
  await centre.getByText("You haven’t allowed personalization").waitFor();
  await centre.getByText("You are in “In Poland” because the country is Poland.").waitFor();
  expect(await centre.getByRole("switch").count()).toBe(0);
  expect((await storageOf(page)).databases).toEqual({});
});
