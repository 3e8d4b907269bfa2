import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { startHarness } from "./harness.ts";
import type { Harness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const open = async (page: Page): Promise<Locator> => {
  await page.locator(".back").click();
  const dialog = page.locator("dialog");
  await dialog.waitFor();
  return dialog;
};
const focusedClass = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.querySelector("selvedge-consent")?.shadowRoot?.activeElement?.className);

describe("the switches", () => {
  test.each([
    ["", [false, false]],
    ["chosen&p", [true, false]],
    ["chosen&p&m", [true, true]],
  ])("with %j they show what holds now, and nothing is ticked in advance", async (query, on) => {
    const { page, context } = await harness.open({}, query);
    const dialog = await open(page);
    const switches = dialog.getByRole("switch");
    expect(await switches.count()).toBe(2);
    expect([await switches.nth(0).isChecked(), await switches.nth(1).isChecked()]).toEqual(on);
    expect(await dialog.getByRole("switch", { name: "Personalization" }).isChecked()).toBe(on[0]);
    await context.close();
  });

  test("saving answers with what is switched on, and says so", async () => {
    const { page, context } = await harness.open();
    const dialog = await open(page);
    await dialog.getByRole("switch", { name: "Measurement" }).click();
    expect(await page.evaluate("calls")).toEqual([]);
    await dialog.getByRole("button", { name: "Save choice" }).click();
    expect(await page.evaluate("calls")).toEqual([["measurement"]]);
    expect(await dialog.count()).toBe(0);
    expect(await page.getByRole("status").textContent()).toMatch(/^Saved/);
    await context.close();
  });

  test.each([
    ["Accept all", ["personalization", "measurement"]],
    ["Reject all", []],
  ])("%s answers with %j", async (name, purposes) => {
    const { page, context } = await harness.open({}, "chosen&p");
    const dialog = await open(page);
    await dialog.getByRole("button", { name }).click();
    expect(await page.evaluate("calls")).toEqual([purposes]);
    await context.close();
  });

  test.each(WIDGET_LANGUAGES)(
    "in %s accepting and rejecting all are equals, and saving no less, at every width",
    async (language) => {
      const { page, context } = await harness.open({}, `language=${language}`);
      const dialog = await open(page);
      for (const width of [320, 375, 1280]) {
        await page.setViewportSize({ width, height: 720 });
        const looks = await dialog.locator("footer button").evaluateAll((all) =>
          all.map((one) => {
            const { color, backgroundColor, fontWeight, fontSize } = getComputedStyle(one);
            const { width, height } = one.getBoundingClientRect();
            return {
              look: [color, backgroundColor, fontWeight, fontSize],
              size: [width, height].map(Math.round),
            };
          }),
        );
        const [accept, reject, save] = looks;
        expect(looks).toHaveLength(3);
        expect(accept).toEqual(reject);
        expect(save!.look).toEqual(accept!.look);
        expect(await dialog.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
      }
      await context.close();
    },
  );
});

describe("leaving without an answer", () => {
  test("Esc closes, answers nothing, and gives the focus back to the way in", async () => {
    const { page, context } = await harness.open();
    const dialog = await open(page);
    await dialog.getByRole("switch", { name: "Personalization" }).click();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate("calls")).toEqual([]);
    expect(await focusedClass(page)).toBe("back");
    expect((await open(page)) && (await page.getByRole("switch").first().isChecked())).toBe(false);
    await context.close();
  });

  test("so does the cross", async () => {
    const { page, context } = await harness.open();
    const dialog = await open(page);
    await dialog.getByRole("button", { name: "Close without saving" }).click();
    expect(await dialog.count()).toBe(0);
    expect(await page.evaluate("calls")).toEqual([]);
    expect(await focusedClass(page)).toBe("back");
    await context.close();
  });

  test("opened from the question, it goes back to the question", async () => {
    const { page, context } = await harness.open();
    await page.evaluate("widget.show(host)");
    await page.getByRole("button", { name: "Choose in detail" }).click();
    await page.locator("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await focusedClass(page)).toBe("choose");
    expect(await page.locator("section").count()).toBe(1);
    await context.close();
  });
});

test("saved in the settings, the question behind them is answered as well", async () => {
  const { page, context } = await harness.open();
  await page.evaluate("widget.show(host)");
  await page.getByRole("button", { name: "Choose in detail" }).click();
  await page.getByRole("button", { name: "Save choice" }).click();
  expect(await page.evaluate("calls")).toEqual([[]]);
  expect(await page.locator("section, dialog").count()).toBe(0);
  await context.close();
});

test("the dialog keeps the focus inside, reads from its beginning, and Enter on opening does nothing", async () => {
  const { page, context } = await harness.open();
  const dialog = await open(page);
  expect(
    await page.evaluate(() => document.querySelector("selvedge-consent")?.shadowRoot?.activeElement?.id),
  ).toBe("settings");
  await page.keyboard.press("Enter");
  expect(await dialog.count()).toBe(1);
  const seen = new Set<string>();
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement?.id ?? ""));
    seen.add((await focusedClass(page)) ?? "outside");
  }
  // Between two rounds the focus visits the browser's own controls, never the page's links.
  expect([...seen].filter((id) => /^l\d/.test(id))).toEqual([]);
  expect(seen.has("answer save")).toBe(true);
  await context.close();
});

test("Global Privacy Control is told where it is on, and only there", async () => {
  const phrase = "Opt-out preference signal honored";
  for (const gpc of [true, false]) {
    const { page, context } = await harness.open({}, gpc ? "gpc" : "");
    expect(await (await open(page)).getByText(phrase, { exact: true }).count()).toBe(gpc ? 1 : 0);
    await context.close();
  }
});

test.each([
  ["", "Everything is erased."],
  ["stuck", "That didn’t work. Please try again."],
])("erasing (%j) calls the tag once and tells how it went", async (query, told) => {
  const { page, context } = await harness.open({}, query);
  const dialog = await open(page);
  await dialog.getByRole("button", { name: /^Erase/ }).click();
  await dialog.getByRole("status").getByText(told).waitFor();
  expect(await page.evaluate("calls")).toEqual(["erase"]);
  await context.close();
});
