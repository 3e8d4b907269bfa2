import { describe, expect, test } from "vitest";
import { axeFindings } from "../axe.ts";
import { known, transfer } from "../centre.ts";
import { becomes, openAroundEach, page, stub, until } from "../opened.ts";
import { hasDatabase, kept, type PageWindow } from "../stub.ts";
import { closedOn, decide, leave, message, open, seconds, shown, shows, times } from "./stage.ts";

openAroundEach("pm");

const MODAL = { kind: "modal" } as const;
const close = () => page.getByRole("button", { name: "Close" }).click();
const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
const DAY = 24 * 60 * 60_000;

/** Leaves, and opens the page once more, in a later visit. */
async function comeBack(days = 0): Promise<void> {
  await leave();
  // With no page of the site open: one that is still beginning would take the later day for its own.
  await page.clock.fastForward(31 * 60_000 + days * DAY);
  const views = stub.seen.length;
  await page.goto(`${stub.origin}/`);
  await until(() => stub.seen.length > views);
  await seconds(2);
}

describe("how often a message comes", () => {
  test("in all, in a visit, and again when the visit is another one", async () => {
    decide([message("a", { caps: { times: 2 } }), message("b")]);
    await open({ perDay: 9, perVisit: 1 });
    await shows("a");
    await close();
    await seconds(2);
    expect(await shown()).toEqual([]);
    await page.reload();
    await becomes("views", 2);
    await seconds(2);
    expect(await shown()).toEqual([]);
    await comeBack();
    await shows("b");
    expect([await times("a"), await times("b")]).toEqual([1, 1]);
  });

  test("on a day, with days between, and not while it is quiet", async () => {
    decide([message("a", { caps: { every: 7 }, quiet: 30 })]);
    await open();
    await shows("a");
    await comeBack(3);
    expect(await shown()).toEqual([]);
    await comeBack(4);
    await shows("a");
    await close();
    // It is closed on the day on which that is noted: not before time moves on.
    await until(() => closedOn("a"));
    await comeBack(20);
    expect(await shown()).toEqual([]);
    await comeBack(10);
    await shows("a");
    expect(await times("a")).toBe(3);
  });

  test("never again, if the visitor says so", async () => {
    decide([message("a", { quiet: 1 })]);
    await open();
    await shows("a");
    await page.getByRole("button", { name: "Not again" }).click();
    await shows();
    const exported = (await transfer("exportProfile"))!;
    const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(JSON.parse(exported).messages).toEqual({
      a: { times: 1, day: today, closed: today, never: true },
    });
    await comeBack(60);
    expect(await shown()).toEqual([]);
  });
});

describe("what is kept of it", () => {
  test("is told in the centre, and forgotten if the visitor wants that", async () => {
    decide([message("a")]);
    await open();
    await shows("a");
    await close();
    await until(() => closedOn("a"));
    expect((await known("read"))!.besides).toBe(true);
    await page.evaluate(
      `import("/_selvedge/lately.js").then((part) => {
        const into = document.createElement("section");
        into.id = "centre";
        document.querySelector("main").append(into);
        return part.fill(into, window.settingsHost, "en");
      })`,
    );
    const centre = page.locator("#centre");
    expect(await centre.locator("li").innerText()).toMatch(/^a\s+1 ×, (\w+ \d+, \d{4}) · closed: \1$/);
    expect((await axeFindings(page, "#centre", ["wcag2a", "wcag2aa"])).violations).toEqual([]);
    await centre.getByRole("button", { name: "Forget this" }).press("Enter");
    await until(async () => (await centre.getByRole("status").innerText()).startsWith("Forgotten"));
    await until(async () => (await focused()) === "p");
    expect(await kept(page, "messages")).toBeUndefined();
    expect(await centre.locator("li").count()).toBe(0);
  });
});

describe("what the visitor does with it", () => {
  test("a dialog takes the focus, Esc closes it, and the focus is where it was", async () => {
    decide([message("a", { ...MODAL, triggers: [["event", 1, "cart"]] })]);
    await open();
    await becomes("views", 1);
    await page.locator("#before").focus();
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("event", "cart", {}));
    await shows("a");
    expect(await focused()).toBe("selvedge-message");
    for (let tabs = 0; tabs < 5; tabs++) {
      await page.keyboard.press("Tab");
      expect(["selvedge-message", "body", "a"]).toContain(await focused());
    }
    await page.keyboard.press("Escape");
    await shows();
    expect(await focused()).toBe("before");
  });

  test("a panel takes no focus; with the keyboard it is closed all the same, and the focus goes back", async () => {
    decide([message("a")]);
    await open();
    await shows("a");
    expect(await focused()).toBe("body");
    await page.locator("#field").focus();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("a");
    await page.keyboard.press("Escape");
    await shows();
    expect(await focused()).toBe("field");
  });

  test("the page hears what becomes of it, and what is marked in it closes it", async () => {
    const html = `<p id="a">A <button data-selvedge-close id="own">No thanks</button> <a href="#on">Yes</a></p>`;
    decide([message("a", { html, quiet: 1 })]);
    await page.addInitScript(() => {
      const heard: string[] = ((window as unknown as PageWindow).heard = []);
      const note = ({ detail }: CustomEventInit) =>
        heard.push(detail.id ? `${detail.id} ${detail.shown} ${detail.element.localName}` : "");
      const noteEvent = ({ detail: { name, properties } }: CustomEventInit) =>
        name === "message" && heard.push(`event ${properties.id} ${properties.action}`);
      document.addEventListener("selvedge:message", note as EventListener);
      document.addEventListener("selvedge:event", noteEvent as EventListener);
    });
    const heard = () => page.evaluate(() => (window as unknown as PageWindow).heard);
    await open();
    await shows("a");
    await page.locator("#own").click();
    await shows();
    expect(await heard()).toEqual([
      "a true selvedge-message",
      "event a shown",
      "a false selvedge-message",
      "event a dismissed",
    ]);
    await comeBack(2);
    await shows("a");
    await page.locator("a[href='#on']").click();
    await shows();
    expect((await heard()).at(-1)).toBe("event a followed");
    expect(page.url()).toContain("#on");
  });
});

