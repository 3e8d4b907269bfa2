import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { answer, sayYes, settled } from "./acts.ts";
import { launchBrowser, newVisitor } from "./harness.ts";
import { startMarked } from "./marks-origin.ts";
import { storageOf } from "./storage.ts";

let browser: Browser;
let shop: Selvedge;
beforeAll(async () => {
  [browser, shop] = [await launchBrowser(), await startMarked()];
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const back = (page: Page) => page.getByRole("button", { name: "Privacy settings" });
const corner = (page: Page) => back(page).getAttribute("data-corner");
/** Moves it to the top, once it can be moved. */
async function move(page: Page): Promise<void> {
  await expect.poll(() => back(page).getAttribute("title")).toContain("\n");
  await back(page).press("ArrowUp");
  expect(await corner(page)).toBe("top-start");
}
const kept = async (page: Page) => JSON.stringify((await storageOf(page)).databases).includes("top-start");

test("with a yes, where the way back was put is kept in the profile, and goes with it", async () => {
  const { page, errors, open, close } = await newVisitor(browser);
  await page.goto(`${shop.url}?bare`);
  await sayYes(page);
  await move(page);
  await expect.poll(() => kept(page)).toBe(true);
  const other = await open();
  await other.goto(`${shop.url}?bare`);
  expect(await corner(other)).toBe("top-start");
  // It outlives what else changes the profile.
  await settled(other);
  expect(await kept(other)).toBe(true);
  await other.evaluate(() =>
    (window as unknown as { selvedge: (...call: string[]) => void }).selvedge("erase"),
  );
  await expect.poll(() => kept(other)).toBe(false);
  await other.reload();
  expect(await corner(other)).toBe("bottom-start");
  expect(errors).toEqual([]);
  await close();
});

test("invariant 1: with a no it is moved for this page alone, and nothing of that is kept", async () => {
  const { page, errors, close } = await newVisitor(browser);
  await page.goto(`${shop.url}?bare`);
  await answer(page, "Reject");
  // The receipt of the no comes with the edge's answer.
  await expect.poll(async () => Object.keys((await storageOf(page)).local)).toEqual(["selvedge-receipt"]);
  const before = await storageOf(page);
  await move(page);
  await page.waitForTimeout(500);
  const after = await storageOf(page);
  expect(Object.keys(after.cookies)).toEqual(["sv_c"]);
  expect(after).toEqual(before);
  await page.reload();
  expect(await corner(page)).toBe("bottom-start");
  expect(errors).toEqual([]);
  await close();
});
