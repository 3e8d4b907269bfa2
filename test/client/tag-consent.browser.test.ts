import { describe, expect, test } from "vitest";
import { context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, cookie, hasDatabase, kept, state, type PageWindow } from "./stub.ts";

openAroundEach();

const firstLayer = () => (window as unknown as PageWindow).firstLayer !== undefined;
const choose = (purposes: string[]) => (window as unknown as PageWindow).selvedge("consent", purposes);
const paths = () => stub.seen.map(({ method, path }) => `${method} ${path}`);

describe("before an answer", () => {
  test("invariant 1: nothing is stored, and nothing asked for but the configuration and what a page load would ask", async () => {
    await page.goto(stub.origin);
    await page.waitForFunction(firstLayer);
    await page.evaluate(() => {
      (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 });
      (window as unknown as PageWindow).selvedge("declare", "interest", "sport");
      history.pushState(null, "", "/other");
      document.body.click();
    });
    // Which blocks the view has that was opened without a load.
    await until(() => paths().length > 1);
    await page.waitForTimeout(300);
    expect(paths()).toEqual(["GET /_selvedge/config", "POST /_selvedge/decision"]);
    expect(JSON.parse(stub.seen[1]!.body)).toEqual({ path: "/other", language: "en", referrer: stub.origin });
    expect(await context.cookies()).toEqual([]);
    expect(await hasDatabase(page)).toBe(false);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test("invariant 1: after a no a view without a load asks nothing", async () => {
    await answered(context, stub, "-");
    await page.goto(stub.origin);
    await page.waitForFunction("window.selvedge?.tag");
    await page.evaluate(() => history.pushState(null, "", "/other"));
    await page.waitForTimeout(500);
    expect(paths()).toEqual([]);
    expect(stub.loaded).not.toContain("views.js");
  });

  test("invariant 1: after yes only the current page's visit and view are recorded", async () => {
    await page.goto(stub.origin);
    await page.waitForFunction(firstLayer);
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 }));
    await page.evaluate(() =>
      (window as unknown as PageWindow).firstLayer!.choose(["personalization", "measurement"]),
    );
    await until(() => stub.signals().length);
    expect(await cookie(context, "sv_c")).toMatch(/^1\.pm\.1\.\d+\.0\.1$/);
    expect([await state(page, "visits"), await state(page, "views"), await state(page, "spent")]).toEqual([
      1,
      1,
      undefined,
    ]);
    expect(stub.signals()[0]).toEqual({
      plan: "plan-1",
      now: [0, 1, 1],
      next: [0, 1, 2],
      path: "/",
      language: "en",
      fresh: true,
      counts: [["view"]],
      message: expect.stringMatching(/^[0-9a-f]{32}$/),
      token: "token",
    });
    expect(Object.keys(stub.signals()[0]!)).toEqual([
      "plan",
      "now",
      "next",
      "path",
      "language",
      "fresh",
      "counts",
      "message",
      "token",
    ]);
    expect(await page.evaluate(firstLayer)).toBe(false);
  });

  test("where the region asks for opting out, no answer is a yes", async () => {
    stub.config = { ...stub.config, consent: { ...stub.config.consent, mode: "opt-out" } };
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    expect(await page.evaluate(firstLayer)).toBe(false);
  });

  test("invariant 1: with Global Privacy Control nobody is asked, and nothing is loaded", async () => {
    await context.addInitScript(() =>
      Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
    );
    stub.config = { ...stub.config, consent: { ...stub.config.consent, mode: "opt-out" } };
    await page.goto(stub.origin);
    await page.waitForTimeout(400);
    expect(paths()).toEqual([]);
    expect(await page.evaluate(firstLayer)).toBe(false);
    await page.evaluate(choose, ["personalization"]);
    await until(() => stub.signals().length);
    expect(await cookie(context, "sv_c")).toMatch(/^1\.p\.1\.\d+\.1\.1$/);
  });
});

