import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, leaveForHalfAnHour, sayYes, settled, visit, isCounted } from "./acts.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop, type Visitor } from "./harness.ts";
import { storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

let shop: PastedShop;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  [shop, browser] = await Promise.all([startPastedShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

/** A visitor whose requests to the edge tell this context: a header of all requests would not cross origins. */
async function arrive(context: object = { hour: 10, country: "GB" }): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  const told = { "selvedge-context": JSON.stringify(context) };
  await visitor.context.route(
    (url) => url.href.startsWith(shop.url) && !url.pathname.endsWith(".js"),
    (route) => route.continue({ headers: { ...route.request().headers(), ...told } }),
  );
  visitors.push(visitor);
  return visitor;
}

/** Waits until the page has been decided and changed. */
const decided = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        const wait = () => {
          const { selvedge } = window as unknown as { selvedge?: (...call: unknown[]) => void };
          if (selvedge) selvedge("decision", resolve);
          else setTimeout(wait, 10);
        };
        wait();
      }),
  );

/** What of the page a visitor has before them, whoever has put it together. */
const bodyOf = (page: Page) =>
  page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement;
    body.normalize();
    return body.outerHTML;
  });

const sentTo = async (visitor: Visitor, end: string) =>
  (await visitor.sent()).filter(({ method, url }) => method === "POST" && url.endsWith(end));

describe("both modes side by side", () => {
  test("nobody can tell the difference: the same acts, the same pages", async () => {
    const [behind, away] = await Promise.all([arrive(), arrive()]);
    const both = [
      [behind.page, shop.url],
      [away.page, shop.pasted],
    ] as const;
    const compare = async (path: string, go?: (page: Page) => Promise<unknown>) => {
      const bodies: string[] = [];
      for (const [page, url] of both) {
        if (go) await go(page);
        else await page.goto(url + path);
        await decided(page);
        await settled(page);
        bodies.push(await bodyOf(page));
      }
      expect(bodies[1], path).toBe(bodies[0]);
      return bodies[0]!;
    };
    await compare("/");
    for (const [page] of both) await sayYes(page);
    await compare("/products/tarn-shell.html");
    for (const [page] of both) {
      await page.getByRole("button", { name: /add to basket/i }).click();
      await settled(page);
    }
    await compare("/rain/", (page) => page.click(".nav a[href='/rain/']"));
    expect(await compare("/", (page) => page.click("a.brand"))).toContain("rain gear");
    await compare("/pl/", (page) => page.click("footer a[href='/pl/']"));
    await compare("/pricing/");
    for (const [page] of both) await leaveForHalfAnHour(page);
    // The first page of the second visit.
    const home = await compare("/");
    for (const words of ["is-returning", "left something in your basket", "Good to see you again"])
      expect(home).toContain(words);
    expect(await compare("/?utm_campaign=spring")).toContain("scene-spring");
  });

  test("a redirect leads to the same page, a little later", async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await page.goto(`${shop.pasted}/rain/`);
    await sayYes(page);
    await page.goto(`${shop.pasted}/for-you/?a=1`);
    await page.waitForURL(`${shop.pasted}/rain/?a=1`);
    await settled(page);
    await decided(page);
    expect(await page.locator("a.cta").getAttribute("href")).toBe("/rain/");
    await page.goto(`${shop.pasted}/for-you/?selvedge=stay`);
    await decided(page);
    expect(page.url()).toBe(`${shop.pasted}/for-you/?selvedge=stay`);
    await visitor.close();
  });

  test("what is decided ahead is there before the edge has answered", async () => {
    const { page, context } = await arrive();
    await page.goto(`${shop.pasted}/rain/`);
    await sayYes(page);
    await page.click("a.brand");
    await settled(page);
    await context.route(/\/decision$/, () => {});
    // The home page has a row of items, which only the edge can fill.
    await page.click(".nav a[href='/camp/']");
    await decided(page);
    expect(await page.locator("a.cta").innerText()).toMatch(/rain gear/i);
  });
});

