import { afterAll, beforeAll, expect, test } from "vitest";
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

test.each(CASES)("in %s, %s, axe finds nothing wrong with any of it", async (language, colorScheme) => {
  const { page, context } = await harness.open(
    // So high that nothing is scrolled away, where contrast can't be measured.
    { colorScheme, bypassCSP: true, reducedMotion: "reduce", viewport: { width: 1280, height: 5000 } },
    `language=${language}&p&chosen`,
  );
  await page.evaluate(
    `known.paused = true; known.switchedOff = { attributes: ["favourite"], segments: ["returning"], blocks: ["gone"] };
    import(host.base + "/centre.js").then((it) => it.show(host))`,
  );
  const dialog = page.locator("dialog.centre");
  // All of it is there, and isn't shown anew under the pointer.
  await dialog.locator("[aria-busy=false] details").first().waitFor();
  for (const summary of await dialog.locator(".part > details > summary").all()) await summary.click();
  await dialog.locator(".message").first().waitFor();
  for (const summary of await dialog.locator(".message summary").all()) await summary.click();
  expect((await axeFindings(page, "selvedge-consent")).violations).toEqual([]);

  // It can measure contrast inside of `body` only.
  await page.evaluate(() => {
    const host = document.querySelector("selvedge-consent")!;
    document.body.append(host);
    host.shadowRoot!.querySelector("dialog")!.show();
  });
  const contrast = await axeFindings(page, "selvedge-consent", ["color-contrast"]);
  expect([contrast.violations, contrast.incomplete]).toEqual([[], []]);
  // It does not take Arabic letters for text: there it measures only what has Latin ones in it.
  expect(contrast.passed).toBeGreaterThanOrEqual(language === "ar" ? 5 : 40);
  await context.close();
});
