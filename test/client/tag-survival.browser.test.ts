// Tests break the browser by putting their own functions in place of its methods.
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { context, openAroundEach, page, stub, until } from "./opened.ts";
import { kept, state, type PageWindow } from "./stub.ts";

/** What would reach the owner's error tracking or console. */
let heard: string[];

openAroundEach("pm");
beforeEach(async () => {
  await context.addInitScript(() => {
    (window as unknown as PageWindow).errors = [];
    addEventListener("error", (event) => (window as unknown as PageWindow).errors.push(event.message));
    addEventListener("unhandledrejection", (event) =>
      (window as unknown as PageWindow).errors.push(String(event.reason)),
    );
  });
  heard = [];
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("console", (message) => heard.push(message.text()));
});

const counted = () => until(() => stub.signals().some(({ counts }) => counts));
const silent = async () =>
  expect([...heard, ...(await page.evaluate(() => (window as unknown as PageWindow).errors))]).toEqual([]);

describe("invariant 4: the page goes on, and counts are still sent, where IndexedDB", () => {
  test.each<[string, () => void]>([
    [
      "is absent",
      () => {
        delete (window as unknown as PageWindow).indexedDB;
        delete (Window.prototype as unknown as PageWindow).indexedDB;
      },
    ],
    [
      "throws when opened",
      () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("denied", "SecurityError");
        };
      },
    ],
    [
      "never answers",
      () => {
        IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      },
    ],
    [
      "fails to open",
      () => {
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name) {
          open.call(this, name, 9);
          return open.call(this, name, 1);
        };
      },
    ],
    [
      "is full",
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      },
    ],
    [
      "is full when a transaction ends",
      () => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
          const request = put.call(this, value, key);
          this.transaction.abort();
          return request;
        };
      },
    ],
  ])("%s", async (_, breakIt) => {
    await context.addInitScript(breakIt);
    await page.goto(stub.origin);
    await counted();
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("event", "cart", { value: 1 }));
    await page.waitForTimeout(200);
    expect(stub.signals().every(({ now }) => now === undefined)).toBe(true);
    await silent();
  });
});

describe("invariant 4: what is on the device may be anything", () => {
  const put = (key: string, value: unknown) =>
    page.evaluate(
      ([key, value]) =>
        new Promise<void>((done) => {
          const request = indexedDB.open("selvedge");
          request.onsuccess = () => {
            const transaction = request.result.transaction("kept", "readwrite");
            transaction.objectStore("kept").put(value, key);
            transaction.oncomplete = () => {
              request.result.close();
              done();
            };
          };
        }),
      [key, value] as const,
    );

  test.each([
    ["text", "text"],
    ["a number", 7],
    ["null", null],
    ["another version", { profile: { version: 2 } }],
    ["half a profile", { profile: { version: 1, created: Math.floor(Date.now() / 86_400_000) } }],
    [
      "too old",
      { profile: { version: 1, created: 1, visit: { number: 9, day: 1, active: 1 }, attributes: {} } },
    ],
  ])("%s", async (_, value) => {
    await page.goto(stub.origin);
    await until(async () => (await kept(page, "profile"))?.sent);
    await put("profile", value);
    await put("queue", value);
    await page.reload();
    await until(async () => (await state(page, "views")) === 1);
    expect(await state(page, "visits")).toBe(1);
    await until(() => stub.signals().filter(({ counts }) => counts).length === 2);
    await silent();
  });

  test("a connection that was closed is opened again", async () => {
    await context.addInitScript(() => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (...values) {
        const request = open.apply(this, values);
        request.addEventListener(
          "success",
          () => ((window as unknown as PageWindow).connection = request.result),
        );
        return request;
      };
    });
    await page.goto(stub.origin);
    await until(async () => (await kept(page, "profile"))?.sent);
    await page.evaluate(() => {
      (window as unknown as PageWindow).connection.close();
      (window as unknown as PageWindow).selvedge("event", "cart", { value: 3 });
    });
    await until(async () => (await state(page, "spent")) === 3);
    expect(await state(page, "views")).toBe(1);
    await silent();
  });
});

test("two tabs lose none of each other's counts", async () => {
  const other = await context.newPage();
  await Promise.all([page.goto(stub.origin), other.goto(stub.origin)]);
  await until(async () => (await state(page, "views")) === 2);
  const clicks = (tab: Page) =>
    tab.evaluate(async () => {
      for (let click = 0; click < 50; click++) {
        (window as unknown as PageWindow).selvedge("event", "cart", { value: 1 });
        if (click % 10 === 0) await new Promise((next) => setTimeout(next));
      }
    });
  await Promise.all([clicks(page), clicks(other)]);
  await until(async () => (await state(page, "spent")) === 100);
  expect(await state(page, "visits")).toBe(1);
});

describe("invariant 4: a page with a strict policy", () => {
  const POLICY =
    "default-src 'none'; script-src 'nonce-n0nce'; require-trusted-types-for 'script'; trusted-types 'none'";

  test("is personalized under nonces and Trusted Types", async () => {
    stub.headers = { "content-security-policy": `${POLICY}; connect-src 'self'` };
    await page.goto(stub.origin);
    await counted();
    await until(async () => (await state(page, "views")) === 1);
    expect(stub.signals()[0]!.now).toEqual([0, 1, 1]);
    await silent();
  });

  test("tells the owner once what its policy lacks", async () => {
    stub.headers = { "content-security-policy": POLICY };
    await page.goto(stub.origin);
    await until(() => heard.some((text) => text.startsWith("Selvedge:")));
    await page.evaluate(() => (window as unknown as PageWindow).selvedge("consent"));
    await page.waitForTimeout(300);
    expect(heard.filter((text) => text.startsWith("Selvedge:"))).toHaveLength(1);
    expect(await page.evaluate(() => (window as unknown as PageWindow).errors)).toEqual([]);
  });
});

test("a tag that was pasted twice records once", async () => {
  stub.pages["/"] = `<script src="/_selvedge/tag.js"></script></head><body>`;
  await page.goto(stub.origin);
  await counted();
  await page.waitForTimeout(300);
  expect(await state(page, "views")).toBe(1);
  expect(stub.signals().flatMap(({ counts = [] }) => counts)).toEqual([["view"]]);
});

test("invariant 4: nonsense calls and a broken edge reach nobody", async () => {
  stub.answer = () => ({ status: 200, body: ["not", "an", "answer"] });
  await page.goto(stub.origin);
  await counted();
  await page.evaluate(() => {
    const { selvedge } = window as unknown as PageWindow;
    selvedge();
    selvedge("nonsense", 1);
    selvedge("event");
    selvedge("event", "cart", { value: () => {} });
    selvedge("event", "cart", null);
    selvedge("event", "visit");
    selvedge("consent", 5);
    selvedge("declare", "interest", { not: "a value" });
    selvedge("segments", "not a function");
  });
  await page.waitForTimeout(300);
  expect(await state(page, "visits")).toBe(1);
  await silent();
});
