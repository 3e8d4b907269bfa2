import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { answered, cookie, kept, openBrowser, openStub, state, type Stub } from "./stub.ts";

let browser: Browser;
let stub: Stub;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stub = await openStub();
  context = await browser.newContext();
  await answered(context, stub, "pm");
  page = await context.newPage();
});
afterEach(async () => {
  await context?.close();
  await stub?.close();
});

const until = (check: () => unknown) => vi.waitFor(async () => expect(await check()).toBeTruthy(), { timeout: 10_000, interval: 50 });
const becomes = (attribute: string, value: unknown) =>
  vi.waitFor(async () => expect(await state(page, attribute)).toEqual(value), { timeout: 10_000, interval: 50 });
const call = (...values: unknown[]) => page.evaluate((values) => (window as any).selvedge(...values), values);
const linked = (data: unknown) =>
  `<script type="application/ld+json">${typeof data === "string" ? data : JSON.stringify(data)}</script>`;

describe("views", () => {
  test.each([
    ["a product", linked({ "@type": "Product", sku: "R-1", category: "rain", offers: { price: "1299.50" } }), ["R-1", "rain", 1299.5]],
    ["a graph, an array, nested offers", linked({ "@graph": [{ "@type": "WebPage" }, { "@type": ["Thing", "Product"],
      mpn: "M-2", category: { name: "camp" }, offers: [{ "@type": "AggregateOffer", lowPrice: 7 }] }] }), ["M-2", "camp", 7]],
    ["broken JSON before good JSON", linked("{oops") + linked([{ "@type": "NewsArticle", articleSection: ["news"] }]), [undefined, "news", undefined]],
    ["Open Graph", `<meta property="article:section" content="tips"><meta property="product:price:amount" content="19.90">
      <meta property="product:retailer_item_id" content="OG-3">`, ["OG-3", "tips", 19.9]],
    ["what the owner says before the rest", linked({ "@type": "Product", sku: "R-1", category: "rain", offers: { price: 5 } }) +
      `<i data-selvedge-category="own" data-selvedge-value="1,200.50 €"></i>`, ["R-1", "own", 1200.5]],
  ])("reads %s", async (_, html, [item, category, value]) => {
    stub.pages["/"] = `</head><body>${html}`;
    await page.goto(stub.origin);
    await becomes("views", 1);
    expect([await state(page, "lastItem"), await state(page, "lastCategory"), await state(page, "lastValue")]).toEqual([item, category, value]);
  });

  test("sees the pages of a single-page application, and not a mere fragment", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    await page.evaluate(() => {
      history.pushState(null, "", "/second");
      document.title = "Second";
    });
    await becomes("views", 2);
    expect(await state(page, "lastTitle")).toBe("Second");
    await page.evaluate(() => (location.hash = "part"));
    await page.evaluate(() => history.replaceState({ scroll: 5 }, ""));
    await page.goBack();
    await page.goBack();
    await becomes("views", 3);
    await until(() => stub.signals().some(({ path, counts }) => path === "/second" && counts));
    expect(await state(page, "visits")).toBe(1);
  });

  test("works where the browser has no Navigation API", async () => {
    await context.addInitScript(() => delete (window as any).navigation);
    await page.goto(stub.origin);
    await becomes("views", 1);
    await page.evaluate(() => history.pushState(null, "", "/second"));
    await becomes("views", 2);
    await page.goBack();
    await becomes("views", 3);
  });
});

describe("visits", () => {
  test("go on over pages, and end after the idle time", async () => {
    await context.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() + Number(new URLSearchParams(location.search).get("later") ?? 0) * 60_000;
    });
    await page.goto(stub.origin);
    await becomes("views", 1);
    await page.goto(`${stub.origin}/?later=29`);
    await becomes("views", 2);
    expect(await state(page, "visits")).toBe(1);
    await page.goto(`${stub.origin}/?later=60`);
    await becomes("views", 3);
    expect(await state(page, "visits")).toBe(2);
  });

  test("know how the visitor arrived", async () => {
    const visit = (of: string, hash: string) => ({ kind: "last", event: "visit", of, hash, horizon: 0 }) as const;
    stub.config = { ...stub.config, country: "PL", attributes: Object.fromEntries(
      ["source", "referrer", "referrerHost", "landing", "device", "country"].map((of) => [of, visit(of, of)])) };
    await page.goto(`${stub.origin}/?utm_source=news`, { referer: "https://www.google.com/" });
    await becomes("source", "news");
    const { attributes } = (await kept(page, "profile")).profile;
    expect(Object.values(attributes).map(({ state }: any) => state)).toEqual(["news", "search", "www.google.com", "/", "desktop", "PL"]);
  });

  test("the tag renews sv_v and never makes it", async () => {
    stub.answer = () => ({ status: 503, body: {} });
    await page.goto(stub.origin);
    await becomes("views", 1);
    expect(await cookie(context, "sv_v")).toBeUndefined();
    await context.addCookies([{ name: "sv_v", value: "1", url: stub.origin, expires: Date.now() / 1000 + 60 }]);
    await call("event", "cart", { value: 1 });
    await becomes("spent", 1);
    await until(async () => (await context.cookies()).find(({ name }) => name === "sv_v")!.expires > Date.now() / 1000 + 1700);
  });
});

