import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../shared/preview/link.ts";
import { compiledSite } from "../../tools/compiled.ts";
import { sealLink } from "../../tools/preview-token.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { axeFindings } from "../client/axe.ts";
import { sayYes, settled, visit } from "./acts.ts";
import { checkSiteText } from "./checked-site.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
import { readShopSite } from "./shop-site.ts";
import { storageOf } from "./storage.ts";
import { withTests } from "./tested-site.ts";
import { visitorsOfTest } from "./visitors.ts";

const file = await readShopSite();
withTests(file);
const { site } = checkSiteText(file);
const compiled = compiledSite(site);

let shop: Selvedge;
let browser: Browser;
let visitor: Visitor;
let page: Page;
const visitors = visitorsOfTest();

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop({ site: withTests }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});
beforeEach(() => begin());

async function begin(options: VisitorOptions = {}): Promise<void> {
  visitor = await newVisitor(browser, { context: { hour: 10 }, ...options });
  visitors.push(visitor);
  page = visitor.page;
}

async function link(who: "me" | "visitor"): Promise<string> {
  const now = Date.now();
  const until = Math.floor(now / 1000) + 1800;
  const preview =
    who === "me" ? previewOfMe(compiled, until) : previewOfSegment("returning", compiled, dayOf(now), until);
  const secret = await readFile(join(shop.folder, "secret"), "utf8");
  return linkOf(shop.url, site.path, sealLink(preview, secret, site.id), "/");
}

const panel = () => page.getByRole("region", { name: "Preview inspector" });
const row = (id: string) => panel().locator(`[data-id="${id}"]`);
const open = (layer: string) => page.getByRole("tab", { name: layer }).click();
const promise = () => page.getByText("Mended free for as long as you own it.");
const switchTo = async (name: string) => {
  const loads = page.waitForEvent("load");
  await row("promise").getByRole("button", { name }).click();
  await loads;
};

describe("experiments in the inspector", () => {
  test("stand in the pyramid with the variant, why it is that one, and whom it leads to", async () => {
    await page.goto(await link("visitor"));
    expect(await page.getByRole("tab", { name: "Experiments" }).textContent()).toBe("Experiments1");
    await open("Experiments");
    expect(await row("promise").innerText()).toContain("Shows “As today”");
    expect(await row("promise").innerText()).toContain(
      "A preview draws nobody, so what everybody gets who takes no part.",
    );
    // It has no block on this page.
    expect(await row("far").count()).toBe(0);
    await row("promise").getByRole("button", { name: "Promise of repair" }).click();
    expect(await page.getByRole("tab", { selected: true }).textContent()).toContain("Blocks");
    expect(await row("promise").textContent()).toContain("Another variant of its experiment");
    await row("promise").getByRole("button", { name: "Promise at the top" }).click();
    expect(await page.getByRole("tab", { selected: true }).textContent()).toContain("Experiments");
  });

  test("each variant is switched to and looked at, and all of it is taken back", async () => {
    await page.goto(await link("visitor"));
    expect(await promise().count()).toBe(0);
    await open("Experiments");
    await switchTo("With the promise");
    expect(await promise().count()).toBe(1);
    expect(await row("promise").innerText()).toContain("Chosen by you.");
    const pressed = row("promise").locator("[aria-pressed=true]");
    expect(await pressed.textContent()).toContain("With the promise");
    expect(await pressed.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
    await switchTo("As today");
    expect(await promise().count()).toBe(0);
    await switchTo("Auto");
    expect(await panel().getByRole("button", { name: /Undo/ }).count()).toBe(0);
    expect((await visitor.sent()).filter(({ url }) => url.endsWith("/signals"))).toEqual([]);
    expect(Object.keys((await storageOf(page)).cookies)).toEqual(["sv_preview"]);
  });

  test("invariant 7: what is looked at in the preview of oneself is neither counted nor kept, and what was drawn stays", async () => {
    await page.goto(shop.url);
    await sayYes(page);
    await page.goto(await link("me"));
    await open("Experiments");
    expect(await row("promise").innerText()).toContain("Drawn by chance, and kept.");
    await switchTo("As today");
    await settled(page);
    expect(await promise().count()).toBe(0);
    const kept = new Map((await storageOf(page)).databases["selvedge/kept"]);
    const { cohorts = {} } = (kept.get("counted") ?? {}) as { cohorts?: object };
    expect(Object.keys(cohorts).filter((cohort) => cohort.startsWith("x."))).toEqual([]);
    expect(JSON.stringify(kept.get("profile"))).toContain('"promise":[2,');
    const loads = page.waitForEvent("load");
    await panel().getByRole("button", { name: "End preview" }).click();
    await loads;
    await visit(page, shop.url);
    expect(await promise().count()).toBe(1);
    const after = new Map((await storageOf(page)).databases["selvedge/kept"]);
    expect(JSON.stringify(after.get("counted"))).toContain('"x.promise.2"');
  });
});

describe.each(["light", "dark"] as const)("axe, %s", (colorScheme) => {
  test.each([
    { width: 1280, height: 1400 },
    { width: 360, height: 740 },
  ])("finds nothing wrong with experiments at $width", async (viewport) => {
    await begin({ colorScheme, viewport });
    await page.goto(await link("visitor"));
    const pill = page.getByRole("button", { name: /^Open the inspector/ });
    if (await pill.isVisible()) await pill.click();
    await open("Experiments");
    await switchTo("With the promise");
    // It can measure contrast inside of `body` only.
    await page.evaluate(() => document.body.append(document.querySelector("selvedge-inspector")!));
    expect((await axeFindings(page, "selvedge-inspector")).violations).toEqual([]);
  });
});