describe("consent, on the page's own host", () => {
  test("invariant 1: before a yes nothing is stored, and what is sent is the page alone", async () => {
    const visitor = await arrive({ hour: 21, country: "PL" });
    const { page } = visitor;
    await page.goto(`${shop.pasted}/?utm_source=x&session=abc&gclid=def`);
    await decided(page);
    expect(await page.locator("[data-slot=notice]").innerText()).toMatch(/Free delivery to Poland/);
    const { cookies, local, databases } = await storageOf(page);
    expect({ cookies, local, databases }).toEqual({ cookies: {}, local: {}, databases: {} });
    const [asked, ...more] = await sentTo(visitor, "/decision");
    expect(more).toEqual([]);
    expect(JSON.parse(asked!.body!)).toEqual({
      ask: { path: "/", language: "en", referrer: "", query: "?utm_source=x&gclid=" },
    });
    expect(asked!.headers["cookie"]).toBeUndefined();
    expect(asked!.headers["referer"]).toBe(`${shop.pasted}/`);
  });

  test("a no is kept there, and context isn't used any more", async () => {
    const visitor = await arrive({ hour: 21, country: "PL" });
    const { page } = visitor;
    await page.goto(shop.pasted);
    await answer(page, "Reject");
    await expect.poll(async () => Object.keys((await storageOf(page)).local)).toEqual(["selvedge-receipt"]);
    await page.goto(shop.pasted);
    await decided(page);
    expect(await page.locator("[data-slot=notice]").innerText()).not.toMatch(/Poland/);
    const { cookies, local, databases } = await storageOf(page);
    expect(Object.keys(cookies)).toEqual(["sv_c"]);
    expect([Object.keys(local), databases]).toEqual([["selvedge-receipt"], {}]);
    expect(await sentTo(visitor, "/signals")).toEqual([]);
  });

  test("invariant 2: two visitors who do the same send the same bytes; no cookie crosses", async () => {
    const bodies: string[][] = [];
    for (let count = 0; count < 2; count++) {
      const visitor = await arrive();
      const { page } = visitor;
      await page.goto(shop.pasted);
      // One of them has changed their mind before.
      if (count === 1) await answer(page, "Reject");
      if (count === 1) {
        await page.locator("footer [data-selvedge=preferences]").click();
        await page.getByRole("button", { name: "Accept all" }).click();
        await settled(page);
      } else await sayYes(page);
      // Who has come is counted once the first page has been answered.
      await expect.poll(() => isCounted(page), { timeout: 20_000 }).toBe(true);
      visitor.forget();
      await visit(page, `${shop.pasted}/rain/`);
      await visit(page, `${shop.pasted}/`);
      await expect.poll(async () => (await sentTo(visitor, "/signals")).length, { timeout: 10_000 }).toBe(2);
      const sent = (await visitor.sent()).filter(({ method }) => method === "POST");
      for (const { headers } of sent) expect(headers["cookie"]).toBeUndefined();
      bodies.push(
        sent.map(({ body }) => body!.replace(/"message":"[0-9a-f]{32}"/, '"message":"*"')).toSorted(),
      );
      expect(Object.keys((await storageOf(page)).cookies).toSorted()).toEqual(["sv_c", "sv_v"]);
    }
    expect(bodies[0]!.length).toBeGreaterThanOrEqual(3);
    expect(bodies[0]).toEqual(bodies[1]);
  });

  test("invariant 6: revoking takes along what was handed over, in every tab, and nothing is sent after it", async () => {
    const visitor = await arrive();
    const { page } = visitor;
    await page.goto(`${shop.pasted}/rain/`);
    await sayYes(page);
    const other = await visitor.open();
    await other.goto(shop.pasted);
    await settled(other);
    expect(Object.keys((await storageOf(page)).local)).toContain("selvedge-handed");
    visitor.forget();
    await page.evaluate(() =>
      (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("consent", []),
    );
    const left = async () => {
      const { cookies, local, databases } = await storageOf(other);
      return [Object.keys(cookies), Object.keys(local), databases];
    };
    await expect.poll(left, { timeout: 1000 }).toEqual([["sv_c"], ["selvedge-receipt"], {}]);
    await page.waitForTimeout(500);
    const sent = (await visitor.sent()).filter(({ method }) => method === "POST");
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(["/_selvedge/consent"]);
  });

  test("erasing takes it along, too", async () => {
    const { page } = await arrive();
    await page.goto(`${shop.pasted}/rain/`);
    await sayYes(page);
    const before = (await storageOf(page)).local["selvedge-handed"];
    await page.evaluate(() =>
      (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("erase"),
    );
    await settled(page);
    // What is there now was made of what happened since.
    expect((await storageOf(page)).local["selvedge-handed"]).not.toBe(before);
    expect(await page.evaluate(() => document.cookie)).toMatch(/sv_c=1\.pm\.1\.\d+\.0\.2/);
  });
});
