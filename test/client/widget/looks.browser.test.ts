import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHarness } from "./harness.ts";
import type { Harness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const LAYERS = [
  ["the question", "widget.show(host)", "section.card", ".answer"],
  ["the settings", "host.settings()", "dialog.card", "footer .answer"],
] as const;
const show = async (page: Page, run: string, selector: string) => {
  await page.evaluate(run);
  const layer = page.locator(selector);
  await layer.waitFor();
  return layer;
};

describe.each(LAYERS)("%s", (_, run, selector, answers) => {
  test.each([
    [320, 568],
    [375, 667],
    [1280, 800],
    [3840, 2160],
  ])(
    "lies within %i × %i, with all its answers in reach, also with the text twice as large",
    async (width, height) => {
      for (const size of ["", "32px"]) {
        const { page, context } = await harness.open(
          { viewport: { width, height }, bypassCSP: true, reducedMotion: "reduce" },
          "language=de",
        );
        const layer = await show(page, run, selector);
        await layer.evaluate((it, fontSize) => ((it as HTMLElement).style.fontSize = fontSize), size);
        for (const answer of [layer, ...(await page.locator(answers).all())]) {
          await answer.scrollIntoViewIfNeeded();
          const { x, y, width: across, height: down } = (await answer.boundingBox())!;
          expect([x >= 0, y >= 0, x + across <= width, y + down <= height]).toEqual([true, true, true, true]);
          expect(await answer.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
        }
        await context.close();
      }
    },
  );

  test("moves only where motion is welcome", async () => {
    for (const reducedMotion of ["reduce", "no-preference"] as const) {
      const { page, context } = await harness.open({ reducedMotion });
      const layer = await show(page, run, selector);
      const moving = await layer.evaluate((it) =>
        [it, ...it.querySelectorAll("*")].flatMap((each) => {
          const { animationName, transitionDuration } = getComputedStyle(each);
          return animationName === "none" && /^(0s|1e-05s)$/.test(transitionDuration) ? [] : [each.localName];
        }),
      );
      expect(moving.length > 0).toBe(reducedMotion === "no-preference");
      await context.close();
    }
  });

  test("in forced colours every control keeps an edge, and accepting and rejecting stay equals", async () => {
    const { page, context } = await harness.open({ forcedColors: "active" });
    await show(page, run, selector);
    const looks = await page.locator(answers).evaluateAll((all) =>
      all.map((one) => {
        const { color, backgroundColor, borderTopColor, borderTopWidth, borderTopStyle } =
          getComputedStyle(one);
        return { color, backgroundColor, borderTopColor, edge: `${borderTopWidth} ${borderTopStyle}` };
      }),
    );
    for (const look of looks) expect(look).toEqual(looks[0]);
    expect(looks[0]!.edge).toBe("1px solid");
    expect(looks[0]!.borderTopColor).not.toBe(looks[0]!.backgroundColor);
    expect(looks[0]!.color).not.toBe(looks[0]!.backgroundColor);
    await context.close();
  });

  test("shifts nothing of the page, coming and going", async () => {
    const { page, context } = await harness.open();
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const top of [0, 100_000]) {
      await page.evaluate((to) => scrollTo(0, to), top);
      const before = await page.evaluate(() => scrollY);
      await show(page, run, selector);
      await page.waitForTimeout(400);
      expect(await page.evaluate(() => scrollY)).toBe(before);
      await page.locator(answers).nth(1).click();
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => scrollY)).toBe(before);
    }
    expect(await page.evaluate("shifts")).toEqual([]);
    await context.close();
  });

  test("takes the owner's colours, corners and letters, by custom properties and parts", async () => {
    const { page, context } = await harness.open({ bypassCSP: true });
    await page.addStyleTag({
      content:
        ":root{--selvedge-accent:rgb(1,2,3);--selvedge-on-accent:rgb(250,251,252);--selvedge-background:rgb(9,8,7);" +
        "--selvedge-text:rgb(240,241,242);--selvedge-radius:3px;--selvedge-font:monospace}" +
        "selvedge-consent::part(title){text-transform:uppercase}",
    });
    const layer = await show(page, run, selector);
    const styleOf = (selector: string, name: "color") =>
      page
        .locator(selector)
        .first()
        .evaluate((it, of) => getComputedStyle(it)[of], name);
    expect(await layer.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe("rgb(9, 8, 7)");
    expect(await layer.evaluate((it) => getComputedStyle(it).borderStartStartRadius)).toBe("3px");
    expect(await layer.evaluate((it) => getComputedStyle(it).fontFamily)).toBe("monospace");
    expect(await styleOf(answers, "color")).toBe("rgb(250, 251, 252)");
    expect(await layer.locator("h2").evaluate((it) => getComputedStyle(it).textTransform)).toBe("uppercase");
    await context.close();
  });
});

test("what is read to its end, such as the policy, isn't hidden by the question", async () => {
  const { page, context } = await harness.open({ viewport: { width: 375, height: 667 } });
  const card = await show(page, "widget.show(host)", "section.card");
  await page.evaluate(() => scrollTo(0, 100_000));
  const last = (await page.locator("#l59").boundingBox())!;
  expect(last.y + last.height).toBeLessThanOrEqual((await card.boundingBox())!.y);
  await context.close();
});

test("a page that doesn't scroll isn't made to by the question", async () => {
  const { page, context } = await harness.open({ viewport: { width: 1280, height: 5000 } });
  await show(page, "widget.show(host)", "section.card");
  const { clientHeight, scrollHeight } = await page.evaluate(() => ({
    clientHeight: document.documentElement.clientHeight,
    scrollHeight: document.documentElement.scrollHeight,
  }));
  expect(scrollHeight).toBe(clientHeight);
  await context.close();
});
