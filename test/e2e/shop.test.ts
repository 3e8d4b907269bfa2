import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { leaveForHalfAnHour, sayYes, settled, statesOf, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
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

async function arrive(options: VisitorOptions = { context: { hour: 10 } }): Promise<Visitor> {
  const visitor = await newVisitor(browser, options);
  visitors.push(visitor);
  return visitor;
}

describe("the demo shop, without consent", () => {
  test("shows what the request alone tells: the evening, and Poland", async () => {
    const day = await arrive();
    await day.page.goto(shop.url);
    expect(await day.page.locator("[data-slot=hero] h1").innerText()).not.toMatch(/hills are dark/);
    const evening = await arrive({ context: { hour: 21, country: "PL" } });
    await evening.page.goto(shop.url);
    expect(await evening.page.locator("[data-slot=hero] h1").innerText()).toMatch(/hills are dark/);
    expect(await evening.page.locator("[data-slot=notice]").innerText()).toMatch(/Free delivery to Poland/);
    await evening.page.goto(`${shop.url}/pl/`);
    expect(await evening.page.locator("[data-slot=notice]").innerText()).toMatch(/Bezpłatna dostawa/);
  });

  test("a campaign isn't used, and a first visit isn't taken for a return", async () => {
    const { page } = await arrive();
    await page.goto(`${shop.url}/?utm_campaign=spring`);
    expect(await page.locator(".scene-spring").count()).toBe(0);
    expect(await page.locator("body.is-returning").count()).toBe(0);
  });
});

describe("the demo shop, after a yes", () => {
  test("asks what visitors do outdoors, where it stood in words before, and the home page follows", async () => {
    const { page, sent, errors } = await arrive();
    await page.goto(shop.url);
    expect(await page.locator("[data-selvedge-declare]").count()).toBe(3);
    await page.goto(`${shop.url}/products/tarn-shell.html`);
    await sayYes(page);
    await visit(page, `${shop.url}/products/mizzle-hat.html`);
    const loaded = async () => (await sent()).some(({ url }) => url.endsWith("/questions.js"));
    expect(await loaded()).toBe(false);
    await visit(page, shop.url);
    expect(await loaded()).toBe(true);
    expect(await page.locator("[data-selvedge-declare]").count()).toBe(0);
    const form = page.getByRole("group", { name: "What do you do outdoors?" });
    await form.getByRole("radio", { name: "Running" }).check();
    await form.getByRole("button", { name: "Done" }).click();
    await page.getByText("Noted.").waitFor();
    await expect
      .poll(() => page.locator("[data-slot=hero] .eyebrow").innerText(), { timeout: 10_000 })
      .toMatch(/because you told us you run/i);
    expect(errors).toEqual([]);
  });

  test("the favourite category leads the home page, and says why", async () => {
    const { page } = await arrive();
    await page.goto(shop.url);
    await sayYes(page);
    await visit(page, `${shop.url}/products/tarn-shell.html`);
    await visit(page, `${shop.url}/rain/`);
    await visit(page, shop.url);
    expect(await page.locator(".because").innerText()).toMatch(/rain gear/i);
    expect(await page.locator("a.cta").getAttribute("href")).toBe("/rain/");
    for (let count = 0; count < 3; count++) await visit(page, `${shop.url}/camp/`);
    await visit(page, shop.url);
    expect(await page.locator(".because").innerText()).toMatch(/camp gear/i);
  });

  test("the first page of the second visit is right before the tag has run, a visit later than the first", async () => {
    const { page } = await arrive();
    await page.goto(shop.url);
    await sayYes(page);
    await visit(page, shop.url);
    expect(await page.locator("body.is-returning").count()).toBe(0);
    await leaveForHalfAnHour(page);
    const html = await (await page.goto(shop.url))!.text();
    expect(html).toContain("is-returning");
    expect(html).toContain("Good to see you again");
    await settled(page);
    expect((await statesOf(page))["visits"]).toBe(2);
    await visit(page, `${shop.url}/rain/`);
    expect(await page.locator("body.is-returning").count()).toBe(1);
  });

  test("a basket left behind is remembered on the next visit, and forgotten after the purchase", async () => {
    const { page } = await arrive();
    await page.goto(`${shop.url}/products/tarn-shell.html`);
    await sayYes(page);
    await page.getByRole("button", { name: /add to basket/i }).click();
    await settled(page);
    await visit(page, shop.url);
    expect(await page.locator("[data-slot=notice]").innerText()).not.toMatch(/left something/);
    await leaveForHalfAnHour(page);
    await visit(page, shop.url);
    expect(await page.locator("[data-slot=notice]").innerText()).toMatch(/left something in your basket/);
    await visit(page, `${shop.url}/cart/`);
    await page.locator("[data-checkout]").click();
    await page.waitForURL(/thanks/);
    await settled(page);
    await visit(page, shop.url);
    expect(await page.locator("[data-slot=notice]").innerText()).not.toMatch(/left something/);
  });

  test("business visitors, the campaign, and what the visitor says", async () => {
    const { page } = await arrive();
    await page.goto(shop.url);
    await sayYes(page);
    await visit(page, `${shop.url}/pricing/`);
    await visit(page, shop.url);
    expect(await page.locator("a.cta").innerText()).toMatch(/trade prices/i);
    await page.getByRole("radio", { name: "Camping" }).check();
    await page.getByRole("button", { name: "Done" }).click();
    await settled(page);
    await visit(page, shop.url);
    expect(await page.locator("[data-slot=hero]").innerText()).toMatch(/told us you camp/i);
    await visit(page, `${shop.url}/?utm_campaign=spring`);
    expect(await page.locator(".scene-spring").count()).toBe(1);
  });

  test("the profile cookie stays below 200 bytes, and the edge tells the visitor what it knows", async () => {
    const { page, context } = await arrive();
    await page.goto(`${shop.url}/rain/`);
    await sayYes(page);
    const { cookies } = await storageOf(page);
    expect(`sv_p=${cookies["sv_p"]!}`.length).toBeLessThan(200);
    const me = await (await context.request.get(`${shop.url}/_selvedge/me`)).text();
    expect(me).toContain("likes-rain");
  });

  test("a profile that the browser has lost starts from the cookie", async () => {
    const { page } = await arrive();
    await page.goto(`${shop.url}/rain/`);
    await sayYes(page);
    await leaveForHalfAnHour(page);
    await page.goto("about:blank");
    await page.goto(`${shop.url}/404`);
    await settled(page);
    await page.evaluate(
      () => new Promise((resolve) => (indexedDB.deleteDatabase("selvedge").onsuccess = resolve)),
    );
    await page.context().clearCookies({ name: "sv_v" });
    await visit(page, `${shop.url}/`);
    expect(await page.locator("body.is-returning").count()).toBe(1);
    expect(await page.locator(".because").innerText()).toMatch(/rain gear/i);
    await visit(page, `${shop.url}/`);
    expect(await page.locator("body.is-returning").count()).toBe(1);
    expect(await page.locator(".because").innerText()).toMatch(/rain gear/i);
  });
});
