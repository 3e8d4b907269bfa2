import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sayYes, settled, visit } from "./acts.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop, type Visitor } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// What a visitor is told on pages that the Worker isn't in front of.

let shop: PastedShop;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  const marks = (site: Record<string, unknown>) => void (site["marks"] = true);
  [shop, browser] = await Promise.all([startPastedShop({ site: marks }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

/** Somebody who looked at rain gear and is home again. */
async function arrive(): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(shop.pasted);
  await sayYes(page);
  await visit(page, `${shop.pasted}/rain/`);
  await visit(page, `${shop.pasted}/`);
  return visitor;
}

async function openCentre(page: Page): Promise<Locator> {
  await page.locator("footer [data-selvedge=preferences]").click();
  await page.getByRole("button", { name: "What this site knows", exact: true }).click();
  const centre = page.locator("dialog.centre");
  await centre.locator("[aria-busy=false]").waitFor();
  return centre;
}

const part = (centre: Locator, name: string) =>
  centre.locator(".part").filter({ has: centre.page().getByRole("heading", { name, exact: true }) });

test("groups and blocks are told with their reasons", async () => {
  const { page, errors } = await arrive();
  const centre = await openCentre(page);
  expect(await part(centre, "Groups you are in").innerText()).toContain(
    "You are in “Look at rain gear most” because “What you look at most” is “rain”.",
  );
  expect(await part(centre, "On this page, for you").innerText()).toContain(
    "because “What you look at most”",
  );
  expect(errors).toEqual([]);
});

test("what was sent is told exactly: byte for byte what the browser sent, questions about pages too", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  const posted = (await visitor.sent()).filter(({ method }) => method === "POST");
  const said = posted.map(({ url, body }) => `${new URL(url).pathname.replace("/_selvedge", "")}\n${body}`);
  // Asked before the yes: that is kept nowhere.
  const [first, ...sent] = said;
  expect(first).toMatch(/^\/decision\n(?!.*choice)/);
  expect(sent.filter((each) => each.startsWith("/decision"))).toHaveLength(2);
  expect(sent.some((each) => each.includes('"projection":'))).toBe(true);
  const centre = await openCentre(page);
  const list = part(centre, "Sent in the last 30 days");
  await list.locator("summary").first().click();
  await list.locator(".message").first().waitFor();
  const told = await list.locator(".message pre").allTextContents();
  // That this was asked for came after it was read.
  expect(told.filter((each) => !each.startsWith("/me")).toSorted()).toEqual(sent.toSorted());
  expect(await list.innerText()).toMatch(/What you look at most: rain/);
});

test("invariant 1: with consent to measurement alone, no question about a page is kept", async () => {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(shop.pasted);
  await page.getByRole("button", { name: "Accept", exact: true }).waitFor();
  const told = page.waitForResponse((response) => response.url().endsWith("/consent"));
  await page.evaluate(() =>
    (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("consent", ["measurement"]),
  );
  await told;
  await visit(page, `${shop.pasted}/rain/`);
  await settled(page);
  const kept = await page.evaluate(
    () =>
      new Promise<{ path: string }[]>((resolve) => {
        indexedDB.open("selvedge").onsuccess = ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const found = database.transaction("kept").objectStore("kept").getAll(IDBKeyRange.lowerBound([]));
          found.onsuccess = () => {
            database.close();
            resolve(found.result);
          };
        };
      }),
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter(({ path }) => path === "/decision")).toEqual([]);
});

test("blocks have their marks, which say why", async () => {
  const { page, errors } = await arrive();
  const mark = page.locator("selvedge-marks .mark:visible").first();
  await page.mouse.move(2, 2);
  await mark.waitFor();
  await mark.click();
  const card = page.getByRole("dialog", { name: "Why am I seeing this?" });
  await card.getByText("You see the block “Order of the menu and the tiles”").waitFor();
  await card.getByRole("button", { name: "Less like this" }).first().waitFor();
  expect(errors).toEqual([]);
});

test("marks that come late, when a signal has been answered, are on what this page shows", async () => {
  const { page } = await arrive();
  const answered = Promise.withResolvers<void>();
  page.on("requestfinished", (request) => void (request.url().endsWith("/signals") && answered.resolve()));
  await page.route("**/marks.js", async (route) => {
    await answered.promise;
    await settled(page);
    await route.continue();
  });
  await page.goto(`${shop.pasted}/`);
  await page.locator("selvedge-marks .mark:visible").first().waitFor();
});
