import { describe, expect, test } from "vitest";
import { axeFindings } from "../axe.ts";
import { call, context, openAroundEach, page, stub, until } from "../opened.ts";
import { answered } from "../stub.ts";
import { lookAt, openShop, productHtml, recent, rowHtml, shown, shows, VIEWED_ROW } from "./shop.ts";

openAroundEach("pm");

const EDGE = ["tent", "stove", "shoe"];
/** Behind it everything is out of sight. */
const BELOW = `<p style="height:150vh">A long text</p>`;
const home = () => page.goto(stub.origin);
/** The device has seen to the row, whatever came of it. */
const isSeenTo = () => until(() => stub.loaded.includes("rank.js"));
const why = () => page.locator("[data-selvedge-because]");
/** Two frames later everything that was going to happen at once has happened. */
const drawn = () =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Adds up layout shifts from the beginning of each page, those behind input too. */
const watchShifts = () =>
  page.addInitScript(() => {
    const found = Object.assign(window, { shifts: 0, watched: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.shifts += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
const shifts = () => page.evaluate(() => (window as unknown as { shifts: number }).shifts);

describe("ranking in place", () => {
  test("leads with what fits, says why, and nothing moves", async () => {
    openShop(rowHtml());
    await watchShifts();
    await lookAt("anorak", "cape", "shell");
    await home();
    await until(async () => (await shown())[0] !== "tent");
    const found = await shown();
    expect(found).toHaveLength(3);
    // All three rain items were looked at; the one that fits best leads.
    expect(["shell", "anorak", "cape"]).toContain(found[0]);
    expect(await why().textContent()).toMatch(/^Because you looked at The (Shell|Cape|Anorak)$/);
    await why().waitFor({ state: "visible" });
    await drawn();
    expect(await shifts()).toBe(0);
    expect((await axeFindings(page, "main")).violations).toEqual([]);
  });

  test("the observer would have seen it, had a row grown", async () => {
    openShop(rowHtml());
    await watchShifts();
    await home();
    await page.evaluate(() =>
      document
        .querySelector(".why")!
        .insertAdjacentHTML("afterend", "<li style='height:90px;grid-column:1/-1'>x"),
    );
    await until(async () => (await shifts()) > 0);
  });

  test("stays as the edge has sent it for somebody of whom nothing is known", async () => {
    openShop(rowHtml());
    await home();
    await isSeenTo();
    await drawn();
    expect(await shown()).toEqual(EDGE);
    expect(await why().isVisible()).toBe(false);
  });

  test("isn't done where a place would change its size; neither is what says why", async () => {
    openShop(
      rowHtml({
        item: (id) => (/shell|cape|anorak/.test(id) ? `<img style="height:70px" alt="">` : ""),
      }).replace('class="row"', 'class="row" id="tight"'),
    );
    stub.pages["/"] = stub.pages["/"]!.replace("</style>", "#tight > li { height: auto !important }</style>");
    await lookAt("shell", "anorak");
    await home();
    await isSeenTo();
    await until(async () => page.locator("[data-selvedge-on-device]").count());
    await drawn();
    expect(await shown()).toEqual(EDGE);
    expect(await why().isVisible()).toBe(false);
    // Out of sight nobody sees it move.
    stub.pages["/"] = stub.pages["/"].replace("<ul", `<div style="height:300vh"></div><ul`);
    await home();
    await until(async () => (await shown())[0] !== "tent");
  });

  test("says nothing where no room is kept for that", async () => {
    openShop(rowHtml({ why: "" }).replace("<ul", "<p data-selvedge-because hidden>No: {{title}}</p><ul"));
    stub.pages["/"] = stub.pages["/"]!.replace(
      /<p data-selvedge-because[^]*?<ul class="row" data-selvedge-recommend="home" data-selvedge-show="3">/,
      `<div data-selvedge-recommend="home" data-selvedge-show="3"><p data-selvedge-because hidden>No: {{title}}</p><ul class="row">`,
    );
    await lookAt("shell");
    await home();
    await until(async () => (await shown())[0] === "anorak" || (await shown())[0] === "shell");
    await drawn();
    expect(await why().isVisible()).toBe(false);
  });

  test("waits while somebody points at the row, or is in it", async () => {
    openShop(rowHtml());
    await lookAt("shell", "anorak");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route(/\/parts\.js\?.*recommend/, async (route) => {
      await held;
      await route.continue();
    });
    await home();
    const stove = page.locator("[data-selvedge-candidate=stove]");
    await stove.hover();
    await stove.locator("a").focus();
    release();
    await until(() => page.locator("[data-selvedge-on-device]").count());
    await drawn();
    expect(await shown()).toEqual(EDGE);
    await page.mouse.move(0, 0);
    await drawn();
    expect(await shown()).toEqual(EDGE);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await until(async () => (await shown())[0] !== "tent");
  });

  test("what the owner has pinned stays, and so does what is bought, behind", async () => {
    openShop(rowHtml().replace('data-selvedge-candidate="tent"', "$& data-selvedge-pinned"));
    await lookAt("shell", "anorak");
    await call("event", "purchase", { items: ["anorak"] });
    await until(async () => (await recent())!.items.some(({ bought }) => bought));
    await home();
    await until(async () => (await shown())[1] === "shell");
    const found = await shown();
    expect(found[0]).toBe("tent");
    expect(found).not.toContain("anorak");
  });

  test("a row that comes later is seen to; one that the page draws again is drawn as the page does", async () => {
    openShop(`<div id="later"></div>`);
    await lookAt("shell");
    await home();
    await until(() => stub.loaded.filter((name) => name === "recommend.js").length > 1);
    const draw = (html: string) =>
      page.evaluate((html) => (document.querySelector("#later")!.innerHTML = html), html);
    await draw(rowHtml());
    await until(async () => (await shown())[0] === "anorak" || (await shown())[0] === "shell");
    await page.evaluate(() => {
      const row = document.querySelector(".row")!;
      row.prepend(row.querySelector("[data-selvedge-candidate=tent]")!);
    });
    await drawn();
    expect(
      await page.evaluate(
        () => (document.querySelector(".row")!.firstElementChild as HTMLElement).dataset["selvedgeCandidate"],
      ),
    ).toBe("tent");
  });

  test("invariant 1: without a yes to personalization rows stay, and nothing of this is loaded or kept", async () => {
    await answered(context, stub, "m");
    openShop(rowHtml() + VIEWED_ROW);
    await page.goto(`${stub.origin}/shell`);
    await until(() => stub.signals().length > 0);
    await page.goto(`${stub.origin}/cape`);
    await until(() => stub.signals().length > 1);
    await home();
    await until(() => stub.signals().length > 2);
    await drawn();
    expect(await shown()).toEqual(EDGE);
    expect(await page.locator("#lately").isVisible()).toBe(false);
    expect(await recent()).toBeUndefined();
    expect(JSON.stringify(stub.signals())).not.toContain("pair");
    expect(stub.loaded).not.toContain("rank.js");
  });
});

describe("less like this", () => {
  test("the next best takes its place at once, by the keyboard too, and it isn't shown any more", async () => {
    openShop(rowHtml());
    await home();
    await isSeenTo();
    await until(() => page.locator("[data-selvedge-on-device]").count());
    const button = page.locator("[data-selvedge-candidate=stove] button");
    await button.focus();
    await page.keyboard.press("Enter");
    await until(async () => !(await shown()).includes("stove"));
    const found = await shown();
    expect(found).toHaveLength(3);
    expect([found[0], found[2]]).toEqual(["tent", "shoe"]);
    expect(await page.evaluate(() => document.activeElement!.getAttribute("href"))).toBe(`/${found[1]}`);
    expect(await page.locator("[data-selvedge-recommend]").getAttribute("aria-live")).toBe("polite");
    expect((await recent())!.less).toMatchObject([
      { id: "stove", about: ["camp", "stove"], title: "The Stove" },
    ]);
    expect((await axeFindings(page, "main")).violations).toEqual([]);
    await home();
    await until(async () => !(await shown()).includes("stove"));
  });

  test("where there is nothing else its place goes, and on the next page it stays empty", async () => {
    openShop(rowHtml().replace(/<li data-selvedge-candidate="(?:shell|cape|anorak)"[^]*?<\/li>/g, ""));
    await home();
    await until(() => page.locator("[data-selvedge-on-device]").count());
    await page.locator("[data-selvedge-candidate=shoe] button").click();
    await shows(["tent", "stove"]);
    await home();
    const shoe = page.locator("[data-selvedge-candidate=shoe]");
    await until(async () => (await shoe.evaluate((item) => getComputedStyle(item).visibility)) === "hidden");
  });
});

describe("looked at lately", () => {
  test("invariant 8: the last ones, as text and addresses only, and not the page's own", async () => {
    openShop(BELOW + VIEWED_ROW);
    const evil = { name: `<img src=x onerror="window.evil=1">`, image: "javascript:window.evil=1" };
    stub.pages["/shell"] = productHtml("shell", evil);
    stub.pages["/cape"] = stub.pages["/cape"]!.replace(/(<p id="end">)/, `${BELOW}${VIEWED_ROW}$1`);
    await watchShifts();
    await lookAt("tent", "shell", "cape");
    const rows = page.locator("[data-selvedge-recommend=lately] li");
    await until(async () => (await rows.count()) === 2);
    expect(await shown("lately")).toEqual(["shell", "tent"]);
    expect(await rows.first().locator("[data-selvedge-field=title]").textContent()).toBe(evil.name);
    expect(await rows.first().locator("a").getAttribute("href")).toBe("/shell");
    expect(await rows.first().locator("img").getAttribute("src")).toBeNull();
    expect(await rows.last().locator("[data-selvedge-field=price]").textContent()).toBe("€245");
    expect(await page.evaluate(() => "evil" in window)).toBe(false);
    await home();
    await shows(["cape", "shell"], "lately");
    expect((await axeFindings(page, "main")).violations).toEqual([]);
  });

  test("stays hidden where something would move, and comes when it is out of sight", async () => {
    openShop(`<p style="height:400px">A long text</p>${VIEWED_ROW}`);
    await watchShifts();
    await lookAt("tent");
    await home();
    await until(() => stub.loaded.includes("recently-viewed.js"));
    await drawn();
    expect(await page.locator("#lately").isVisible()).toBe(false);
    expect(await shifts()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 300 });
    await page.locator("#lately").waitFor({ state: "visible" });
  });

  test("what isn't wanted goes from there, too", async () => {
    openShop(BELOW + VIEWED_ROW);
    await lookAt("tent", "shell");
    await home();
    await shows(["shell", "tent"], "lately");
    await page.locator("[data-selvedge-candidate=shell] button").click();
    await shows(["tent"], "lately");
  });
});