describe("events", () => {
  test("the owner's triggers read attributes, texts, numbers and amounts", async () => {
    stub.config = { ...stub.config, triggers: [
      { event: "cart", on: "click", selector: ".add", properties: { value: { selector: ".price", text: true, type: "money" } } },
      { event: "cart", on: "submit", selector: "form", properties: { value: { selector: "input", attr: "value", type: "number" } } },
      { event: "cart", on: "view", selector: "#offer", properties: { value: { value: 1000 } } },
      { event: "cart", on: "click", selector: "::broken(", properties: {} },
    ] };
    stub.pages["/"] = `</head><body><div class="add" onclick="event.stopPropagation()"><b class="price">$1,299.50</b><button>+</button></div>
      <i id="offer"></i><form onsubmit="return false"><input><button id="send">send</button></form>`;
    await page.goto(stub.origin);
    await becomes("spent", 1000);
    await page.click(".add button");
    await becomes("spent", 2299.5);
    await page.fill("input", "0.5");
    await page.click("#send");
    await becomes("spent", 2300);
    expect(await state(page, "clicks")).toBe(2);
  });

  test("what is declared in the page or by its scripts changes the projection", async () => {
    stub.pages["/"] = `</head><body><select data-selvedge-declare="interest"><option>none<option>sport<option>office</select>
      <button data-selvedge-declare="interest" value="office">office</button>`;
    await page.goto(stub.origin);
    await page.selectOption("select", "sport");
    await becomes("interest", "sport");
    await page.click("button");
    await becomes("interest", "office");
    await call("declare", "interest", "sport");
    await becomes("interest", "sport");
    await until(() => stub.signals().at(-1)!.now![0] === 1);
  });

  test("scroll and dwell are told when the page is left for another", async () => {
    stub.config = { ...stub.config, attributes: {
      depth: { kind: "last", event: "scroll", of: "depth", hash: "d", horizon: 0 },
      seconds: { kind: "sum", event: "dwell", of: "seconds", hash: "s", horizon: 0 },
    } };
    stub.pages["/"] = `</head><body><div style="height:4000px"></div><a href="/next">next</a>`;
    stub.pages["/next"] = `</head><body>next`;
    await page.goto(stub.origin);
    await until(() => kept(page, "profile"));
    await page.waitForTimeout(1100);
    await page.evaluate(() => scrollTo(0, 1500));
    await page.waitForTimeout(100);
    await page.evaluate(() => document.querySelector("a")!.click());
    await page.waitForURL("**/next");
    await becomes("depth", 50);
    expect(await state(page, "seconds")).toBeGreaterThanOrEqual(1);
  });

  test("goals are counted by the step that their value reaches", async () => {
    stub.config = { ...stub.config, goals: { order: { event: "purchase", value: "value", steps: [50, 100, 500] } } };
    await page.goto(stub.origin);
    await becomes("views", 1);
    for (const value of [499.99, 20]) await call("event", "purchase", { value });
    await until(() => stub.signals().flatMap(({ counts = [] }) => counts).length === 3);
    expect(stub.signals().flatMap(({ counts = [] }) => counts).slice(1)).toEqual([["goal", "order", 100], ["goal", "order", 0]]);
    expect(JSON.stringify(stub.signals())).not.toContain("499.99");
  });

  test("exact values appear on the device only", async () => {
    stub.pages["/"] = `</head><body><span data-selvedge-device="spent">–</span>`;
    await page.goto(stub.origin);
    await becomes("views", 1);
    await call("event", "cart", { value: 12.5 });
    await page.waitForFunction(() => document.querySelector("span")!.textContent === "12.5");
    expect(JSON.stringify(stub.signals())).not.toContain("12.5");
  });
});