describe("within the page", () => {
  const into = (change: object) =>
    message("a", { kind: "inline", target: "#place", place: "content", ...change });
  const place = (style: string) =>
    (stub.pages["/"] = stub.pages["/"]!.replace(
      "<h1>",
      `<style>#place{${style}}</style><div id="place"><b>old</b></div><h1>`,
    ));

  test("it comes where nothing moves, shifts nothing, and gives back what was there", async () => {
    decide([into({})]);
    place("height:160px");
    await page.addInitScript(() => {
      const own = window as unknown as { shifts: number };
      own.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) own.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await open({ perDay: 1, perVisit: 1 });
    await shows("a");
    expect(await page.locator("#place b").count()).toBe(0);
    expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBe(0);
    await close();
    expect(await page.locator("#place").innerHTML()).toBe("<b>old</b>");
  });

  test("it waits where something would move, and counts only what was shown", async () => {
    decide([into({}), message("b")]);
    place("");
    await open();
    // The next one doesn't wait for it.
    await shows("b");
    await seconds(2);
    expect([await shown(), await times("a")]).toEqual([["b"], 0]);
    expect(await page.locator("#place").innerHTML()).toBe("<b>old</b>");
  });
});

describe("whatever the page is like", () => {
  test("under a strict policy and Trusted Types, without a style of the page being broken", async () => {
    stub.headers = {
      "content-security-policy":
        "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types selvedge",
    };
    decide([message("a")]);
    // That the browser objects is how it is found out that Trusted Types are enforced.
    const errors: string[] = [];
    page.on("console", (each) => each.type() === "error" && errors.push(each.text()));
    await open();
    await shows("a");
    const frame = page.getByRole("region", { name: "Name of a" });
    expect(await frame.evaluate((each) => getComputedStyle(each).position)).toBe("fixed");
    expect(errors.filter((each) => !/favicon|requires 'TrustedHTML'/.test(each))).toEqual([]);
  });

  test("at rest, where that is asked for", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    decide([message("a")]);
    await open();
    await shows("a");
    expect(await page.getByRole("region").evaluate((each) => getComputedStyle(each).animationName)).toBe(
      "none",
    );
  });

  test.each([
    ["panel", "light", "ltr"],
    ["bar", "dark", "rtl"],
    ["modal", "dark", "ltr"],
    ["modal", "light", "rtl"],
  ] as const)("a %s is accessible (%s, %s)", async (kind, colorScheme, dir) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 700 });
    decide([message("a", { kind, dir, lang: dir === "rtl" ? "ar" : "en", at: "top" })]);
    stub.pages["/"] = stub.pages["/"]!.replace(
      "</head>",
      "<style>:root{color-scheme:light dark}</style></head>",
    );
    await open();
    await shows("a");
    await seconds(1);
    const { violations, passed } = await axeFindings(page, "selvedge-message");
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(5);
    const { x, y, width, height } = (await page.locator("selvedge-message .f").boundingBox())!;
    expect(x >= 0 && y >= 0 && x + width <= 375 && y + height <= 700).toBe(true);
  });
});

describe("invariant 1: what is kept of messages goes with the consent to it", () => {
  test("erased with the database; of a no nothing is shown any more", async () => {
    decide([message("a")]);
    await open();
    await shows("a");
    expect(await kept(page, "messages")).toBeDefined();
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("consent", []));
    await shows();
    await until(async () => !(await hasDatabase(page)));
    await page.reload();
    await seconds(2);
    expect([await shown(), await hasDatabase(page)]).toEqual([[], false]);
  });

  test("also where counting goes on", async () => {
    decide([message("a")]);
    await open();
    await shows("a");
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("consent", ["measurement"]));
    await shows();
    await until(async () => !(await kept(page, "messages")));
    await seconds(2);
    expect(await shown()).toEqual([]);
  });
});
