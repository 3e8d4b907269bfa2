import { beforeEach, describe, expect, test } from "vitest";
import { GTAG, gtagEvent, head, layer, push, serveLayered, SHELL, thrown } from "./layered.ts";
import { becomes, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, hasDatabase, kept, type PageWindow, state } from "./stub.ts";

openAroundEach();
beforeEach(() => {
  serveLayered(["layer-in"]);
  stub.pages["/"] = head(GTAG);
});

const ADD = { event: "add_to_cart", ecommerce: { currency: "EUR", value: 245, items: [SHELL] } };
const ORDER = { transaction_id: "T-4711", value: 245, items: [SHELL] };
/** Whether somebody listens at the layer by now. */
const listening = () =>
  page.waitForFunction(() => Object.hasOwn((window as unknown as { dataLayer: object }).dataLayer, "push"));
/** All that the tag keeps and has sent. */
const everything = async () =>
  JSON.stringify([await kept(page, "profile"), await kept(page, "queue"), stub.seen]);

/** Tells an order once more that has been told, and a new one: what comes after them shows that only one was counted. */
async function countsOneMore(): Promise<void> {
  await push({ event: "purchase", ecommerce: ORDER });
  await push({ event: "purchase", ecommerce: { ...ORDER, transaction_id: "T-2" } });
  await becomes("orders", 2);
  await push(ADD);
  await becomes("cartValue", 245);
  expect(await state(page, "orders")).toBe(2);
}

describe("after a yes", () => {
  beforeEach(() => answered(context, stub, "pm"));

  test("what is pushed counts, by entry and by gtag(), with what came before the tag", async () => {
    stub.pages["/"] = head(`${GTAG}<script>
      dataLayer.push({ ecommerce: null });
      dataLayer.push(${JSON.stringify(ADD)});
      gtag("event", "view_item", { items: [${JSON.stringify(SHELL)}] });
    </script>`);
    await page.goto(stub.origin);
    await becomes("cartValue", 245);
    await becomes("looked", "rain");
    expect(await push({ event: "remove_from_cart", items: [{ ...SHELL, price: "45" }] })).toBe(6);
    await becomes("cartValue", 200);
    await gtagEvent("search", { search_term: "hat" });
    await becomes("term", "hat");
    await gtagEvent("purchase", ORDER);
    await becomes("orders", 1);
    await becomes("cartValue", undefined);
    expect(await thrown()).toEqual([]);
  });

  test("invariant 2: no number of an order, a user or an address is kept or sent", async () => {
    await page.goto(stub.origin);
    await listening();
    await gtagEvent("login", { method: "ann@shop.example", user_id: "u-77" });
    await gtagEvent("search", { search_term: "ann@shop.example" });
    await push({ user_id: "u-77", email: "ann@shop.example" });
    await gtagEvent("purchase", { ...ORDER, user_id: "u-77", email: "ann@shop.example" });
    await becomes("orders", 1);
    await until(() => stub.signals().some(({ now }) => now));
    expect(await everything()).not.toMatch(/4711|u-77|ann@/);
  });

  test("an order that page and container both tell counts once", async () => {
    await page.goto(stub.origin);
    await listening();
    await gtagEvent("purchase", ORDER);
    await countsOneMore();
  });

  test("and so does the order of a page that is loaded again, but for a new one that is told there later", async () => {
    stub.pages["/"] = head(`${GTAG}<script>gtag("event", "purchase", ${JSON.stringify(ORDER)})</script>`);
    await page.goto(stub.origin);
    await becomes("orders", 1);
    await page.reload();
    await listening();
    await countsOneMore();
  });

  test("a search that stands in the address has been seen", async () => {
    stub.pages["/found"] = head(`${GTAG}<script>gtag("event", "search", { search_term: "other" })</script>`);
    await page.goto(`${stub.origin}/found?q=hat`);
    await listening();
    await push(ADD);
    await becomes("cartValue", 245);
    expect(await state(page, "term")).toBe("hat");
  });

  test("nonsense throws nothing, whatever it is", async () => {
    await page.goto(stub.origin);
    await listening();
    await page.evaluate(() => {
      const { dataLayer, gtag } = window as unknown as {
        dataLayer: unknown[];
        gtag(...all: unknown[]): void;
      };
      const hostile = new Proxy(
        {},
        {
          get: () => {
            throw new Error("hostile");
          },
        },
      );
      const circle: Record<string, unknown> = { event: "purchase" };
      circle["items"] = [circle];
      dataLayer.push(null, undefined, 7, "purchase", () => 1, [], hostile, Symbol("x"), 1n);
      dataLayer.push({ event: "purchase", ecommerce: hostile }, { event: {} }, circle);
      dataLayer.push();
      gtag();
      gtag("event");
      gtag("event", "purchase", null);
    });
    await push(ADD);
    await becomes("cartValue", 245);
    expect(await thrown()).toEqual([]);
  });

  test("a wrapper that the page had put around push, or puts there later, goes on, with its answer", async () => {
    const wrap = (name: string) => `(() => {
      const before = dataLayer.push;
      window.${name} = 0;
      dataLayer.push = function () { ${name}++; return before.apply(this, arguments) + 1000; };
    })();`;
    stub.pages["/"] = head(`${GTAG}<script>${wrap("earlier")}</script>`);
    await page.goto(stub.origin);
    await page.waitForFunction(
      () => !/earlier/.test(String((window as unknown as { dataLayer: unknown[] }).dataLayer.push)),
    );
    expect(await push(ADD)).toBe(1003);
    await page.evaluate(wrap("later"));
    expect(await push(ADD)).toBe(2004);
    await becomes("cartValue", 490);
    expect(await page.evaluate("[earlier, later]")).toEqual([2, 1]);
    expect(
      Object.keys(await page.evaluate(() => ({ ...(window as unknown as { dataLayer: object }).dataLayer }))),
    ).toContain("push");
  });

  test("what the page's own push throws, the page gets", async () => {
    stub.pages["/"] = head(
      `${GTAG}<script>dataLayer.push = () => { throw new Error("the owner's"); }</script>`,
    );
    await page.goto(stub.origin);
    await page.waitForFunction(
      () => !/owner/.test(String((window as unknown as { dataLayer: unknown[] }).dataLayer.push)),
    );
    await expect(push(ADD)).rejects.toThrow("the owner's");
    await call("event", "cart", { value: 5 });
    await becomes("cartValue", 5);
  });

  test.each(["7", "Object.freeze([])", "{}", "null", "{ push: 1 }"])(
    "a layer that is %s is left alone, and everything else is recorded",
    async (value) => {
      stub.pages["/"] = head(`<script>window.dataLayer = ${value}</script>`);
      await page.goto(stub.origin);
      await becomes("visits", 1);
      await call("event", "cart", { value: 5 });
      await becomes("cartValue", 5);
      expect(await thrown()).toEqual([]);
    },
  );

  test("two tags that were pasted by mistake count once", async () => {
    const TAG = `<script async src="/_selvedge/tag.js"></script>`;
    stub.pages["/"] = head(`${GTAG}${TAG}`);
    await page.goto(stub.origin);
    await listening();
    await push(ADD);
    await becomes("cartValue", 245);
    await push({ event: "view_item", items: [SHELL] });
    await becomes("looked", "rain");
    expect(await state(page, "cartValue")).toBe(245);
  });

  test("where an ad blocker takes the part away the page is whole, nothing is recorded, and nobody hears of it", async () => {
    await page.route(/\/parts\.js\?.*layer-in/, (route) => route.abort());
    stub.pages["/"] = head(`${GTAG}<script>dataLayer.push(${JSON.stringify(ADD)})</script>`);
    await page.goto(stub.origin);
    await until(() => stub.loaded.includes("policy.js"));
    expect(await push(ADD)).toBe(4);
    expect(await page.locator("h1").innerText()).toBe("Shop");
    expect(stub.signals()).toEqual([]);
    expect(await thrown()).toEqual([]);
  });
});