describe("a no", () => {
  test("invariant 1: is written at once and sent once, and later pages ask for nothing", async () => {
    await page.goto(stub.origin);
    await page.waitForFunction(firstLayer);
    await page.evaluate(() => (window as unknown as PageWindow).firstLayer!.choose([]));
    expect(await cookie(context, "sv_c")).toMatch(/^1\.-\.1\.\d+\.0\.1$/);
    await until(() => paths().includes("POST /_selvedge/consent"));
    await page.goto(`${stub.origin}/?again`);
    await page.waitForTimeout(300);
    expect(paths()).toEqual(["GET /_selvedge/config", "POST /_selvedge/consent"]);
    expect(await hasDatabase(page)).toBe(false);
  });

  test.each(["garbage", "1.pm.0.20000.0.1", "1.pm.1.99999.0.1"])(
    "invariant 1: %s counts as one",
    async (value) => {
      await context.addCookies([{ name: "sv_c", value, url: stub.origin }]);
      await page.goto(stub.origin);
      await page.waitForFunction(firstLayer);
      expect(stub.signals()).toEqual([]);
      expect(await hasDatabase(page)).toBe(false);
    },
  );
});

describe("one purpose", () => {
  test("measurement only: counts, and no profile", async () => {
    await answered(context, stub, "m");
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    expect(Object.keys(stub.signals()[0]!)).toEqual([
      "plan",
      "path",
      "language",
      "counts",
      "message",
      "token",
    ]);
    expect(await kept(page, "profile")).toBeUndefined();
    await until(async () => (await kept(page, "queue"))?.length === 0);
  });

  test("personalization only: a profile, and no counts", async () => {
    await answered(context, stub, "p");
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    expect(stub.signals()[0]).not.toHaveProperty("counts");
    expect(await kept(page, "queue")).toBeUndefined();
  });
});

describe("revoking", () => {
  for (const offline of [false, true]) {
    test(`invariant 6: in another tab leaves nothing and sends nothing, ${offline ? "without" : "with"} network`, async () => {
      await answered(context, stub, "pm");
      const [first, second] = [await context.newPage(), await context.newPage()];
      await first.goto(stub.origin);
      await second.goto(stub.origin);
      await until(
        async () =>
          (await state(first, "views")) === 2 && stub.signals().length > 1 && (await cookie(context, "sv_v")),
      );
      // What one tab tells of the other's view is on its way a moment later.
      await first.waitForTimeout(400);
      await context.setOffline(offline);
      const before = stub.signals().length;
      await second.evaluate(choose, []);
      await until(async () => !(await hasDatabase(first)));
      await first.evaluate(() => {
        (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 });
        history.pushState(null, "", "/later");
      });
      await first.waitForTimeout(400);
      await context.setOffline(false);
      await first.waitForTimeout(300);
      expect(stub.signals().length).toBe(before);
      expect(await hasDatabase(first)).toBe(false);
      expect(await cookie(context, "sv_v")).toBeUndefined();
      expect(await cookie(context, "sv_c")).toMatch(/^1\.-\./);
    });
  }

  test("invariant 6: the answer to a signal that was under way stores nothing", async () => {
    await answered(context, stub, "pm");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/signals", async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.goto(stub.origin);
    await until(() => kept(page, "profile"));
    await page.waitForTimeout(150);
    await page.evaluate(choose, []);
    release();
    await page.waitForTimeout(300);
    expect(await hasDatabase(page)).toBe(false);
  });

  test("of one purpose keeps the other's", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await kept(page, "queue"))?.length === 0 && (await kept(page, "profile"))?.sent);
    await page.evaluate(choose, ["personalization"]);
    await until(async () => (await kept(page, "queue")) === undefined);
    expect(await state(page, "views")).toBe(1);
    await page.evaluate(choose, ["measurement"]);
    await until(async () => (await kept(page, "profile")) === undefined);
  });

  test("invariant 6: erasing raises the epoch and begins anew", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await kept(page, "profile"))?.sent);
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("event", "cart", { value: 5 }));
    await until(async () => (await state(page, "spent")) === 5);
    const before = stub.signals().length;
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("erase"));
    await until(async () => (await state(page, "views")) === 1 && (await state(page, "spent")) === undefined);
    await until(() => paths().includes("DELETE /_selvedge/me") && stub.signals().length > before);
    expect(await cookie(context, "sv_c")).toMatch(/^1\.pm\.1\.\d+\.0\.2$/);
    expect(stub.signals().at(before)).not.toHaveProperty("counts");
  });
});
