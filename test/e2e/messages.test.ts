import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readJsonc } from "../../tools/site/read.ts";
import { leaveForHalfAnHour, sayYes, settled, visit } from "./acts.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop, type Visitor } from "./harness.ts";
import { storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

/** The recipes of docs/messages.md, as pieces of a site file. */
const recipes = [...readFileSync("docs/messages.md", "utf8").matchAll(/```jsonc\n([^]*?)```/g)].map(
  ([, text]) => readJsonc(`{${text}}`).value as Record<string, Record<string, unknown>>,
);

let shop: PastedShop;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  const site = (file: Record<string, unknown>) => {
    for (const piece of recipes)
      for (const key of ["attributes", "goals"]) Object.assign(file[key] as object, piece[key]);
    const blocks = recipes.flatMap((piece) => Object.entries(piece["blocks"]!));
    // Each on a page of its own, but for the demo's.
    const pages = blocks.map(([id, block]) => [
      id,
      { ...(block as object), pages: [PAGES[id] ?? "/nowhere"] },
    ]);
    Object.assign(file["blocks"] as object, Object.fromEntries(pages));
    file["maxBits"] = 40;
  };
  [shop, browser] = await Promise.all([startPastedShop({ site }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const PAGES: Record<string, string> = {
  "still-here": "/rain/",
  "near-krakow": "/camp/",
  "free-delivery": "/products/tarn-shell.html",
};

async function arrive(context: object = { hour: 10, country: "GB" }): Promise<Visitor> {
  const visitor = await newVisitor(browser, { context: { ...context } });
  visitors.push(visitor);
  return visitor;
}

const panel = (page: Page) => page.locator("selvedge-message");

/** Says yes, and puts a jacket into the basket. */
async function leaveBasket(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await sayYes(page);
  await visit(page, `${url}/products/tarn-shell.html`);
  await page.locator("[data-add-to-cart]").first().click();
  await settled(page);
}

describe("the demo shop remembers a basket", () => {
  test("on the next visit, once, in the language of the page", async () => {
    const { page, errors } = await arrive();
    await leaveBasket(page, shop.url);
    expect(await panel(page).count()).toBe(0);
    await leaveForHalfAnHour(page);
    await visit(page, `${shop.url}/pl/`);
    expect(await panel(page).locator("h2").innerText()).toBe("Koszyk jest taki, jak go zostawiono");
    expect(await page.getByRole("button", { name: "Zamknij" }).count()).toBe(1);
    await page.getByRole("button", { name: "Zamknij" }).click();
    expect(await panel(page).count()).toBe(0);
    for (const next of ["same", "another"]) {
      if (next === "another") await leaveForHalfAnHour(page);
      await visit(page, shop.url);
      expect(await panel(page).count()).toBe(0);
    }
    expect(errors).toEqual([]);
  });

  test("in tag mode, too", async () => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    const { page } = visitor;
    await leaveBasket(page, shop.pasted);
    await leaveForHalfAnHour(page);
    await visit(page, shop.pasted);
    await expect
      .poll(() => panel(page).locator("h2").allInnerTexts())
      .toEqual(["Your basket is as you left it"]);
    await visit(page, `${shop.pasted}/camp/`);
    expect(await panel(page).count()).toBe(0);
  });

  test("invariant 1: without a yes, and after a no, there is no message, and nothing of messages is kept or sent", async () => {
    const { page, sent } = await arrive();
    const quiet = async () => {
      expect(await panel(page).count()).toBe(0);
      expect((await storageOf(page)).databases).toEqual({});
      const asked = (await sent()).filter(({ url }) => url.includes("/_selvedge/messages"));
      expect(asked).toEqual([]);
      const decision = await page.locator("#selvedge-decision").textContent();
      expect(decision).not.toContain('"message":');
    };
    for (const path of ["/", "/rain/", "/products/tarn-shell.html"]) {
      await page.goto(shop.url + path);
      await page.getByRole("button", { name: "Reject", exact: true }).waitFor();
      await quiet();
    }
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await visit(page, `${shop.url}/products/tarn-shell.html`);
    await page.locator("[data-add-to-cart]").first().click();
    await leaveForHalfAnHour(page);
    await visit(page, shop.url);
    await quiet();
  });
});

describe("recipes of docs/messages.md", () => {
  test("a cart, on the way out", async () => {
    const { page } = await arrive();
    await leaveBasket(page, shop.url);
    await visit(page, `${shop.url}/rain/`);
    expect(await panel(page).count()).toBe(0);
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new PointerEvent("pointerout", { bubbles: true, pointerType: "mouse", clientY: -1 }),
      ),
    );
    await panel(page).getByText("Your cart stays as it is").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  test("the second thing in the cart", async () => {
    const { page } = await arrive();
    await leaveBasket(page, shop.url);
    expect(await panel(page).count()).toBe(0);
    await page.locator("[data-add-to-cart]").first().click();
    await panel(page).getByText("Both go in one parcel.").waitFor();
  });

  test("a place that was looked at, in its region and nowhere else", async () => {
    for (const region of ["Mazovia", "Lesser Poland"]) {
      const { page } = await arrive({ hour: 10, country: "PL", region });
      await page.goto(shop.url);
      await sayYes(page);
      await page.evaluate(() => history.pushState(null, "", "/shops/krakow.html"));
      await settled(page);
      await visit(page, `${shop.url}/camp/`);
      const isThere = region === "Lesser Poland";
      if (isThere) await panel(page).getByText("close to our shop").waitFor();
      const decision = (await page.locator("#selvedge-decision").textContent())!;
      expect(decision.includes('near-krakow","message')).toBe(isThere);
    }
  });
});
