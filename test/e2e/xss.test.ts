import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatChoice } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import { settled } from "./acts.ts";
import { storageOf } from "./storage.ts";
import { launchBrowser, newVisitor, type Visitor } from "./harness.ts";
import { attackWith, OWN_VALUE, startXssStage, type XssStage } from "./xss-stage.ts";
import { VECTORS } from "./xss-vectors.ts";

let stage: XssStage;
let browser: Browser;
let visitor: Visitor;
let page: Page;
/** What has run, or wanted to. */
const executed: string[] = [];

beforeAll(async () => {
  [stage, browser] = await Promise.all([startXssStage(), launchBrowser()]);
  visitor = await newVisitor(browser);
  page = visitor.page;
  const value = formatChoice({
    purposes: ["personalization"],
    revision: 1,
    day: dayOf(Date.now()),
    gpc: false,
    epoch: 1,
  });
  await visitor.context.addCookies([{ name: "sv_c", value, url: stage.url }]);
  await visitor.context.exposeFunction("xss", () => void executed.push("ran"));
  page.on("dialog", (dialog) => {
    executed.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
});
afterAll(async () => {
  await browser.close();
  await stage.stop();
});

/** Opens the page, pokes at everything in it, and tells what has run. */
async function open(): Promise<{ ran: readonly string[]; skeleton: string; urls: readonly string[] }> {
  executed.length = 0;
  stage.reports.length = 0;
  await page.goto(`${stage.url}/`, { waitUntil: "domcontentloaded" });
  const found = await page.evaluate(poke);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return { ...found, ran: [...executed, ...stage.reports] };
}

/** Runs in the page: sends every element what could wake a handler, and tells of which elements and attributes it is made. */
function poke(): { skeleton: string; urls: readonly string[] } {
  const skeleton: string[] = [];
  const urls: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    const names = element.getAttributeNames();
    skeleton.push(`${element.tagName} ${names.join(" ")}`);
    for (const type of ["mouseover", "focus", "error", "load", "toggle", "pointerenter"])
      element.dispatchEvent(new Event(type));
    for (const name of ["href", "src", "action", "data", "srcdoc", "formaction"])
      if (name in element && element.hasAttribute(name))
        urls.push(String((element as unknown as Record<string, unknown>)[name]));
  }
  return { skeleton: skeleton.join("\n"), urls };
}

/** Three at a time, since each page takes its time. */
const THREES = Object.entries(VECTORS).flatMap((_, index, all) => {
  if (index % 3 !== 0) return [];
  const three = all.slice(index, index + 3);
  return [[three.map(([name]) => name).join("; "), three.map(([, vector]) => vector)] as const];
});

const SAFE = /^(?:https?|mailto|tel):/;

test("the sentinel sees what runs, and what would have run under a policy", async () => {
  stage.raw = "<script>xss()</script><img src=x onerror=xss()><p onmouseover=xss()>";
  const { ran } = await open();
  stage.raw = undefined;
  await expect.poll(() => executed.filter((what) => what === "ran").length).toBeGreaterThanOrEqual(3);
  await expect.poll(() => stage.reports.length).toBeGreaterThanOrEqual(2);
  expect(ran.length).toBeGreaterThan(0);
});

describe("invariant 8: nothing that a visitor can send runs", () => {
  let harmless: string;
  beforeAll(async () => {
    stage.attack = attackWith(["harmless"]);
    harmless = (await open()).skeleton;
    // All of it is there, in each place.
    expect(
      await page.evaluate(() => document.querySelectorAll("p, i[title], a, img").length),
    ).toBeGreaterThan(150);
    expect(await page.evaluate(() => document.body.innerHTML.split("harmless").length)).toBeGreaterThan(500);
    expect(stage.logs.join("\n")).not.toContain("stayed as it was");
  });

  test.each(THREES)("%s", async (name, vectors) => {
    // In other charsets there are bytes that could take a quote along.
    for (const charset of /bytes|quote|escape/.test(name) ? ["utf-8", "gbk", "shift_jis"] : ["utf-8"]) {
      stage.charset = charset;
      stage.attack = attackWith(vectors);
      const { ran, skeleton, urls } = await open();
      expect(ran, charset).toEqual([]);
      expect(skeleton, charset).toBe(harmless);
      expect(
        urls.filter((url) => !SAFE.test(url)),
        charset,
      ).toEqual([]);
      // The decision is JSON, and nothing else, to the end of its element.
      const decision = await page.evaluate(() => document.getElementById("selvedge-decision")!.textContent);
      expect(JSON.parse(decision)).toMatchObject({
        segments: expect.arrayContaining(["has-path", "has-city"]),
      });
    }
  });

  test("what the endpoints answer is never a page", async () => {
    for (const [, vectors] of THREES) {
      const { path, headers } = attackWith(vectors);
      for (const begin of ["/_selvedge/me?page=/", "/_selvedge/", "/_selvedge/config?"]) {
        const response = await fetch(`${stage.url}${begin}${path.slice(1)}`, {
          headers: headers as Record<string, string>,
        });
        expect(response.headers.get("content-type")).toMatch(/^application\/(problem\+)?json$/);
        expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      }
    }
    stage.attack = {
      path: `/_selvedge/me?page=/${encodeURIComponent(VECTORS["image"]!)}`,
      headers: attackWith([VECTORS["image"]!]).headers,
    };
    expect((await open()).ran).toEqual([]);
    expect(await page.evaluate(() => document.body.textContent)).toContain("onerror=");
  });

  test("values of the owner's that look like markup are text where they are printed", async () => {
    stage.charset = "utf-8";
    stage.attack = attackWith(["harmless"]);
    await open();
    await settled(page);
    const tell = () => page.waitForResponse((response) => response.url().endsWith("/signals"));
    await Promise.all([tell(), page.locator("#choose").click()]);
    await settled(page);
    const { ran, skeleton } = await open();
    expect(ran).toEqual([]);
    expect(skeleton).not.toBe(harmless);
    for (const name of ["chosen", "looked"])
      expect(await page.locator(`.content p.n-${name} b`).textContent(), name).toBe(`a ${OWN_VALUE} b`);
    expect(await page.locator("img[onerror], [onfocus]").count()).toBe(0);
  });

  test("what the device alone knows is shown as text", async () => {
    await open();
    await page.evaluate((texts) => {
      const { selvedge } = window as unknown as { selvedge(...words: unknown[]): void };
      for (const what of texts) selvedge("event", "say", { what });
    }, Object.values(VECTORS));
    await settled(page);
    const kept = JSON.stringify((await storageOf(page)).databases);
    expect(kept).toContain("onerror=xss()");
    await page.locator("[data-selvedge=preferences]").click();
    await page.getByRole("button", { name: "Reject all" }).waitFor();
    expect(
      await page.evaluate(
        () =>
          document
            .querySelector("selvedge-consent")
            ?.shadowRoot?.querySelectorAll("img, script, iframe, svg[onload]").length,
      ),
    ).toBe(0);
    expect([...executed, ...stage.reports]).toEqual([]);
  });
});
