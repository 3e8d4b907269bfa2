import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sayYes, settled, statesOf } from "./acts.ts";
import { launchBrowser, newVisitor, type PastedShop, startPastedShop } from "./harness.ts";
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

test("the demo's question asks on a page that the Worker isn't in front of, and what is answered changes it", async () => {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page, errors } = visitor;
  await page.goto(shop.pasted);
  await sayYes(page);
  await page.goto(shop.pasted);
  const form = page.locator("[data-slot=question] form");
  await form.getByRole("radio", { name: "Running" }).check();
  await form.getByRole("button", { name: "Done", exact: true }).click();
  await form.getByText("Noted.").waitFor();
  await expect
    .poll(() => page.locator("[data-slot=hero] .eyebrow").innerText(), { timeout: 10_000 })
    .toMatch(/because you told us you run/i);
  await settled(page);
  expect((await statesOf(page))["outdoors"]).toBe("running");

  await page.goto(shop.pasted);
  await form.getByText("Noted.").waitFor();
  await form.getByRole("button", { name: "Change my answer" }).click();
  await form.getByRole("radio", { name: "Hiking" }).check();
  await form.getByRole("button", { name: "Done", exact: true }).click();
  await expect.poll(async () => (await statesOf(page))["outdoors"], { timeout: 10_000 }).toBe("hiking");
  expect(errors).toEqual([]);
});
