import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../shared/preview/link.ts";
import { refuseSelector } from "../../shared/site/selector.ts";
import { compiledSite } from "../../tools/compiled.ts";
import { sealLink } from "../../tools/preview-token.ts";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { readCells } from "../../worker/cells.ts";
import { axeFindings } from "../client/axe.ts";
import { sayYes, settled } from "./acts.ts";
import { launchBrowser, newVisitor, startShop, type Visitor, type VisitorOptions } from "./harness.ts";
import { shopSite } from "./shop-site.ts";
import { NOTHING, storageOf } from "./storage.ts";

const site = await shopSite();
const compiled = compiledSite(site);

/** A block that reads nothing, so that the plan stays that of the demo. */
function withSurvey(file: Record<string, unknown>): void {
  Object.assign(file["blocks"] as object, {
    survey: {
      op: "ask",
      kind: "inline",
      pages: ["/"],
      target: "[data-slot=business]",
      questions: [
        { id: "nps", preset: "nps", next: { "0-6": "why", "7-10": "end" } },
        { id: "why", preset: "why", to: "https://owner.example/feedback" },
      ],
    },
  });
}

let shop: Selvedge;
let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop({ site: withSurvey }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});
beforeEach(() => begin());
afterEach(() => visitor.close());

async function begin(options: VisitorOptions = {}): Promise<void> {
  visitor = await newVisitor(browser, { context: { hour: 10 }, ...options });
  page = visitor.page;
}

async function link(segment?: string, path = "/"): Promise<string> {
  const until = Math.floor(Date.now() / 1000) + 1800;
  const preview =
    segment === undefined
      ? previewOfMe(compiled, until)
      : previewOfSegment(segment, compiled, dayOf(Date.now()), until);
  const secret = await readFile(join(shop.folder, "secret"), "utf8");
  return linkOf(shop.url, site.path, sealLink(preview, secret, site.id), path);
}

const panel = () => page.getByRole("region", { name: "Preview inspector" });
const row = (id: string) => panel().locator(`[data-id="${id}"]`);
const hero = () => page.locator("[data-slot=hero] h1").textContent();

/** What has been counted today. */
async function countsIn(): Promise<unknown> {
  const [COUNTER, TOTALS] = await Promise.all([
    shop.worker.getDurableObjectNamespace("COUNTER"),
    shop.worker.getDurableObjectNamespace("TOTALS"),
  ]);
  const today = dayOf(Date.now());
  const days = await readCells({ COUNTER, TOTALS }, site.id, today, today, "");
  return days[today] ?? {};
}

/** Presses something that loads the page anew, and waits for that. */
async function reloading(act: () => Promise<void>): Promise<void> {
  const loads = page.waitForEvent("load");
  await act();
  await loads;
}

describe("messages and questions in a preview of somebody else", () => {
  const message = () => page.locator("selvedge-message");

  test("a message is shown when the owner says so, and nothing of it is kept or sent", async () => {
    await page.goto(await link("left-basket"));
    expect(await message().count()).toBe(0);
    expect(await row("remember-basket").textContent()).toContain("Comes when its moment has come");
    const show = row("remember-basket").getByRole("button", { name: "Show it now" });
    await show.click();
    await message().getByText("Your basket is as you left it").waitFor();
    expect((await axeFindings(page, "selvedge-message")).violations).toEqual([]);
    await message().getByRole("button", { name: "Close" }).click();
    expect(await message().count()).toBe(0);
    // As often as one likes.
    await page.keyboard.press("Alt+Shift+KeyP");
    await show.click();
    await message().waitFor();
    expect((await storageOf(page)).databases).toEqual({});
    expect(Object.keys((await storageOf(page)).local)).toEqual([]);
    expect(
      (await visitor.sent()).filter(({ method, url }) => method === "POST" && !url.includes("/preview/")),
    ).toEqual([]);
    expect(visitor.errors).toEqual([]);
  });

  test("questions can be gone through, without an answer being kept or sent", async () => {
    await page.goto(await link("returning"));
    const form = page.locator("[data-slot=business] form");
    await form.getByRole("radio", { name: "3", exact: true }).check();
    await form.getByRole("button", { name: "Next", exact: true }).click();
    await form.getByRole("textbox").fill("canary");
    await form.getByRole("button", { name: "Send", exact: true }).click();
    await form.getByText("Thank you!").waitFor();
    expect(new URL(page.url()).search).toBe("");
    expect((await storageOf(page)).databases).toEqual({});
    expect(Object.keys((await storageOf(page)).local)).toEqual([]);
    expect(JSON.stringify(await visitor.sent())).not.toContain("canary");
    expect(visitor.errors).toEqual([]);
  });
});

