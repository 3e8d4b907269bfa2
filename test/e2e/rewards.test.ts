import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { axeFindings } from "../client/axe.ts";
import { sayYes, settled, visit } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";
import { watch, type Watched } from "./watched-page.ts";

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

/** Somebody who has said yes on the page of the basket: one page, so two points. */
async function arrive(url = shop.url, options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await newVisitor(browser, options);
  visitors.push(visitor);
  await visitor.page.goto(`${url}/cart/`);
  await sayYes(visitor.page);
  return visitor;
}

const event = (page: Page, name: string, properties: object) =>
  page.evaluate(
    ([called, with_]) =>
      (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("event", called, with_),
    [name, properties] as const,
  );

/** What the block says, number by number. */
const shown = (page: Page) =>
  page.locator(".selvedge-reward").evaluate((block) => ({
    level: block.querySelector(".selvedge-reward-level")!.textContent,
    points: block.querySelector(".selvedge-reward-points")!.textContent,
    missing: block.querySelector(".selvedge-reward-missing")!.textContent,
    percent: block.querySelector("progress")?.value,
  }));
const becomes = (page: Page, what: object) =>
  expect.poll(() => shown(page), { timeout: 20_000 }).toEqual(what);

describe("points, levels and perks", () => {
  test("points grow with each event, a level is reached, and its perk appears", async () => {
    const visitor = await arrive();
    const { page } = visitor;
    await visit(page, `${shop.url}/cart/`);
    await becomes(page, {
      level: "Your level: none yet",
      points: "Points: 4",
      missing: "Points missing for Friend of the fells: 16",
      percent: 20,
    });
    expect(await page.locator(".club-perk").count()).toBe(0);
    visitor.forget();
    await event(page, "purchase", { value: 1299.125 });
    await becomes(page, {
      level: "Your level: none yet",
      points: "Points: 1,303.13",
      missing: "Points missing for Friend of the fells: 0",
      percent: 100,
    });
    await settled(page);
    // Invariant 2: the number itself is nobody else's.
    for (const { url, body } of await visitor.sent()) expect(url + (body ?? "")).not.toMatch(/1303|1299/);
    await visit(page, `${shop.url}/cart/`);
    const { level, missing, percent } = await shown(page);
    expect([level, missing, percent]).toEqual([
      "Your level: Warden",
      "You have reached the highest level.",
      undefined,
    ]);
    expect(await page.locator(".club-perk").innerText()).toMatch(/You see it first/);
    expect(visitor.errors).toEqual([]);
  });

  test("numbers come into space that is there already: nothing moves", async () => {
    const { page, context } = await arrive();
    await context.addInitScript(watch, []);
    await visit(page, `${shop.url}/cart/`);
    await expect.poll(async () => (await shown(page)).points).toBe("Points: 4");
    await event(page, "purchase", { value: 12 });
    await expect.poll(async () => (await shown(page)).points).toBe("Points: 16");
    const shift = await page.evaluate(() => (window as unknown as { watched: Watched }).watched.shift);
    expect(shift).toBe(0);
  });

  test("who hasn't said yes sees what the page has, without scripts, too", async () => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    await visitor.page.goto(`${shop.url}/cart/`);
    expect(await visitor.page.locator("[data-slot=club]").innerText()).toMatch(/no card and no number/);
    const page = await (await fetch(`${shop.url}/cart/`)).text();
    expect(page).not.toContain("selvedge-reward");
  });

  test("scripts that fail leave a block that reads well", async () => {
    const { page, context } = await arrive();
    // As good as none: an empty script does nothing.
    await context.route("**/_selvedge/**", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.goto(`${shop.url}/cart/`);
    expect(await shown(page)).toEqual({
      level: "Your level: none yet",
      points: "Points: –",
      missing: "Points missing for Friend of the fells: –",
      percent: 0,
    });
  });
});

describe("the ready-made block, as it is seen and heard", () => {
  test.each(["light", "dark"] as const)("axe finds nothing wrong with it, %s", async (colorScheme) => {
    const { page } = await arrive(shop.url, { colorScheme });
    await event(page, "purchase", { value: 40 });
    await settled(page);
    await visit(page, `${shop.url}/cart/`);
    expect((await shown(page)).level).toBe("Your level: Friend of the fells");
    for (const summary of await page.locator(".selvedge-reward summary").all()) {
      await summary.focus();
      await page.keyboard.press("Enter");
    }
    expect(await page.locator(".selvedge-reward li:visible").count()).toBe(3);
    const { violations, passed } = await axeFindings(page, ".selvedge-reward");
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(5);
    expect((await axeFindings(page, ".club-perk")).violations).toEqual([]);
  });

  test("from right to left, too, with the numbers of its language", async () => {
    const arabic = await startShop({ site: arabicSite });
    try {
      const { page } = await arrive(arabic.url);
      await visit(page, `${arabic.url}/cart/`);
      const expected = await page.evaluate(() => (4).toLocaleString("ar"));
      await expect.poll(async () => (await shown(page)).points).toBe(`النقاط: ${expected}`);
      const block = page.locator(".selvedge-reward");
      expect(await block.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
      expect((await axeFindings(page, ".selvedge-reward")).violations).toEqual([]);
    } finally {
      await arabic.stop();
    }
  });
});

/** The shop, had it no other language; of everything else only what the block reads stays. */
function arabicSite(site: Record<string, unknown>): void {
  const { "club-card": card } = site["blocks"] as Record<string, object>;
  const { looks, ordered, points, club } = site["attributes"] as Record<string, object>;
  const plain = [looks, ordered, points].map((attribute) => ({ ...attribute, label: "x", why: "x" }));
  const tier = { ...club, names: {}, benefits: {}, label: "x", why: "x" };
  Object.assign(site, {
    languages: ["ar"],
    attributes: { looks: plain[0], ordered: plain[1], points: plain[2], club: tier },
    segments: {},
    blocks: { "club-card": { ...card, label: "x" } },
    goals: {},
  });
}
