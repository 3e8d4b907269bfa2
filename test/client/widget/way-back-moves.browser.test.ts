import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHarness } from "./harness.ts";
import type { Harness, Visit } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** The page, with a way back that can be moved. */
async function open(options: BrowserContextOptions = {}, query = ""): Promise<Visit> {
  const visit = await harness.open(options, query);
  await expect.poll(() => visit.page.locator(".back").getAttribute("title")).toContain("\n");
  return visit;
}

/** Where the button is: the distances from the left and the top of the window. */
async function place(page: Page): Promise<readonly [number, number]> {
  const { x, y } = (await page.locator(".back").boundingBox())!;
  return [x, y];
}

const LEFT = 16;
const RIGHT = 1280 - 16 - 40;
const TOP = 16;
const BOTTOM = 720 - 16 - 40;

test("arrow keys move it from corner to corner, and it opens the settings from there", async () => {
  const { page, context, complaints } = await open();
  await page.locator(".back").focus();
  for (const [key, at] of [
    ["ArrowUp", [LEFT, TOP]],
    ["ArrowRight", [RIGHT, TOP]],
    ["ArrowDown", [RIGHT, BOTTOM]],
    ["ArrowLeft", [LEFT, BOTTOM]],
  ] as const) {
    await page.keyboard.press(key);
    expect(await place(page)).toEqual(at);
  }
  expect(await page.evaluate("scrollY")).toBe(0);
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("dragged, it goes to the corner that it is let go near, and that is no click", async () => {
  const { page, context, complaints } = await open();
  await page.mouse.move(LEFT + 20, BOTTOM + 20);
  await page.mouse.down();
  await page.mouse.move(900, 200, { steps: 5 });
  const [x, y] = await place(page);
  expect([Math.round(x), Math.round(y)]).toEqual([880, 180]);
  await page.mouse.up();
  expect(await place(page)).toEqual([RIGHT, TOP]);
  expect(await page.locator("dialog").count()).toBe(0);
  await page.locator(".back").click();
  await page.locator("dialog").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("held, it goes to the next corner; a hand that trembles still clicks", async () => {
  const { page, context } = await open({ hasTouch: true });
  await page.mouse.move(LEFT + 20, BOTTOM + 20);
  await page.mouse.down();
  await expect.poll(() => place(page)).toEqual([LEFT, TOP]);
  await page.mouse.up();
  expect(await page.locator("dialog").count()).toBe(0);
  await page.mouse.move(LEFT + 20, TOP + 20);
  await page.mouse.down();
  await page.mouse.move(LEFT + 23, TOP + 22);
  await page.mouse.up();
  await page.locator("dialog").waitFor();
  await context.close();
});

test("the owner says in which corner it first is, and start is where lines begin", async () => {
  const end = await open({}, "corner=bottom-end");
  expect(await place(end.page)).toEqual([RIGHT, BOTTOM]);
  await end.context.close();
  const arabic = await open({}, "language=ar");
  expect(await place(arabic.page)).toEqual([RIGHT, BOTTOM]);
  await arabic.page.locator(".back").focus();
  await arabic.page.keyboard.press("ArrowLeft");
  expect(await place(arabic.page)).toEqual([LEFT, BOTTOM]);
  await arabic.context.close();
});

const bar = (page: Page, style: string) =>
  page.evaluate((css) => {
    const made = document.createElement("nav");
    made.innerText = "";
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = "Menu";
    made.append(link);
    made.style.cssText = css;
    link.style.cssText = "display:block;height:60px";
    document.body.append(made);
    dispatchEvent(new Event("resize"));
  }, style);

test("at 320 pixels it keeps off a bar of the page's that is pinned there", async () => {
  const { page, context } = await open({ viewport: { width: 320, height: 640 } });
  await bar(page, "position:fixed;inset:auto 0 0;height:60px");
  await expect.poll(async () => (await place(page))[1]).toBeLessThanOrEqual(640 - 60 - 40);
  expect((await place(page))[0]).toBe(16);
  await context.close();
});

test("it covers neither what is last on a page, nor what has the focus; what can be scrolled away it does", async () => {
  const { page, context } = await open({ viewport: { width: 320, height: 640 } });
  // A link of the page is under it now, and can be scrolled from there.
  expect(await place(page)).toEqual([16, 640 - 56]);
  await bar(page, "margin:0 -8px -8px");
  await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
  await expect.poll(async () => (await place(page))[1]).toBeLessThanOrEqual(640 - 60 - 40);
  await page.evaluate("scrollTo(0, 0)");
  await expect.poll(() => place(page)).toEqual([16, 640 - 56]);

  const under = page.locator("main a").filter({ hasText: /^Link \d+$/ });
  const index = await under.evaluateAll((all) =>
    all.findIndex((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return top > 640 - 56 && bottom < 640 - 16;
    }),
  );
  await under.nth(index).focus();
  const { y } = (await under.nth(index).boundingBox())!;
  await expect.poll(async () => (await place(page))[1] + 40).toBeLessThanOrEqual(Math.ceil(y));
  await context.close();
});

test("on paper it isn't, and in forced colours it is seen", async () => {
  const { page, context } = await open({ forcedColors: "active" });
  const { sign, behind } = await page.locator(".back").evaluate((it) => ({
    sign: getComputedStyle(it, "::before").backgroundColor,
    behind: getComputedStyle(it).backgroundColor,
  }));
  expect(sign).not.toBe(behind);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".back").isVisible()).toBe(false);
  await context.close();
});
