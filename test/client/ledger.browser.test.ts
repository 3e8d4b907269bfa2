import { describe, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { LEDGER_BYTES, LEDGER_DAYS } from "../../shared/limits.ts";
import { known } from "./centre.ts";
import { becomes, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, hasDatabase, kept } from "./stub.ts";

openAroundEach("pm");

/** The bodies of the signals that came, the latest first. */
const came = () =>
  stub.seen
    .filter(({ path }) => path === "/_selvedge/signals")
    .map(({ body }) => body)
    .reverse();
const sent = async () => (await known("read"))!.sent;

/** What the database holds of it, in a form that outlives the page. */
const ledger = () =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "selvedge")) return [];
    return new Promise<{ purposes: string[]; body: string }[]>((resolve) => {
      indexedDB.open("selvedge").onsuccess = ({ target }) => {
        const database = (target as IDBOpenDBRequest).result;
        if (!database.objectStoreNames.length) return (database.close(), resolve([]));
        const all = database.transaction("kept").objectStore("kept").getAll(IDBKeyRange.lowerBound([]));
        all.onsuccess = () => {
          database.close();
          resolve(all.result);
        };
      };
    });
  });

/** What waits to be taken into it. */
const atRest = () => page.evaluate(() => localStorage.getItem("selvedge"));

/** Puts entries into the ledger that were made otherwise, in the place of all others. */
const put = (entries: unknown[]) =>
  page.evaluate(
    (entries) =>
      new Promise<void>((resolve) => {
        indexedDB.open("selvedge").onsuccess = ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const objects = database.transaction("kept", "readwrite").objectStore("kept");
          objects.delete(IDBKeyRange.lowerBound([]));
          entries.forEach((entry, at) => objects.put(entry, ["sent", at]));
          objects.transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    entries,
  );

describe("the ledger", () => {
  test("holds exactly what was sent, byte for byte, also what left with the page", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await call("event", "cart", { value: 12 });
    // Leaves before what was gathered is sent.
    await page.goto(`${stub.origin}/?2`);
    await becomes("views", 2);
    await until(() => came().length >= 2 && stub.signals().filter(({ counts }) => counts).length === 2);
    await until(async () => (await sent()).length === came().length);
    const found = await sent();
    expect(found.map(({ body }) => body)).toEqual(came());
    expect(new Set(found.map(({ day }) => day))).toEqual(new Set([dayOf(Date.now())]));
    expect(found.every(({ path }) => path === "/signals")).toBe(true);
  });

  test("holds the last days, and no more than so many bytes; what else lies there is no ledger", async () => {
    await page.goto(stub.origin);
    await until(() => came().length > 0);
    await page.waitForTimeout(300);
    const today = dayOf(Date.now());
    const entry = (day: number, body: string) => ({ day, path: "/signals", body, purposes: [] });
    await put([
      entry(today - LEDGER_DAYS, "too old"),
      entry(today - LEDGER_DAYS + 1, "oldest"),
      entry(today, "recent"),
      entry(today + 2, "to come"),
      "nonsense",
      null,
    ]);
    expect((await sent()).map(({ body }) => body)).toEqual(["recent", "oldest"]);
    await put([entry(today, "x".repeat(LEDGER_BYTES)), entry(today, "last")]);
    expect((await sent()).map(({ body }) => body)).toEqual(["last"]);
    await put([entry(today - LEDGER_DAYS, "too old"), entry(today, "recent"), "nonsense"]);
    await page.goto(`${stub.origin}/?2`);
    await becomes("views", 2);
    await until(async () => !(await ledger()).some((found) => found.body === "too old" || !found.body));
    expect((await ledger())[0]!.body).toBe("recent");
  });

  test("what left with a page is taken in by the next, once, and what isn't understood is passed over", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await until(async () => (await ledger()).length > 0 && (await sent()).length === came().length);
    const before = await sent();
    const left = { day: dayOf(Date.now()), path: "/signals", body: "left", purposes: ["measurement"] };
    const line = JSON.stringify([["sent", Date.now(), 0.5], left]);
    const lines = [line, "", "nonsense", "null", '[["profile",1,1],{}]', '[["sent",[],{}],{}]', line, ""];
    await page.evaluate((text) => localStorage.setItem("selvedge", text), lines.join("\n"));
    // As from the cache of the browser: no script begins anew.
    await page.evaluate(() => {
      dispatchEvent(new Event("pagehide"));
      dispatchEvent(new Event("pageshow"));
    });
    await until(async () => (await atRest()) === null);
    expect((await sent()).map(({ body }) => body)).toEqual(["left", ...before.map(({ body }) => body)]);
  });

  test("holds what a view without a load asks", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await until(async () => (await sent()).length > 0);
    await page.evaluate(() => history.pushState(null, "", "/other"));
    await until(() => stub.seen.some(({ path }) => path === "/_selvedge/decision"));
    const { body } = stub.seen.find(({ path }) => path === "/_selvedge/decision")!;
    await until(async () => (await sent()).some((each) => each.path === "/decision"));
    const noted = (await sent()).filter(({ path }) => path === "/decision");
    expect(noted.map((each) => each.body)).toEqual([body]);
    // Without personalization nothing of it is kept.
    await call("consent", ["measurement"]);
    await until(async () => !(await ledger()).some(({ purposes }) => purposes.includes("personalization")));
  });

  test("a site whose recorder can't be loaded keeps and sends nothing", async () => {
    await context.route("**/parts.js?recorder*", (route) => route.abort());
    await page.goto(stub.origin);
    await page.waitForTimeout(500);
    expect(stub.signals()).toEqual([]);
    expect(await kept(page, "profile")).toBeUndefined();
  });
});

