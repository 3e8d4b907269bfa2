import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { directionOf, WIDGET_LANGUAGES } from "../../shared/widget-languages.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { axeFindings } from "../client/axe.ts";
import { answer, sayYes, settled } from "./acts.ts";
import { launchBrowser, newVisitor, type Visitor, type VisitorOptions } from "./harness.ts";
import { startMarked } from "./marks-origin.ts";
import { NOTHING, storageOf } from "./storage.ts";

let browser: Browser;
let shop: Selvedge;
let visitors: Visitor[] = [];
beforeAll(async () => {
  [browser, shop] = [await launchBrowser(), await startMarked()];
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});
beforeEach(async () => {
  await Promise.all(visitors.map((each) => each.close()));
  visitors = [];
});

/** Somebody in Poland, on the page, with its marks in their places. */
async function open(options: VisitorOptions = {}, query = ""): Promise<Visitor> {
  const visitor = await newVisitor(browser, { context: { country: "PL" }, ...options });
  visitors.push(visitor);
  await visitor.page.goto(`${shop.url}${query}`);
  await placed(visitor.page);
  return visitor;
}

/** Somebody is there, and has the marks. */
async function placed(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page.locator("selvedge-marks .mark:visible").first().waitFor();
}
const marks = (page: Page) => page.locator("selvedge-marks .mark:visible");
const markOf = (page: Page, words: string) =>
  marks(page)
    .filter({ visible: true })
    .and(page.getByRole("button", { name: words }));
const card = (page: Page) => page.getByRole("dialog", { name: "Why am I seeing this?" });

test("invariant 1: without an answer a mark says why by the request alone, stores nothing and switches nothing", async () => {
  const visitor = await open();
  const { page } = visitor;
  await page.getByRole("button", { name: "Reject" }).waitFor();
  visitor.forget();
  await markOf(page, "Dzień dobry").click();
  await card(page).getByText("country").first().waitFor();
  expect(await card(page).innerText()).toContain("Polish hero");
  await card(page).getByText("No profile is kept of you here").waitFor();
  expect(await page.getByRole("button", { name: "Less like this" }).count()).toBe(0);
  const sent = (await visitor.sent()).filter(({ url }) => !url.endsWith(".js"));
  const asked = sent.map(({ method, url, body }) => `${method} ${new URL(url).pathname} ${body}`);
  expect(asked).toContain("GET /_selvedge/me null");
  // The terms of the tag may be in the browser's cache.
  expect(asked.filter((each) => !/^GET \/_selvedge\/(me|config) null$/.test(each))).toEqual([]);
  expect(await storageOf(page)).toEqual(NOTHING);
  await card(page).getByRole("button", { name: "Privacy settings" }).click();
  await page.getByRole("button", { name: "Reject all" }).waitFor();
  expect(visitor.errors).toEqual([]);
});

test("one mark on each element that a block with a mark is about, none on others, and nothing of the page is touched", async () => {
  const { page, errors } = await open();
  const names = await marks(page).evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  expect(names.map((name) => name!.replace("Why am I seeing this? ", "")).sort()).toEqual(
    ["Beta Alpha", "Dzień dobry", "New badge", "Offer", "Zobacz"].sort(),
  );
  const body = () => page.evaluate(() => document.body.outerHTML);
  const before = await body();
  await marks(page).first().press("Enter");
  await card(page).waitFor();
  expect(await body()).toBe(before);
  // The block that turns a class is on the hero as well: both are told at one mark.
  await markOf(page, "Dzień dobry").click();
  await expect.poll(() => card(page).getByRole("heading").allTextContents()).toContain("colour");
  expect(errors).toEqual([]);
});