describe("a preview of a segment", () => {
  test("shows its page, what of it blocks have written, and why others lost", async () => {
    await page.goto(await link("returning"));
    expect(page.url()).toBe(`${shop.url}/`);
    expect(await hero()).toBe("Good to see you again. The kettle is on.");
    await expect.poll(() => panel().isVisible()).toBe(true);
    expect(await row("hero-returning").textContent()).toMatch(/Shown · case 2.*“Visits” is at least 2/s);
    expect(await row("hero-campaign").textContent()).toMatch(/Its condition doesn’t hold.*“spring” needed/s);
    expect(await row("nav").textContent()).toContain("What it puts first isn’t known");
    expect(visitor.errors).toEqual([]);
    await visitor.close();
    await begin({ context: { hour: 21 } });
    await page.goto(await link("returning"));
    const evening = await row("hero-evening").textContent();
    expect(evening).toContain("Greeting for your return wants the same element and comes first");
  });

  test("goes from a block to its segment, and from there to the attribute and the event", async () => {
    await page.goto(await link("returning"));
    await row("hero-returning").getByRole("button", { name: "Returning visitors" }).click();
    expect(await page.getByRole("tab", { selected: true }).textContent()).toContain("Segments");
    await row("returning").getByRole("button", { name: "Visits" }).click();
    expect(await row("visits").locator("select").inputValue()).toBe("1");
    await page.getByRole("tab", { name: "Attributes" }).click();
    await row("visits").getByRole("button", { name: "visit" }).click();
    expect(await row("visit").textContent()).toContain("Makes");
  });

  test("switches segments, blocks, buckets, facts and consent, and takes all of it back", async () => {
    await page.goto(await link("returning"));
    await page.getByRole("tab", { name: "Segments" }).click();
    await reloading(() => row("returning").getByRole("button", { name: "Off" }).click());
    expect(await hero()).not.toContain("Good to see you again");
    // Whoever has switched is still where they were.
    expect(await row("returning").textContent()).toContain("Switched off by you");
    const focused = () =>
      page.evaluate(
        () => document.querySelector("selvedge-inspector")!.shadowRoot!.activeElement?.textContent,
      );
    expect(await focused()).toBe("Off");

    await page.getByRole("tab", { name: "Blocks" }).click();
    await reloading(() => row("hero-campaign").getByRole("button", { name: "On" }).click());
    expect(await hero()).toBe("The lambs are out. So are we.");
    await reloading(() => page.getByRole("button", { name: "Undo 2 changes" }).click());
    expect(await hero()).toContain("Good to see you again");

    await page.getByRole("tab", { name: "Context" }).click();
    await reloading(async () => void (await panel().getByLabel("Hour").selectOption("21")));
    expect(await hero()).toBe("Good evening. We left a light on.");
    await page.getByRole("tab", { name: "Projection" }).click();
    await reloading(async () => void (await panel().getByLabel("Visits").selectOption("0")));
    expect(await hero()).not.toContain("We left a light on");
    await reloading(async () => void (await panel().getByLabel("Consent").selectOption("no")));
    expect(await panel().textContent()).toContain("Nothing is known of this visitor");
  });

  test("leaves nothing behind: no profile, no message, no storage, and the end takes the rest", async () => {
    await page.goto(await link("returning"));
    await page.goto(`${shop.url}/rain/`);
    await page.goto(`${shop.url}/products/tarn-shell.html`);
    await panel().getByRole("tab", { name: "Segments" }).click();
    await page.keyboard.press("Escape");
    await page.locator("[data-add-to-cart]").first().click();
    // That one is the shop's own.
    await page.evaluate(() => localStorage.clear());
    await page.keyboard.press("Alt+Shift+KeyP");
    const posts = (await visitor.sent()).filter(({ method }) => method === "POST");
    expect(posts).toEqual([]);
    expect(await page.locator("selvedge-consent").count()).toBe(0);
    expect(Object.keys((await storageOf(page)).cookies)).toEqual(["sv_preview"]);
    await reloading(() => panel().getByRole("button", { name: "End preview" }).click());
    await page.getByRole("button", { name: "Reject" }).waitFor();
    expect(await panel().count()).toBe(0);
    expect(await storageOf(page)).toEqual(NOTHING);
    expect(await countsIn()).toEqual({});
  });

  test("a tag that the page loads by itself does nothing, and the page's own scripts are answered", async () => {
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => {
        const tag = document.createElement("script");
        tag.src = "/_selvedge/tag.js";
        document.head.append(tag);
        const page = window as unknown as { selvedge: (...call: unknown[]) => void; told: unknown };
        page.selvedge("segments", (segments: unknown) => (page.told = segments));
        page.selvedge("event", "purchase", { value: 10 });
      });
    });
    await page.goto(await link("returning"));
    await settled(page);
    expect(await page.evaluate(() => (window as unknown as { told: unknown }).told)).toEqual(["returning"]);
    expect((await storageOf(page)).databases).toEqual({});
    expect((await visitor.sent()).filter(({ method }) => method === "POST")).toEqual([]);
  });
});

