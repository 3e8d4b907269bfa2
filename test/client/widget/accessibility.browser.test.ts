import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { axeFindings } from "../axe.ts";
import { startHarness, type Harness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const CASES = WIDGET_LANGUAGES.flatMap((language) =>
  (["light", "dark"] as const).map((scheme) => [language, scheme] as const),
);

describe.each(CASES)("in %s, %s", (language, colorScheme) => {
  test.each([
    ["the question", "widget.show(host)", "section.card"],
    ["the settings", "host.settings()", "dialog .sensitive"],
    [
      "a question about something sensitive",
      `import("/_s/sensitive.js").then((it) => it.ask("/_s", "diet", "x"))`,
      "section h2",
    ],
  ])("axe finds nothing wrong with %s", async (_, run, selector) => {
    const { page, context } = await harness.open(
      { colorScheme, bypassCSP: true, reducedMotion: "reduce" },
      `language=${language}&gpc&p&sensitive`,
    );
    await page.evaluate((lang) => (document.documentElement.lang = lang), language);
    await page.evaluate(run);
    await page.locator(selector).waitFor();
    expect((await axeFindings(page, "selvedge-consent")).violations).toEqual([]);

    // It can measure contrast inside of `body` only, and of what isn't scrolled away.
    await page.setViewportSize({ width: 1280, height: 2400 });
    await page.evaluate(() => document.body.append(document.querySelector("selvedge-consent")!));
    const contrast = await axeFindings(page, "selvedge-consent", ["color-contrast"]);
    expect([contrast.violations, contrast.incomplete]).toEqual([[], []]);
    // It doesn't take Arabic letters for text: there it measures only what has Latin ones in it.
    expect(contrast.passed).toBeGreaterThanOrEqual(language === "ar" ? 1 : 5);
    await context.close();
  });
});

test("under the strictest policy both layers work, in all languages, without a violation or a complaint", async () => {
  for (const language of WIDGET_LANGUAGES) {
    const { page, context, complaints } = await harness.open({}, `language=${language}`);
    await page.evaluate("widget.show(host)");
    await page.locator(".choose").click();
    await page.locator(".save").click();
    expect(await page.evaluate("calls")).toEqual([[]]);
    expect(await page.evaluate("violations")).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("without constructable sheets and modal dialogs it works unstyled, and Esc still closes", async () => {
  const { page, context, complaints } = await harness.open({}, "old");
  await page.evaluate("widget.show(host)");
  await page.getByRole("button", { name: "Choose in detail" }).click();
  await page.locator("dialog").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("dialog").count()).toBe(0);
  await page.getByRole("button", { name: "Reject" }).click();
  expect(await page.evaluate("calls")).toEqual([[]]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("targets are 24 pixels or more, and large text at 320 pixels doesn't scroll sideways", async () => {
  const { page, context } = await harness.open(
    { viewport: { width: 320, height: 568 }, bypassCSP: true },
    "language=ru",
  );
  await page.evaluate("widget.show(host)");
  await page.locator("section.card").waitFor();
  await page.evaluate(() => {
    const card = document
      .querySelector("selvedge-consent")!
      .shadowRoot!.querySelector<HTMLElement>("section")!;
    card.style.fontSize = "32px";
  });
  const box = (await page.locator("section.card").boundingBox())!;
  expect(box.y).toBeGreaterThan(0);
  for (const button of await page.locator("section button").all()) {
    const { x, y, width, height } = (await button.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(320);
    expect(y + height).toBeLessThanOrEqual(568);
    expect(await button.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  }
  await context.close();
});

test("a page's own rules for everything and for undefined elements don't reach it", async () => {
  const { page, context } = await harness.open({ bypassCSP: true });
  await page.addStyleTag({
    content:
      "*{color:red;font-size:3px;letter-spacing:9px;visibility:hidden}:not(:defined){display:none}html{font-size:62.5%}",
  });
  await page.evaluate("widget.show(host)");
  const card = page.locator("section.card");
  await card.waitFor({ state: "visible" });
  const { fontSize, letterSpacing } = await card.evaluate((it) => {
    const style = getComputedStyle(it);
    return { fontSize: style.fontSize, letterSpacing: style.letterSpacing };
  });
  expect([fontSize, letterSpacing]).toEqual(["16px", "normal"]);
  await context.close();
});

test("it isn't printed", async () => {
  const { page, context } = await harness.open();
  await page.evaluate("widget.show(host)");
  await page.locator("section.card").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("section.card").isVisible()).toBe(false);
  await context.close();
});