const PLACES = [1280, 320].flatMap((width) => ["ltr", "rtl"].map((dir) => [width, dir] as const));
test.each(PLACES)(
  "at %i pixels, %s, marks cover no words and no controls, and move nothing",
  async (width, dir) => {
    const { page } = await open({ viewport: { width, height: 700 } }, `?dir=${dir}`);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    const found = await page.evaluate(() => {
      const host = document.querySelector("selvedge-marks")!;
      const boxes = [...host.shadowRoot!.querySelectorAll<HTMLElement>(".mark:not([hidden])")].map((each) =>
        each.getBoundingClientRect(),
      );
      const range = document.createRange();
      const taken: [string, DOMRect][] = [];
      const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (!walker.currentNode.textContent!.trim()) continue;
        range.selectNodeContents(walker.currentNode);
        for (const rect of range.getClientRects()) taken.push([walker.currentNode.textContent!, rect]);
      }
      for (const control of document.querySelectorAll("main a"))
        taken.push(["a", control.getBoundingClientRect()]);
      const hit = (a: DOMRect, b: DOMRect) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      return {
        sizes: [...new Set(boxes.map((box) => `${box.width}x${box.height}`))],
        covered: boxes.flatMap((box) => taken.filter(([, other]) => hit(box, other)).map(([what]) => what)),
        wide: document.documentElement.scrollWidth,
        // Whatever the hero's layer is, its mark can be hit; and what is pinned above the page stays above.
        hero: (() => {
          const box = boxes[0]!;
          return document.elementFromPoint(box.left + 12, box.top + 12)?.localName;
        })(),
        shifts: performance.getEntriesByType("layout-shift").length,
      };
    });
    expect(found).toEqual({ sizes: ["24x24"], covered: [], wide: width, hero: "selvedge-marks", shifts: 0 });
  },
);

test("the keyboard finds marks after the page, opens the card, and comes back to the mark", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: "Reject" }).waitFor();
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.className ?? document.activeElement?.id,
    );
  await page.locator("#last").focus();
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("mark");
  await page.keyboard.press("Enter");
  await card(page).waitFor();
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe("why");
  await page.keyboard.press("Escape");
  expect(await card(page).count()).toBe(0);
  expect(await focused()).toBe("mark");
  // Tabbing out of the card leads back, too.
  await page.keyboard.press("Enter");
  await card(page).waitFor();
  for (let step = 0; step < 6 && (await card(page).count()) > 0; step++) await page.keyboard.press("Tab");
  expect(await card(page).count()).toBe(0);
  expect(await focused()).toBe("mark");
});

const SPOKEN = WIDGET_LANGUAGES.flatMap((language) =>
  (["light", "dark"] as const).map((scheme) => [language, scheme] as const),
);
test.each(SPOKEN)(
  "axe finds nothing wrong with marks and what they open in %s, %s",
  async (language, colorScheme) => {
    const { page } = await open(
      { colorScheme, language },
      `?lax&lang=${language}&dir=${directionOf(language)}`,
    );
    // What is still fading in has less contrast than it will have.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await marks(page).first().press("Enter");
    await page.locator(".why .onward").waitFor();
    const both = { include: ["selvedge-marks", "selvedge-consent"] };
    expect((await axeFindings(page, both)).violations).toEqual([]);
    // Contrast is measured inside of `body` only.
    await page.evaluate(() => document.body.append(document.querySelector("selvedge-consent")!));
    expect((await axeFindings(page, "selvedge-consent", ["color-contrast"])).violations).toEqual([]);
  },
);

