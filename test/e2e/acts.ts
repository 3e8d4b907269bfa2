import type { Page } from "playwright-core";
import { expect } from "vitest";
import { isWaiting } from "./in-flight.ts";
import { storageOf } from "./storage.ts";

/** Answers the first layer, and waits until the answer has been told to the edge. */
export async function answer(page: Page, button: "Accept" | "Reject"): Promise<void> {
  const told = page.waitForResponse((response) => response.url().endsWith("/consent"));
  await page.getByRole("button", { name: button, exact: true }).click();
  await told;
}

/** Says yes, and waits until the edge has acknowledged the projection of this page. */
export async function sayYes(page: Page): Promise<void> {
  const acknowledged = page.waitForResponse((response) => response.url().endsWith("/signals"));
  await answer(page, "Accept");
  await acknowledged;
  await settled(page);
}

/** Waits until the edge has acknowledged everything that happened on the page so far. */
export async function settled(page: Page): Promise<void> {
  const isStill = async () => {
    const before = JSON.stringify((await storageOf(page)).databases);
    await page.waitForTimeout(250);
    return !isWaiting(page) && JSON.stringify((await storageOf(page)).databases) === before;
  };
  await expect.poll(isStill, { timeout: 20_000 }).toBe(true);
}

/** Opens the settings by the shop's own link, and waits until they are there. */
export async function openSettings(page: Page): Promise<void> {
  await page.locator("footer [data-selvedge=preferences]").click();
  await page.getByRole("button", { name: "Reject all" }).waitFor();
}

/** Opens a page and waits until what it tells has reached the edge. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await settled(page);
}

/** Lets the visit end: what makes the edge know of it is gone, and the clock of the page is past it. */
export async function leaveForHalfAnHour(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "sv_v" });
  const now = await page.evaluate(() => Date.now());
  await page.context().clock.setFixedTime(now + 31 * 60_000);
}

/** The attributes of the profile by id, as states. */
export async function statesOf(page: Page): Promise<Record<string, unknown>> {
  const records = (await storageOf(page)).databases["selvedge/kept"] ?? [];
  const kept = records.find(([key]) => key === "profile")?.[1] as
    | { profile: { attributes: Record<string, { state?: unknown }> } }
    | undefined;
  return Object.fromEntries(
    Object.entries(kept?.profile.attributes ?? {}).map(([id, { state }]) => [id, state]),
  );
}

/** Whether this visitor's day has been counted, and nothing that was counted waits to be sent. */
export async function isCounted(page: Page): Promise<boolean> {
  const records = new Map((await storageOf(page)).databases["selvedge/kept"]);
  const { cohorts } = (records.get("counted") ?? {}) as { cohorts?: Record<string, unknown> };
  const queue = (records.get("queue") ?? []) as readonly unknown[];
  return cohorts?.["d"] !== undefined && queue.length === 0;
}