describe("invariant 1: the ledger", () => {
  test("keeps nothing that was sent for a purpose that isn't consented to any more", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await until(async () => (await ledger()).some(({ purposes }) => purposes.includes("measurement")));
    await call("consent", ["measurement"]);
    await until(async () => (await kept(page, "profile")) === undefined);
    await until(async () => (await ledger()).every(({ purposes }) => !purposes.includes("personalization")));
    expect((await sent()).some(({ body }) => body.includes('"now"'))).toBe(false);
  });

  test("isn't there without consent", async () => {
    await answered(context, stub, "-");
    await page.goto(stub.origin);
    await page.waitForTimeout(300);
    expect(await known("read")).toBeUndefined();
    expect(await hasDatabase(page)).toBe(false);
  });
});

describe("invariant 6: the ledger", () => {
  test("is gone with a no; neither a late answer, nor a lost network, nor a second yes brings it back", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route("**/signals", async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.goto(stub.origin);
    await becomes("views", 1);
    await until(async () => (await ledger()).length > 0);
    const before = (await ledger()).map(({ body }) => body);
    await context.setOffline(true);
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
    release();
    await page.waitForTimeout(500);
    await context.setOffline(false);
    await page.waitForTimeout(500);
    expect(await hasDatabase(page)).toBe(false);
    await call("consent", ["personalization", "measurement"]);
    await until(async () => (await ledger()).length > 0);
    expect((await sent()).some(({ body }) => before.includes(body))).toBe(false);
  });

  test.each(["a no", "erasing", "a page without a yes"])(
    "what waits to be taken in is gone with %s, too, and is never taken in",
    async (way) => {
      await page.goto(stub.origin);
      await becomes("views", 1);
      await until(async () => (await ledger()).length > 0);
      const left = { day: dayOf(Date.now()), path: "/signals", body: "left", purposes: ["measurement"] };
      const line = `${JSON.stringify([["sent", Date.now(), 0.5], left])}\n`;
      await page.evaluate((text) => localStorage.setItem("selvedge", text), line);
      if (way === "a no") await call("consent", []);
      else if (way === "erasing") await call("erase");
      else {
        await answered(context, stub, "-");
        await page.goto(`${stub.origin}/?2`);
      }
      await until(async () => (await atRest()) === null);
      if (way === "a page without a yes") await answered(context, stub, "pm");
      else if (way === "a no") await call("consent", ["personalization", "measurement"]);
      await page.goto(`${stub.origin}/?3`);
      await until(async () => (await ledger()).length > 0);
      expect((await ledger()).some(({ body }) => body === "left")).toBe(false);
    },
  );

  test("is gone with erasing, but for what was sent since", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await until(async () => (await ledger()).length > 0);
    const before = came();
    await call("erase");
    await until(() => came().length > before.length);
    await until(async () => (await sent()).length > 0);
    expect((await sent()).some(({ body }) => before.includes(body))).toBe(false);
  });
});
