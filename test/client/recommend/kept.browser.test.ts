import { describe, expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import { PAIRS_PER_SIGNAL } from "../../../shared/recommend/limits.ts";
import { isoDay } from "../../../shared/receipt.ts";
import { axeFindings } from "../axe.ts";
import { known, transfer } from "../centre.ts";
import { browser, call, context, openAroundEach, page, stub, until } from "../opened.ts";
import { answered, hasDatabase, kept } from "../stub.ts";
import { lookAt, openShop, productHtml, recent, rowHtml } from "./shop.ts";

openAroundEach("pm");

const TODAY = dayOf(Date.now());
const ids = async () => (await recent())?.items.map(({ id }) => id);
/**
 * The pairs of each message that came, in their order. A message whose answer a page didn't live to hear is sent again by
 * the next one, under its number, and is one message still (invariant 3).
 */
const pairs = () => {
  const messages = new Map(stub.signals().map(({ message, counts = [] }) => [message, counts]));
  return [...messages.values()]
    .map((counts) => counts.filter(([what]) => what === "pair"))
    .filter(({ length }) => length > 0);
};

describe("what is kept", () => {
  test("of an item: what its page says of it, by days, once a view", async () => {
    openShop(rowHtml());
    stub.pages["/shell"] = productHtml("shell", { image: "https://elsewhere.example/art/shell.svg" }).replace(
      "<h1>",
      '<img src="/art/shell.svg" alt=""><h1>',
    );
    await lookAt("shell");
    const shell = { id: "shell", title: "The Shell", url: "/shell", image: "/art/shell.svg", price: "€245" };
    const looked = { ...shell, about: ["rain", "jacket"], day: TODAY, strength: 1, viewed: TODAY };
    expect((await recent())!.items).toEqual([looked]);
    // Told again, since the choice was made again, it is the same view.
    await page.evaluate(() =>
      document.addEventListener("selvedge:event", () => (document.body.id = "told-again"), { once: true }),
    );
    await call("consent", ["personalization", "measurement"]);
    await page.locator("#told-again").waitFor();
    await call("event", "cart", { item: "shell", quantity: 1 });
    await until(async () => (await recent())!.items[0]!.strength > 1);
    expect((await recent())!.items[0]!.strength).toBe(4);
    await call("event", "cart", { item: "shell", quantity: -1 });
    await call("event", "purchase", { items: ["shell", "mug"] });
    await until(async () => (await ids())!.length === 2);
    expect((await recent())!.items[0]).toEqual({ ...looked, strength: 7, bought: TODAY });
    await call("erase");
    // Only the page that is open is known again.
    await until(async () => (await recent())?.items[0]?.strength === 1);
    expect(await ids()).toEqual(["shell"]);
  });

  test("nothing in a pause, and nothing at all once everything is switched off", async () => {
    openShop(rowHtml());
    await lookAt("shell");
    expect(await known("pause")).toBe("done");
    await page.goto(`${stub.origin}/tent`);
    await until(() => stub.loaded.filter((name) => name === "recommend.js").length > 1);
    await page.goto(stub.origin);
    await until(() => stub.loaded.includes("rank.js"));
    expect(await ids()).toEqual(["shell"]);
    expect(await known("switchAllOff")).toBe("done");
    await until(async () => (await recent()) === undefined);
  });
});

describe("invariant 1: without a yes to personalization", () => {
  test.each(["-", "m"])("nothing is kept, and no pair told (%s)", async (purposes) => {
    await answered(context, stub, purposes);
    openShop(rowHtml());
    for (const id of ["shell", "tent", "cape"]) {
      await page.goto(`${stub.origin}/${id}`);
      if (purposes === "m") await until(() => stub.signals().some(({ path }) => path === `/${id}`));
      await call("event", "purchase", { items: [id, "mug"] });
    }
    await page.goto(stub.origin);
    await page.locator("[data-selvedge-candidate=tent] button").dispatchEvent("click");
    if (purposes === "m") await until(() => stub.signals().some(({ path }) => path === "/"));
    expect(await recent()).toBeUndefined();
    expect(pairs()).toEqual([]);
    if (purposes === "-") expect(await hasDatabase(page)).toBe(false);
  });

  test("to measurement, no pair is told, or noted as told", async () => {
    await answered(context, stub, "p");
    openShop(rowHtml());
    await lookAt("shell", "tent");
    await until(() => stub.signals().length > 0);
    expect((await recent())!.pairs).toEqual({});
    expect(stub.signals().some(({ counts }) => counts)).toBe(false);
  });
});

describe("invariant 2: pairs", () => {
  test("two devices that looked at the same in another order send the same bytes", async () => {
    openShop(rowHtml());
    const told = async (order: readonly string[]) => {
      const from = pairs().length;
      await lookAt(...order, "shell");
      await until(() => pairs().length === from + order.length);
      return JSON.stringify(pairs().at(-1));
    };
    const first = await told(["tent", "cape", "shoe"]);
    await call("erase");
    await until(async () => (await ids())?.join() === "shell");
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
    await page.goto("about:blank");
    await answered(context, stub, "pm");
    const second = await told(["shoe", "tent", "cape"]);
    expect(second).toBe(first);
    expect(JSON.parse(first)).toEqual([
      ["pair", "viewed", "cape", "shell"],
      ["pair", "viewed", "shell", "shoe"],
      ["pair", "viewed", "shell", "tent"],
    ]);
  });

  test("each once, and never more than a message may tell, however much happens on one page", async () => {
    openShop(rowHtml());
    await lookAt("tent", "cape", "shell");
    await lookAt("cape");
    const basket = ["mug", "sock", "hat", "map", "rope", "lamp"];
    await call("event", "purchase", { items: basket });
    await call("event", "purchase", { items: [...basket, "pan", "cup"] });
    await until(() => pairs().some((each) => each.length > 5));
    await page.goto(`${stub.origin}/tent`);
    await until(() => stub.signals().filter(({ path }) => path === "/tent").length > 1);
    const told = pairs();
    expect(Math.max(...told.map(({ length }) => length))).toBeLessThanOrEqual(PAIRS_PER_SIGNAL);
    const lines = told.flat().map((pair) => pair.join());
    expect(new Set(lines).size).toBe(lines.length);
    expect(Object.keys((await recent())!.pairs)).toHaveLength(lines.length);
  });
});

describe("invariant 6: what is kept", () => {
  test("is gone with a no, in every tab, and a second yes brings nothing back", async () => {
    openShop(rowHtml());
    await lookAt("shell", "tent");
    const other = await context.newPage();
    await other.goto(stub.origin);
    await other.locator("[data-selvedge-on-device]").waitFor();
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
    await other.locator("[data-selvedge-candidate=tent] button").dispatchEvent("click");
    await other.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await hasDatabase(page)).toBe(false);
    await call("consent", ["personalization"]);
    await until(async () => (await ids())?.length);
    expect(await ids()).toEqual(["tent"]);
    expect((await recent())!.pairs).toEqual({});
  });
});

