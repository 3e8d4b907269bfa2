import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sayYes } from "./acts.ts";
import { type AppServers, startApps } from "./framework-apps.ts";
import { launchBrowser, newVisitor, type Visitor } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// Blocks that become true on a page that is open.

let browser: Browser;
let apps: AppServers;
const visitors = visitorsOfTest();
const MODES = ["edge", "pasted"] as const;

const BODY = `<header id="top">Top</header><p id="note">Note</p><div id="far" style="margin-top:300vh">Far</div>`;
const LIVE = {
  note: { target: "#note", op: "text", text: "Seen", when: { events: { $gte: 1 } }, live: true },
  far: { target: "#far", op: "append", html: "<p>more of it</p>", when: { events: { $gte: 1 } }, live: true },
  pushing: { target: "#top", op: "append", html: "<p>High</p>", when: { events: { $gte: 1 } }, live: true },
};
const ATTRIBUTES = { events: { count: "cart", label: "Carts", why: "To test" } };

beforeAll(async () => {
  browser = await launchBrowser();
  apps = await startApps({
    scripts: {},
    body: () => BODY,
    site: { redraws: true, attributes: ATTRIBUTES, blocks: LIVE },
  });
});
afterAll(async () => {
  await browser.close();
  await apps.stop();
});

async function arrive(url: string): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  await visitor.page.goto(url);
  return visitor;
}

const text = (page: Page, selector: string) => page.locator(`body > ${selector}`).textContent();
const becomes = (what: () => Promise<unknown>, value: unknown) =>
  expect.poll(what, { timeout: 10_000 }).toBe(value);
const call = (page: Page, ...values: unknown[]) =>
  page.evaluate(
    (all) => (window as unknown as { selvedge(...call: unknown[]): void }).selvedge(...all),
    values,
  );

describe.each(MODES)("live blocks, %s", (mode) => {
  test("are shown when they become true, politely, and without moving what is read", async () => {
    const { page } = await arrive(`${apps[mode]}/live`);
    await sayYes(page);
    expect(await text(page, "#note")).toBe("Note");
    await page.mouse.move(0, 0);
    await call(page, "event", "cart", { value: 1 });
    await becomes(() => text(page, "#note"), "Seen");
    expect(await page.locator("body > #note").getAttribute("aria-live")).toBe("polite");
    // Out of sight, where nothing is read.
    await becomes(() => page.locator("#far p").count(), 1);
    // It would push down what is read.
    expect(await text(page, "#top")).toBe("Top");
    // And they stay on it.
    await page.evaluate(() => (document.querySelector("body > #note")!.textContent = "Drawn"));
    await becomes(() => text(page, "#note"), "Seen");
  });

  test("wait until nobody points at them or is in them", async () => {
    const { page } = await arrive(`${apps[mode]}/live`);
    await sayYes(page);
    await page.locator("body > #note").hover();
    const signalled = page.waitForResponse(/\/signals$/);
    await call(page, "event", "cart", { value: 1 });
    await signalled;
    await becomes(() => page.locator("#far p").count(), 1);
    expect(await text(page, "#note")).toBe("Note");
    await page.mouse.move(0, 0);
    await becomes(() => text(page, "#note"), "Seen");
  });

  test("invariant 6: aren't shown any more after a no", async () => {
    const { page } = await arrive(`${apps[mode]}/live`);
    await sayYes(page);
    await page.locator("body > #note").hover();
    await call(page, "event", "cart", { value: 1 });
    await becomes(() => page.locator("#far p").count(), 1);
    const told = page.waitForResponse(/\/consent$/);
    await call(page, "consent", []);
    await told;
    await page.mouse.move(0, 0);
    await page.evaluate(
      () =>
        new Promise((drawn) =>
          requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        ),
    );
    expect(await text(page, "#note")).toBe("Note");
  });
});
