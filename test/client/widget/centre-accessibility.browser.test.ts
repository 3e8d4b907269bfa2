import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { startHarness, type Harness } from "./harness.ts";

type Findings = readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
type AxeResult = Readonly<Record<"violations" | "incomplete" | "passes", Findings>>;

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const told = (findings: Findings): string[] =>
  findings.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));

let harness: Harness;
let axe = "";
beforeAll(async () => {
  harness = await startHarness();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
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
  await dialog.locator("ul details, details").first().waitFor();
  for (const summary of await dialog.locator(".part > details > summary").all()) await summary.click();
  await dialog.locator(".message").first().waitFor();
  for (const summary of await dialog.locator(".message summary").all()) await summary.click();
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResult>(
    `axe.run("selvedge-consent", { runOnly: ${JSON.stringify(TAGS)} })`,
  );
  expect(told(found.violations)).toEqual([]);

  // It can measure contrast inside of `body` only.
  const contrast = await page.evaluate<AxeResult>(`{
    document.body.append(document.querySelector("selvedge-consent"));
    document.querySelector("selvedge-consent").shadowRoot.querySelector("dialog").show();
    axe.run("selvedge-consent", { runOnly: ["color-contrast"] });
  }`);
  expect(told(contrast.violations)).toEqual([]);
  expect(told(contrast.incomplete)).toEqual([]);
  // It does not take Arabic letters for text: there it measures only what has Latin ones in it.
  expect(contrast.passes[0]!.nodes.length).toBeGreaterThanOrEqual(language === "ar" ? 5 : 40);
  await context.close();
});