describe("it is the visitor's", () => {
  /** The part of the centre that shows it, in the page. */
  const openLately = async () => {
    await known("read");
    await page.evaluate(
      `import("/_selvedge/lately.js").then((part) => {
        const into = document.createElement("section");
        into.id = "centre";
        document.querySelector("main").append(into);
        return part.fill(into, window.settingsHost, "en");
      })`,
    );
  };

  test("seen, removed and taken back, by the keyboard too", async () => {
    openShop(rowHtml());
    await lookAt("shell", "tent");
    await page.goto(stub.origin);
    await page.locator("[data-selvedge-on-device]").waitFor();
    await page.locator("[data-selvedge-candidate=stove] button").click();
    await until(async () => (await recent())!.less.length);
    await openLately();
    const centre = page.locator("#centre");
    await centre.getByText("Show all (2)").click();
    // It is filled when the browser says that it was opened, a moment later.
    await centre.getByText("The Shell").waitFor();
    expect(await centre.locator("li").allInnerTexts()).toEqual([
      expect.stringContaining("The Tent"),
      expect.stringContaining("The Shell"),
      expect.stringContaining("The Stove"),
    ]);
    expect((await axeFindings(page, "#centre", ["wcag2a", "wcag2aa"])).violations).toEqual([]);
    await centre.getByRole("button", { name: "Remove: The Tent" }).press("Enter");
    await until(async () => (await ids())!.join() === "shell");
    await until(() =>
      page.evaluate(() => document.activeElement!.getAttribute("aria-label") === "Remove: The Shell"),
    );
    expect(await centre.getByRole("status").innerText()).toBe("Removed.");
    await centre.getByRole("button", { name: "Take back: The Stove" }).click();
    await until(async () => (await recent())!.less.length === 0);
    await centre.getByRole("button", { name: "Remove all" }).click();
    await until(async () => (await ids())!.length === 0);
    await centre.getByText("Nothing yet.").waitFor();
  });

  test("taken along as a file, and brought in", async () => {
    openShop(rowHtml());
    await lookAt("shell", "tent");
    const text = (await transfer("exportProfile"))!;
    const before = (await recent())!;
    const file = JSON.parse(text);
    expect(file.recent.items[1]).toMatchObject({ id: "tent", title: "The Tent", day: isoDay(TODAY) });
    const other = await browser.newContext();
    await answered(other, stub, "pm");
    const there = await other.newPage();
    await there.goto(stub.origin);
    const { inCentre } = await import("../centre.ts");
    const wrong = { ...file, recent: { items: [{ id: 7, about: [], day: "soon", strength: 1 }], less: [] } };
    expect(await inCentre(there, "transfer", "importProfile", [JSON.stringify(wrong)])).toEqual({
      ok: false,
      issues: [
        { path: "recent.items.0.id", message: "expected a text" },
        { path: "recent.items.0.day", message: 'expected a day such as "2026-11-22"' },
        { path: "recent.pairs", message: "missing" },
      ],
    });
    expect(await kept(there, "recent")).toBeUndefined();
    expect(await inCentre(there, "transfer", "importProfile", [text])).toMatchObject({ ok: true });
    expect(await kept(there, "recent")).toEqual(before);
    await other.close();
  });
});