describe("signals", () => {
  test("nothing is sent twice: only a projection that changed", async () => {
    await page.goto(stub.origin);
    for (let views = 1; views <= 4; views++) {
      await becomes("views", views);
      await until(() => stub.signals().filter(({ counts }) => counts).length === views);
      await page.waitForTimeout(150);
      await page.goto(`${stub.origin}/?${views}`);
    }
    await page.waitForTimeout(300);
    expect(stub.signals().filter(({ now }) => now).map(({ now }) => now![1])).toEqual([1, 2, 3]);
  });

  test("invariant 2: equal visitors send equal bytes but for the message number", async () => {
    const bodies: string[] = [];
    for (let visitor = 0; visitor < 2; visitor++) {
      const other = await browser.newContext();
      await answered(other, stub, "pm");
      const from = stub.seen.length;
      await (await other.newPage()).goto(stub.origin);
      await until(() => stub.seen.slice(from).some(({ path }) => path.endsWith("/signals")));
      bodies.push(stub.seen.slice(from).find(({ path }) => path.endsWith("/signals"))!.body);
      await other.close();
    }
    const [one, two] = bodies.map((body) => body.replace(/"message":"\w{32}"/, ""));
    expect(one).toBe(two);
    expect(bodies[0]).not.toBe(bodies[1]);
  });

  test("a failing edge is asked again with the same message number, also by the next page", async () => {
    stub.answer = () => ({ status: 503, body: {} });
    await page.goto(stub.origin);
    await until(() => stub.signals().filter(({ counts }) => counts).length >= 2);
    const [first, again] = stub.signals().filter(({ counts }) => counts);
    expect(again!.message).toBe(first!.message);
    stub.answer = () => ({ status: 200, body: { counted: true, decision: { segments: [], blocks: [], lost: [] } } });
    stub.pages["/next"] = "</head><body>";
    await page.goto(`${stub.origin}/next`);
    await until(async () => (await kept(page, "queue"))?.length === 0);
    expect(new Set(stub.signals().filter(({ counts }) => counts).map(({ message }) => message)).size).toBe(2);
  });

  test("counts that aren't durable yet stay; those older than a day go", async () => {
    stub.answer = () => ({ status: 200, body: { counted: false, decision: { segments: [], blocks: [], lost: [] } } });
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    await until(async () => (await kept(page, "queue"))?.length === 1);
    await context.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() + 25 * 3_600_000;
    });
    const [{ message }] = await kept(page, "queue");
    await page.reload();
    await until(async () => (await kept(page, "queue")).every((each: any) => each.message !== message));
  });

  test("an old plan is answered with the new one, and the signal is sent again", async () => {
    const newer = { ...stub.config, plan: "plan-2" };
    stub.answer = ({ plan }) => plan === "plan-1"
      ? { status: 409, body: { config: newer } }
      : { status: 200, body: { counted: true, decision: { segments: [], blocks: [], lost: [] } } };
    await page.goto(stub.origin);
    await until(() => stub.signals().some(({ plan }) => plan === "plan-2"));
    expect(stub.signals()[1]).toEqual({ ...stub.signals()[0], plan: "plan-2" });
  });

  test("a new profile grows from what the cookie still knew", async () => {
    stub.answer = ({ fresh }) => ({ status: 200, body: {
      counted: true, decision: { segments: [], blocks: [], lost: [] }, ...(fresh && { seed: { visits: 4, interest: "office" } }) } });
    await page.goto(stub.origin);
    await becomes("visits", 5);
    expect((await kept(page, "profile")).profile.fresh).toBeUndefined();
    await until(() => stub.signals().at(-1)!.now!.join() === "2,1,2");
    expect(stub.signals().filter(({ fresh }) => fresh).length).toBe(1);
  });

  test("listeners hear each decision, also when another one fails", async () => {
    stub.pages["/"] = `</head><body><script>
      heard = [];
      selvedge = function () { (selvedge.q = selvedge.q || []).push(arguments) };
      selvedge("segments", () => { throw new Error("the page's own") });
      selvedge("segments", (ids) => heard.push(ids.join()));
      document.addEventListener("selvedge:decision", (event) => heard.push(event.detail.blocks[0]?.id));
      </script><script type="application/json" id="selvedge-decision">{"segments":["first"],"blocks":[],"lost":[]}</script>`;
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as any).heard.includes("hero"));
    await page.waitForFunction(() => (window as any).heard.includes("returning"));
    expect(await page.evaluate(() => (window as any).heard)).toContain("first");
  });
});