describe("invariant 1", () => {
  test("before an answer nothing is read, and a yes takes up nothing that was pushed earlier", async () => {
    stub.pages["/"] = head(`${GTAG}<script>dataLayer.push(${JSON.stringify(ADD)})</script>`);
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    await push(ADD);
    expect(stub.loaded).not.toContain("layer-in.js");
    expect(await hasDatabase(page)).toBe(false);
    await call("consent", ["personalization", "measurement"]);
    await becomes("visits", 1);
    expect(await state(page, "cartValue")).toBeUndefined();
    await push({ event: "add_to_cart", value: 7 });
    await becomes("cartValue", 7);
  });

  test("and what has been pushed when a page turns to another configuration isn't taken up", async () => {
    const { configuration } = stub;
    const later = { ...configuration(), plan: "plan-2" };
    Object.assign(stub, { configuration: () => ({ ...configuration(), parts: ["recorder"] }) });
    stub.answer = (signal) =>
      signal.plan === "plan-1"
        ? { status: 409, body: { config: later } }
        : { status: 200, body: { counted: true, decision: { segments: [], blocks: [], lost: [] } } };
    stub.pages["/"] = head(`${GTAG}<script>dataLayer.push(${JSON.stringify(ADD)})</script>`);
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    await call("consent", ["personalization", "measurement"]);
    await listening();
    await push({ event: "add_to_cart", value: 7 });
    await becomes("cartValue", 7);
  });
});

test("invariant 6: after a no nothing is recorded of what is pushed, in any tab, and the page's pushes go on", async () => {
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await listening();
  await push(ADD);
  await becomes("cartValue", 245);
  const other = await context.newPage();
  await other.goto(stub.origin);
  await other.waitForFunction(() => (window as unknown as PageWindow).selvedge);
  const heardNo = page.evaluate(
    () =>
      new Promise<void>((heard) =>
        document.addEventListener("selvedge:consent", ({ detail }: CustomEventInit<unknown[]>) => {
          if (detail!.length === 0) heard();
        }),
      ),
  );
  await other.evaluate(() => (window as unknown as PageWindow).selvedge("consent", []));
  // Its database may be gone before its own tab has heard why.
  await heardNo;
  await until(async () => !(await hasDatabase(page)));
  const before = (await layer()).length;
  await push(ADD);
  await gtagEvent("purchase", ORDER);
  expect((await layer()).length).toBe(before + 2);
  // A yes again begins with nothing.
  await call("consent", ["personalization", "measurement"]);
  await becomes("visits", 1);
  expect(await state(page, "cartValue")).toBeUndefined();
  expect(await state(page, "orders")).toBeUndefined();
  expect(await thrown()).toEqual([]);
});
