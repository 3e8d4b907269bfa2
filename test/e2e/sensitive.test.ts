import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { openSettings, sayYes, settled, statesOf } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor } from "./harness.ts";
import { storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

/** What is sensitive here, and must be found nowhere but on the device. */
const CANARY = "canary-kosher";

let shop: Selvedge;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  const site = (file: Record<string, unknown>) => {
    Object.assign(file["attributes"] as object, {
      diet: {
        declared: [CANARY, "anything"],
        sensitive: true,
        label: "What you eat",
        why: "So that recipes leave out the rest.",
      },
      rainSeen: {
        count: "view",
        where: { category: "rain" },
        sensitive: true,
        label: "Rain",
        why: "So that you find it again.",
      },
    });
    Object.assign(file["blocks"] as object, {
      diet: { target: "footer", op: "prepend", html: "<p id=diet>{{device.diet}}</p>" },
    });
  };
  [shop, browser] = await Promise.all([startShop({ site }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

async function arrive(): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  await visitor.page.goto(`${shop.url}/rain/`);
  await sayYes(visitor.page);
  return visitor;
}

const declare = (page: Page, value = CANARY) => page.evaluate(`selvedge("declare", "diet", "${value}")`);
const keptOf = async (page: Page) => JSON.stringify((await storageOf(page)).databases);
const answerOf = async (page: Page) => (await statesOf(page))["diet"];
const TODAY = dayOf(Date.now());

test("invariant 1: accepting all keeps nothing of what is sensitive; a yes of its own does, and shows it", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await declare(page);
  const question = page.getByRole("region", { name: "What you eat" });
  await question.getByText("So that recipes leave out the rest.").waitFor();
  await settled(page);
  expect(await keptOf(page)).not.toContain(CANARY);
  await question.getByRole("button", { name: "Remember", exact: true }).click();
  await expect.poll(() => answerOf(page)).toEqual({ day: TODAY, yes: true, state: CANARY });
  // Of what is seen by the way nobody is asked, and nothing is kept: it is offered in the settings.
  expect((await statesOf(page))["rainSeen"]).toBeUndefined();
  await page.goto(`${shop.url}/camp/`);
  await expect.poll(() => page.locator("#diet").innerText()).toBe(CANARY);
  await openSettings(page);
  await page.getByRole("switch", { name: "Rain" }).click();
  await page.getByText("From now on this is kept in this browser.").waitFor();
  await page.getByRole("button", { name: "Close without saving" }).click();
  await page.goto(`${shop.url}/rain/`);
  await expect
    .poll(async () => (await statesOf(page))["rainSeen"])
    .toEqual({ day: TODAY, yes: true, state: 1 });
  expect(visitor.errors).toEqual([]);
});

test("invariant 2: neither the value nor the answer ever leaves the device", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  const sent = async () =>
    JSON.stringify(
      (await visitor.sent()).map(({ method, url, headers, body }) => [method, url, headers["cookie"], body]),
    );
  const bodies = async () =>
    (await visitor.sent()).filter(({ url, method }) => method === "POST" && url.includes("/_selvedge/"))
      .length;
  await settled(page);
  const before = await bodies();
  await declare(page);
  await page.getByRole("button", { name: "Remember", exact: true }).click();
  await expect.poll(() => answerOf(page)).toMatchObject({ state: CANARY });
  await declare(page, "anything");
  await expect.poll(() => answerOf(page)).toMatchObject({ state: "anything" });
  await settled(page);
  expect(await bodies()).toBe(before);
  await declare(page);
  await page.goto(`${shop.url}/camp/`);
  await settled(page);
  expect(await sent()).not.toContain(CANARY);
  expect(await sent()).not.toContain("diet");
  const { attributes } = await page.evaluate(async () =>
    (await fetch("/_selvedge/me")).json().then((me) => me.projection),
  );
  expect(attributes.map(({ id }: { id: string }) => id)).not.toContain("diet");
});

test("invariant 6: switched off in one tab it is gone in all, and nothing is kept of it afterwards", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await declare(page);
  await page.getByRole("button", { name: "Remember", exact: true }).click();
  await expect.poll(() => answerOf(page)).toMatchObject({ state: CANARY });
  const other = await visitor.open();
  await other.goto(`${shop.url}/camp/`);
  await expect.poll(() => other.locator("#diet").innerText()).toBe(CANARY);
  await openSettings(other);
  await other.getByRole("switch", { name: "What you eat" }).click();
  await other.getByText("Erased. It isn’t kept any more.").waitFor();
  expect(await other.locator("#diet").textContent()).toBe("");
  await declare(page);
  await settled(page);
  expect(await answerOf(page)).toEqual({ day: TODAY, yes: false });
  expect(await keptOf(page)).not.toContain(CANARY);
  expect(await page.getByRole("region", { name: "What you eat" }).count()).toBe(0);
});

test("invariant 6: a no to everything takes the yes along, and a second yes to everything doesn't bring it back", async () => {
  const { page } = await arrive();
  await declare(page);
  await page.getByRole("button", { name: "Remember", exact: true }).click();
  await expect.poll(() => answerOf(page)).toMatchObject({ state: CANARY });
  await openSettings(page);
  await page.getByRole("button", { name: "Reject all" }).click();
  await expect.poll(() => keptOf(page)).toBe("{}");
  await openSettings(page);
  await page.getByRole("button", { name: "Accept all" }).click();
  await settled(page);
  await page.goto(`${shop.url}/camp/`);
  await settled(page);
  expect(await answerOf(page)).toBeUndefined();
  expect(await page.locator("#diet").textContent()).toBe("");
  await openSettings(page);
  expect(await page.getByRole("switch", { name: "What you eat" }).isChecked()).toBe(false);
});
