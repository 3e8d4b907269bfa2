import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatChoice } from "../../../shared/consent.ts";
import { type Receipt, signedReceipt } from "../../../shared/receipt.ts";
import { startHarness, type Harness, type Visit } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const DAY = 20_779;
const RECEIPT: Receipt = {
  site: "my-shop",
  day: DAY,
  accepted: ["personalization"],
  revision: 1,
  texts: { hash: "0123456789abcdefghijklmnopqrstuv", language: "en" },
  method: "question",
  gpc: false,
};

/** Signed by nobody: the device doesn't judge signatures. */
function tokenOf(more: Partial<Receipt> = {}): string {
  const kid = createHash("sha256").update("a key").digest("base64url");
  return `${signedReceipt({ ...RECEIPT, ...more }, kid)}.${"A".repeat(86)}`;
}

/** A visitor who has chosen, and keeps a receipt. */
async function visit(
  token: string | undefined,
  query = "chosen&p",
  options: BrowserContextOptions = {},
  purposes: Receipt["accepted"] = RECEIPT.accepted,
): Promise<Visit> {
  const visited = await harness.open(options, query);
  const value = formatChoice({ purposes, revision: 1, day: DAY, gpc: false, epoch: 1 });
  await visited.context.addCookies([{ name: "sv_c", value, url: harness.url }]);
  if (token !== undefined)
    await visited.page.evaluate((kept) => localStorage.setItem("selvedge-receipt", kept), token);
  return visited;
}

async function openSettings(page: Page): Promise<string> {
  await page.locator(".back").click();
  await page.locator("dialog").waitFor();
  const section = page.locator("dialog .receipt");
  return (await section.count()) > 0 ? section.innerText() : "";
}

const keptIn = (page: Page) => page.evaluate(() => localStorage.getItem("selvedge-receipt"));

test("the settings show the receipt in plain words, and nothing about it where there is none", async () => {
  const { page, context, complaints } = await visit(tokenOf());
  const shown = await openSettings(page);
  expect(shown).toContain("November 22, 2026");
  expect(shown.replaceAll(/\s+/g, " ")).toMatch(/Yes to Personalization No to Measurement/);
  expect(complaints).toEqual([]);
  await context.close();
  const without = await visit(undefined);
  expect(await openSettings(without.page)).toBe("");
  expect(without.complaints).toEqual([]);
  await without.context.close();
});

test.each([
  ["en", "Download the receipt", ["Site: ", "Yes to: Personalization", "No to: Measurement", "Language: en"]],
  ["ru", "Скачать подтверждение", ["Сайт: ", "Да: ", "Нет: ", "Язык: en"]],
])(
  "in %s it downloads as a text with the token in it, also under the strictest policy",
  async (language, name, lines) => {
    const token = tokenOf();
    const { page, context, complaints } = await visit(token, `chosen&p&language=${language}`);
    await openSettings(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("consent-receipt-2026-11-22.txt");
    const file = await readFile(await download.path(), "utf8");
    for (const line of [...lines, "UTC: 2026-11-22", "0123456789abcdefghijklmnopqrstuv", "/_s/receipt-keys"])
      expect(file).toContain(line);
    expect(file.trimEnd().split("\n").at(-1)).toBe(token);
    expect(complaints).toEqual([]);
    expect(await page.evaluate("violations")).toEqual([]);
    await context.close();
  },
);

test.each<[string, string, Receipt["accepted"]?]>([
  ["another choice", tokenOf({ accepted: [] })],
  ["another revision", tokenOf({ revision: 2 })],
  ["another day", tokenOf({ day: DAY - 2 })],
  ["a choice that was taken back", tokenOf(), []],
  ["nobody, since it is none", "garbage"],
  ["nobody, since something hides in it", `${tokenOf()}.more`],
])("one of %s is not shown, but removed", async (_, token, purposes) => {
  const { page, context, complaints } = await visit(token, "chosen&p", {}, purposes);
  expect(await openSettings(page)).toBe("");
  expect(await keptIn(page)).toBeNull();
  expect(complaints).toEqual([]);
  await context.close();
});

test("it is removed as soon as the question is asked anew", async () => {
  const { page, context } = await visit(tokenOf());
  await page.evaluate("widget.show(host)");
  await page.locator("section.card").waitFor();
  expect(await keptIn(page)).toBeNull();
  await context.close();
});

test("the settings open without it where its part doesn't arrive, or never answers", async () => {
  for (const fate of ["fails", "hangs"]) {
    const { page, context } = await visit(tokenOf());
    await page.route("**/receipt.js", (route) => (fate === "fails" ? route.abort() : undefined));
    expect(await openSettings(page)).toBe("");
    await page.getByRole("button", { name: "Reject all" }).click();
    expect(await page.evaluate("calls")).toEqual([[]]);
    await context.close();
  }
});

test("what the tag hands over is kept, in the place of the one before, unless another choice was made meanwhile", async () => {
  const { page, context } = await visit(tokenOf({ method: "settings" }));
  const hand = (token: string) =>
    page.evaluate(`import(host.base + "/receipt.js").then((part) => part.show(host, "${token}"))`);
  await hand(tokenOf());
  expect(await keptIn(page)).toBe(tokenOf());
  await hand(tokenOf({ accepted: [] }));
  expect(await keptIn(page)).toBe(tokenOf());
  await context.close();
});

test("where the browser refuses storage, question and settings work without it", async () => {
  const { page, context, complaints } = await visit(undefined);
  await page.evaluate(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.evaluate("widget.show(host)");
  await page.getByRole("button", { name: "Choose in detail" }).click();
  await page.getByRole("button", { name: "Save choice" }).click();
  expect(await page.evaluate("calls")).toEqual([["personalization"]]);
  expect(complaints).toEqual([]);
  await context.close();
});

test.each(["light", "dark"] as const)("axe finds nothing wrong with it, %s", async (colorScheme) => {
  const { page, context } = await visit(tokenOf(), "chosen&p", {
    colorScheme,
    bypassCSP: true,
    reducedMotion: "reduce",
    viewport: { width: 1000, height: 1600 },
  });
  await openSettings(page);
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  // It can measure contrast inside of `body` only.
  const found = await page.evaluate<{ violations: { id: string }[]; passes: { id: string }[] }>(`{
    document.body.append(document.querySelector("selvedge-consent"));
    document.querySelector("selvedge-consent").shadowRoot.querySelector("dialog").show();
    axe.run("selvedge-consent", { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
  }`);
  expect(found.violations).toEqual([]);
  expect(found.passes.map(({ id }) => id)).toContain("color-contrast");
  await context.close();
});
