import { describe, expect, test } from "vitest";
import { becomes, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, cookie, hasDatabase, kept, state, type PageWindow } from "./stub.ts";

openAroundEach("pm");

const linked = (data: unknown) =>
  `<script type="application/ld+json">${typeof data === "string" ? data : JSON.stringify(data)}</script>`;

describe("views", () => {
  test.each([
    [
      "a product",
      linked({ "@type": "Product", sku: "R-1", category: "rain", offers: { price: "1299.50" } }),
      ["R-1", "rain", 1299.5],
    ],
    [
      "a graph, an array, nested offers",
      linked({
        "@graph": [
          { "@type": "WebPage" },
          {
            "@type": ["Thing", "Product"],
            mpn: "M-2",
            category: { name: "camp" },
            offers: [{ "@type": "AggregateOffer", lowPrice: 7 }],
          },
        ],
      }),
      ["M-2", "camp", 7],
    ],
    [
      "broken JSON before good JSON",
      linked("{oops") + linked([{ "@type": "NewsArticle", articleSection: ["news"] }]),
      [undefined, "news", undefined],
    ],
    [
      "Open Graph",
      `<meta property="article:section" content="tips"><meta property="product:price:amount" content="19.90">
      <meta property="product:retailer_item_id" content="OG-3">`,
      ["OG-3", "tips", 19.9],
    ],
    [
      "what the owner says before the rest",
      linked({ "@type": "Product", sku: "R-1", category: "rain", offers: { price: 5 } }) +
        `<i data-selvedge-category="own" data-selvedge-value="1,200.50 €"></i>`,
      ["R-1", "own", 1200.5],
    ],
  ])("reads %s", async (_, html, [item, category, value]) => {
    stub.pages["/"] = `</head><body>${html}`;
    await page.goto(stub.origin);
    await becomes("views", 1);
    expect([
      await state(page, "lastItem"),
      await state(page, "lastCategory"),
      await state(page, "lastValue"),
    ]).toEqual([item, category, value]);
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

  test("a page that comes back from the cache obeys the choice as it is now, and asks for no blocks", async () => {
    await page.goto(stub.origin);
    await becomes("views", 1);
    const comeBack = () =>
      page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await comeBack();
    await becomes("views", 2);
    await answered(context, stub, "-");
    await comeBack();
    await until(async () => !(await hasDatabase(page)));
    expect(stub.loaded).not.toContain("views.js");
    expect(stub.seen.filter(({ path }) => path.endsWith("/decision"))).toEqual([]);
  });

  test("works where the browser has no Navigation API", async () => {
    await context.addInitScript(() => delete (window as unknown as PageWindow).navigation);
    await page.goto(stub.origin);
    await becomes("views", 1);
    await page.evaluate(() => history.pushState(null, "", "/second"));
    await becomes("views", 2);
    await page.goBack();
    await becomes("views", 3);
    expect(page.url()).toBe(`${stub.origin}/`);
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
    const visit = (of: string, hash: string) =>
      ({ kind: "last", event: "visit", of, hash, horizon: 0 }) as const;
    stub.config = {
      ...stub.config,
      country: "PL",
      attributes: Object.fromEntries(
        ["source", "referrer", "referrerHost", "landing", "device", "country"].map((of) => [
          of,
          visit(of, of),
        ]),
      ),
    };
    await page.goto(`${stub.origin}/?utm_source=news`, { referer: "https://www.google.com/" });
    await becomes("source", "news");
    const { attributes } = (await kept(page, "profile"))!.profile;
    expect(Object.values(attributes).map(({ state }) => state)).toEqual([
      "news",
      "search",
      "www.google.com",
      "/",
      "desktop",
      "PL",
    ]);
  });

  test("the tag renews sv_v and never makes it", async () => {
    stub.answer = () => ({ status: 503, body: {} });
    await page.goto(stub.origin);
    await becomes("views", 1);
    expect(await cookie(context, "sv_v")).toBeUndefined();
    await context.addCookies([
      { name: "sv_v", value: "1", url: stub.origin, expires: Date.now() / 1000 + 60 },
    ]);
    await call("event", "cart", { value: 1 });
    await becomes("spent", 1);
    await until(
      async () =>
        (await context.cookies()).find(({ name }) => name === "sv_v")!.expires > Date.now() / 1000 + 1700,
    );
  });
});