test("what was put beside the page's own goes at once, and comes back", async () => {
  const { page, errors } = await open();
  await sayYes(page);
  await settled(page);
  await markOf(page, "Offer").click();
  await page.getByRole("button", { name: "Less like this" }).click();
  await page.getByText("It’s gone, and stays away.").waitFor();
  expect(await page.locator("[data-selvedge-block=offer]:visible").count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("It stays as it was.").waitFor();
  expect(await page.locator("[data-selvedge-block=offer]:visible").count()).toBe(2);
  expect(errors).toEqual([]);
});

test("what took the place of the page's own is gone from the next page on", async () => {
  const { page, errors } = await open();
  await sayYes(page);
  await settled(page);
  await markOf(page, "Dzień dobry").click();
  await page.getByRole("button", { name: "Less like this" }).first().click();
  await page.getByText("From the next page on you won’t see this any more.").waitFor();
  await page.getByRole("button", { name: "Load this page again" }).click();
  await page.getByRole("heading", { name: "Hello" }).waitFor();
  expect(await page.getByRole("heading", { name: "Dzień dobry" }).count()).toBe(0);
  expect(errors).toEqual([]);
});

describe("they wait", () => {
  const load = async (isPatient = false) => {
    const visitor = await newVisitor(browser, { context: { country: "PL" } });
    visitors.push(visitor);
    const asked: string[] = [];
    visitor.page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1)!));
    // Nothing else may bring them.
    if (isPatient)
      await visitor.page.addInitScript(() => {
        const { setTimeout } = window;
        window.setTimeout = ((run: () => void, wait = 0) =>
          wait < 3000 ? setTimeout(run, wait) : 0) as typeof setTimeout;
      });
    await visitor.page.goto(shop.url, { waitUntil: "networkidle" });
    expect(asked).toContain("marks.js");
    expect(asked).not.toContain("mark-layer.js");
    return visitor.page;
  };

  test("till somebody does anything", async () => {
    for (const act of [
      (page: Page) => page.mouse.move(2, 2),
      (page: Page) => page.keyboard.press("Tab"),
      (page: Page) => page.evaluate(() => scrollBy(0, 1)),
      (page: Page) => page.locator("main a").first().focus(),
    ]) {
      const page = await load(true);
      expect(await page.locator("selvedge-marks").count()).toBe(0);
      await act(page);
      await page.locator("selvedge-marks").waitFor({ state: "attached" });
    }
  });

  test("but not for ever", async () => {
    const page = await load();
    await marks(page).first().waitFor();
  });
});

test("what a style alone has hidden has its mark once it is seen", async () => {
  const visitor = await newVisitor(browser, { context: { country: "PL" } });
  visitors.push(visitor);
  const { page } = visitor;
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-selvedge-block=offer]{display:none}");
    document.adoptedStyleSheets.push(sheet);
  });
  await page.goto(shop.url);
  await placed(page);
  expect(await markOf(page, "Offer").count()).toBe(0);
  await page.evaluate(() => void (document.adoptedStyleSheets = []));
  await markOf(page, "Offer").waitFor();
});

test("what is ours beside the page has nothing measured anew; what comes into the page has", async () => {
  const { page } = await open();
  // The question stands there, and nothing is looked at any more.
  await page.getByRole("button", { name: "Reject" }).waitFor();
  const measured = () => page.evaluate(() => (window as unknown as { measured: number }).measured);
  await page.evaluate(() => {
    const counting = window as unknown as { measured: number };
    counting.measured = 0;
    const { createRange } = document;
    document.createRange = () => (counting.measured++, createRange.call(document));
  });
  await expect
    .poll(
      async () => {
        const before = await measured();
        await page.waitForTimeout(700);
        return (await measured()) - before;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
  const before = await measured();
  await page.evaluate(() => document.documentElement.append(document.createElement("selvedge-other")));
  await page.waitForTimeout(700);
  expect(await measured()).toBe(before);
  await page.evaluate(() => document.querySelector("main")!.append("More"));
  await expect.poll(measured, { timeout: 10_000 }).toBeGreaterThan(before);
});

test("a page that replaces its body has no marks any more, and no error", async () => {
  const { page, errors } = await open();
  await answer(page, "Reject");
  await page.evaluate(() =>
    document.documentElement.replaceChild(document.createElement("body"), document.body),
  );
  await expect.poll(() => marks(page).count()).toBe(0);
  expect(errors).toEqual([]);
});

test("without marks pages load nothing of them, and HTML is what it was", async () => {
  const plain = await startMarked({
    marks: false,
    blocks: { offer: { target: ".goods", op: "before", html: "<p>Offer" } },
  });
  const visitor = await newVisitor(browser, { context: { country: "PL" } });
  visitors.push(visitor);
  await visitor.page.goto(plain.url);
  await visitor.page.getByText("Offer").waitFor();
  expect(await visitor.page.content()).not.toContain("marks.js");
  expect(await visitor.page.content()).not.toContain("data-selvedge-block");
  await plain.stop();
});
