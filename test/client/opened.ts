import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { answered, openBrowser, openStub, type PageWindow, state, type Stub } from "./stub.ts";

// What each file of browser tests begins with: one browser, and for each test everything else anew.

export let browser: Browser;
export let stub: Stub;
export let context: BrowserContext;
export let page: Page;

/** Opens all of it around each test of the file, for a visitor who has answered so (`pm`, `-`), or not yet. */
export function openAroundEach(purposes?: string): void {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    stub = await openStub();
    context = await browser.newContext();
    if (purposes !== undefined) await answered(context, stub, purposes);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await stub?.close();
  });
}

const PATIENCE = { timeout: 10_000, interval: 50 };

/** Waits until something holds. */
export const until = (check: () => unknown) =>
  vi.waitFor(async () => expect(await check()).toBeTruthy(), PATIENCE);

/** Waits until an attribute of the profile on the device has this state. */
export const becomes = (attribute: string, value: unknown) =>
  vi.waitFor(async () => expect(await state(page, attribute)).toEqual(value), PATIENCE);

/** Calls the page API. */
export const call = (...values: unknown[]) =>
  page.evaluate((values) => (window as unknown as PageWindow).selvedge(...values), values);