describe("a preview of oneself", () => {
  test("shows what the own browser is known for; the tag goes on, and nothing is counted", async () => {
    await page.goto(await link());
    await sayYes(page);
    await page.goto(`${shop.url}/pricing/`);
    await expect
      .poll(() => panel().getByRole("status").textContent())
      .toContain("You are in other segments now");
    const before = await countsIn();
    // But the choice that was made to get here.
    expect(before).toMatchObject({ "choice:pm": 1 });
    await page.goto(`${shop.url}/`);
    expect(await page.locator("a.cta").getAttribute("href")).toBe("/pricing/");
    await settled(page);
    expect(await panel().textContent()).toContain("You, with your own profile");
    await page.getByRole("tab", { name: "Segments" }).click();
    await reloading(() => row("returning").getByRole("button", { name: "On" }).click());
    expect(await hero()).toContain("Good to see you again");
    await settled(page);
    expect(await countsIn()).toEqual(before);
    await reloading(() => panel().getByRole("button", { name: "End preview" }).click());
    expect(await hero()).not.toContain("Good to see you again");
  });
});

describe("copy as block", () => {
  test("proposes a selector for what is clicked, and copies an entry that the site file takes", async () => {
    await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(await link("returning"));
    await panel().getByRole("button", { name: "Pick an element" }).click();
    await page.getByText("Repairs are free, for life").first().click();
    expect(page.url()).toBe(`${shop.url}/`);
    await panel().getByLabel("What to do").selectOption("text");
    await panel().getByRole("button", { name: "Copy", exact: true }).click();
    await expect.poll(() => panel().getByRole("status").textContent()).toContain("Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const [[id, block]] = Object.entries(
      JSON.parse(`{${copied}}`) as Record<string, { target: string; text: string }>,
    ) as [[string, { target: string; text: string }]];
    expect(Object.keys(site.blocks)).not.toContain(id);
    expect(block).toMatchObject({ pages: ["/"], op: "text", when: "returning" });
    expect(block.text).toContain("Repairs are free");
    expect(refuseSelector(block.target)).toBe(undefined);
  });

  test("with the arrow keys, and of what a block has written its target is proposed", async () => {
    await page.goto(await link("returning"));
    await panel().getByRole("button", { name: "Pick an element" }).click();
    await page.locator("[data-slot=hero] h1").hover();
    for (const key of ["ArrowUp", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    expect(await panel().textContent()).toContain(
      "This is part of what “Greeting for your return” has written",
    );
    expect(await panel().getByLabel("Target").inputValue()).toBe("[data-slot=hero]");
    await panel().getByRole("button", { name: "Pick an element" }).click();
    expect(await panel().isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    const picking = panel().getByRole("button", { name: "Pick an element" });
    expect(await picking.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
  });
});

describe("the overlay", () => {
  test("moves nothing of the page, opens and closes by keyboard, and gives back the focus", async () => {
    await page.goto(await link("returning"));
    const place = () => page.locator("main").boundingBox();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    const [opened, wide] = [await place(), await width()];
    await panel().getByRole("button", { name: "Minimise" }).click();
    const pill = page.getByRole("button", { name: "Open the inspector: Returning visitors" });
    expect(await pill.isVisible()).toBe(true);
    expect([await place(), await width()]).toEqual([opened, wide]);
    expect(await pill.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
    await page.keyboard.press("Alt+Shift+KeyP");
    expect(await panel().isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await panel().isVisible()).toBe(false);
    await page.reload();
    expect(await pill.isVisible()).toBe(true);
  });

  test("outlines follow what they are around", async () => {
    await page.goto(await link("returning"));
    const target = page.locator("[data-slot=hero]");
    const box = page.locator("selvedge-inspector .box", { hasText: "Greeting for your return" });
    const same = async () => {
      const [one, other] = [await target.boundingBox(), await box.boundingBox()];
      return one!.x === other!.x && Math.abs(one!.y - other!.y) < 1 && one!.width === other!.width;
    };
    await expect.poll(same).toBe(true);
    await page.mouse.wheel(0, 200);
    await expect.poll(same).toBe(true);
    await panel().getByRole("button", { name: "Outlines" }).click();
    expect(await page.locator("selvedge-inspector .box").count()).toBe(0);
  });
});

describe.each(["light", "dark"] as const)("axe, %s", (colorScheme) => {
  test.each([
    { width: 1280, height: 1400 },
    { width: 360, height: 740 },
  ])("finds nothing wrong with any layer at $width", async (viewport) => {
    await visitor.close();
    visitor = await newVisitor(browser, { colorScheme, viewport, context: { hour: 10 } });
    page = visitor.page;
    await page.goto(await link("returning"));
    if (viewport.width < 700) await page.getByRole("button", { name: /^Open the inspector/ }).click();
    // It can measure contrast inside of `body` only.
    await page.evaluate(() => document.body.append(document.querySelector("selvedge-inspector")!));
    const check = async () => (await axeFindings(page, "selvedge-inspector")).violations;
    const all = ["Blocks", "Segments", "Projection", "Context", "Attributes", "Events"];
    for (const layer of viewport.width < 700 ? all.slice(0, 1) : all) {
      await page.getByRole("tab", { name: layer }).click();
      expect([layer, await check()]).toEqual([layer, []]);
    }
    await panel().getByRole("button", { name: "Pick an element" }).click();
    for (const key of ["ArrowRight", "Enter"]) await page.keyboard.press(key);
    await page.getByRole("heading", { name: "Copy as block" }).waitFor();
    expect(await check()).toEqual([]);
    await panel().getByRole("button", { name: "Minimise" }).click();
    expect(await check()).toEqual([]);
  });
});

test("the owner's hostname makes a link that works, and the shop's doesn't", async () => {
  const token = await readFile(join(shop.folder, "owner-token"), "utf8");
  const port = new URL(shop.url).port;
  const ask = (host: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${token}`, "content-type": "application/json" };
      const asking = request(
        { host: "127.0.0.1", port, path: "/preview-links", method: "POST", headers },
        (answer) => {
          let body = "";
          answer.on("data", (part) => (body += String(part)));
          answer.on("end", () => resolve({ status: answer.statusCode!, body }));
        },
      );
      asking.on("error", reject);
      asking.end(JSON.stringify({ page: `${shop.url}/`, segment: "likes-rain" }));
    });
  expect((await ask(`localhost:${port}`)).status).not.toBe(201);
  const { status, body } = await ask(`admin.localhost:${port}`);
  expect(status).toBe(201);
  await page.goto((JSON.parse(body) as { url: string }).url);
  expect(await panel().textContent()).toContain("Look at rain gear most");
});
