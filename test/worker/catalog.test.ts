import { createExecutionContext, reset, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { newProfile, recordEvent } from "../../shared/profile.ts";
import { packNeighbours } from "../../shared/recommend/packed.ts";
import type { SiteInput } from "../../shared/site/schema.ts";
import { CatalogStore } from "../../worker/catalog.ts";
import type { Env } from "../../worker/env.ts";
import { item } from "./items.ts";
import { choice, Edge, type EdgeOptions, NOON, setCookies, signalOf, TODAY } from "./support.ts";

const kv = (env as unknown as Env).SITE;
const CATALOG = [
  item("shell", { categories: ["rain"], added: 1 }),
  item("hat", { categories: ["rain"], added: 3, title: "<Hat>" }),
  item("mug", { categories: ["camp"], added: 2 }),
];
const ITEM = '<li><a href="{{url}}">{{title}}</a></li>';
const SHOP = {
  version: 1,
  id: "test-shop",
  exclude: ["/out/*"],
  catalog: { feed: "catalog.csv" },
  attributes: { favourite: { top: "view", of: "category", values: ["rain", "camp"] } },
  blocks: {
    similar: {
      pages: ["/p/*"],
      target: "#row",
      op: "content",
      recommend: { strategy: "similar", item: ITEM },
    },
    mine: {
      pages: ["/"],
      target: "#row",
      op: "content",
      recommend: { strategy: ["forYou", "newest"], by: "favourite", show: 1, item: ITEM },
    },
  },
} as const satisfies SiteInput;

const ORIGINAL =
  "<!doctype html><html lang=en><head><title>Shop</title></head><body><div id=row>-</div></body></html>";
const origin = () =>
  new Response(ORIGINAL, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "public, max-age=60" },
  });
const edgeWith = (options: EdgeOptions = {}) =>
  new Edge({ site: SHOP, origin, catalog: CATALOG, ...options });

/** The row of a page, without the page. */
async function rowOf(edge: Edge, path: string, cookies: Record<string, string> = {}): Promise<string> {
  const text = await (await edge.ask(path, { cookies })).text();
  return /<div id=row>([^]*)<\/div><\/body>/.exec(text)![1]!;
}

/** What somebody carries who has looked at such a page. */
async function cookiesFor(edge: Edge, category: string): Promise<Record<string, string>> {
  const config = await edge.config();
  const view = { name: "view", properties: { path: "/p/x", category } };
  const profile = recordEvent(newProfile(TODAY), config.attributes, view, TODAY);
  const sv_c = choice();
  const response = await edge.post("/_selvedge/signals", signalOf(config, profile), { cookies: { sv_c } });
  const given = setCookies(response);
  return { sv_c, sv_p: given["sv_p"]!.value, sv_v: given["sv_v"]!.value };
}

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe("a page with a row of items", () => {
  test("says what goes with its item, without consent and without a cookie", async () => {
    const edge = edgeWith();
    await edge.ask("/elsewhere");
    expect(await rowOf(edge, "/p/shell")).toBe(
      '<ul data-selvedge-recommend="similar" data-selvedge-show="4"><li data-selvedge-because hidden>Because you looked at {{title}}</li>' +
        '<li data-selvedge-candidate="hat" data-selvedge-about="rain"><a href="/p/hat">&lt;Hat&gt;</a></li></ul>',
    );
    expect(await rowOf(edge, "/p/mug")).toBe("-");
  });

  test("goes by the favourite of those who have said yes, and of nobody else", async () => {
    const edge = edgeWith();
    const cookies = await cookiesFor(edge, "camp");
    const mine = await rowOf(edge, "/", cookies);
    expect(mine).toContain("<li data-selvedge-because>Because you often look at: camp</li>");
    expect(mine).toMatch(/data-selvedge-about="camp"><a href="\/p\/mug">/);
    const others = [await rowOf(edge, "/"), await rowOf(edge, "/", { ...cookies, sv_c: choice([]) })];
    for (const row of others) {
      expect(row).toContain("data-selvedge-because hidden>");
      expect(row).toMatch(/candidate="hat".*candidate="mug"[^>]* hidden.*candidate="shell"[^>]* hidden/);
    }
  });

  test("says what was bought with its item, by what devices have told", async () => {
    const near = { day: TODAY, of: { mug: { bought: { ids: ["shell"] } } }, trending: [] };
    await kv.put("neighbours", packNeighbours(near));
    const recommend = { strategy: "boughtTogether", item: ITEM } as const;
    const goes = { pages: ["/p/*"], target: "#row", op: "content", recommend } as const;
    const edge = edgeWith({ site: { ...SHOP, blocks: { goes } } });
    await edge.ask("/elsewhere");
    expect(await rowOf(edge, "/p/mug")).toContain('data-selvedge-candidate="shell"');
    expect(await rowOf(edge, "/p/hat")).toBe("-");
  });

  test("invariant 5: no shared cache may store it", async () => {
    const edge = edgeWith();
    const response = await edge.ask("/p/shell");
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(response.headers.get("server-timing")).toContain("personalized");
  });

  test("looks the same to those who ask for the decision", async () => {
    const edge = edgeWith();
    await edge.ask("/elsewhere");
    const question = { path: "/p/shell", language: "en", referrer: "" };
    const answer = await (await edge.post("/_selvedge/decision", question)).json();
    expect(JSON.stringify(answer)).toContain('data-selvedge-candidate=\\"hat\\"');
    expect(answer).toMatchObject({ blocks: [{ id: "similar" }] });
    const other = await (await edge.post("/_selvedge/decision", { ...question, path: "/p/mug" })).json();
    expect(other).toMatchObject({ blocks: [], lost: [{ id: "similar", reason: "empty" }] });
  });
});

describe("the catalog of an isolate", () => {
  const published = (...ids: string[]) => JSON.stringify(ids.map((id) => item(id)));

  /** Looks for a newer one, and waits for that unless it hangs. */
  async function look(store: CatalogStore, now: number, from = kv, hangs = false): Promise<string[]> {
    const ctx = createExecutionContext();
    store.refresh({ kv: from, now, waitUntil: (work) => void (hangs || ctx.waitUntil(work)) });
    await waitOnExecutionContext(ctx);
    return store.current?.items.map(({ id }) => id) ?? [];
  }

  test("is the bundled one, then what is published, a minute later", async () => {
    const store = new CatalogStore([item("bundled")]);
    expect(store.current?.items).toHaveLength(1);
    expect(await look(store, NOON)).toEqual(["bundled"]);
    await kv.put("catalog", published("new"));
    expect(await look(store, NOON + 59_000)).toEqual(["bundled"]);
    expect(await look(store, NOON + 60_000)).toEqual(["new"]);
  });

  test("invariant 9: a broken one changes nothing, also for isolates that begin with it", async () => {
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    const store = new CatalogStore([]);
    await kv.put("catalog", published("good"));
    await look(store, NOON);
    let now = NOON;
    for (const broken of [
      "{",
      "{}",
      "7",
      '[{"id":7}]',
      '[{"id":"a","title":"x","url":"/","categories":"no","tags":[]}]',
    ]) {
      await kv.put("catalog", broken);
      now += 60_000;
      expect(await look(store, now), broken).toEqual(["good"]);
      expect(await look(new CatalogStore([item("bundled")]), now), broken).toEqual(["good"]);
    }
    expect(said).toHaveBeenCalledWith(expect.stringContaining("the catalog is broken"));
    await kv.put("catalog", published("mended"));
    expect(await look(store, now + 60_000)).toEqual(["mended"]);
  });

  test.each(["throws", "hangs"])("invariant 4: pages don't wait for a store that %s", async (fault) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const get = () => (fault === "throws" ? Promise.reject(new Error("500")) : new Promise(() => {}));
    const broken = {
      get: (key: string) => (key === "catalog" ? get() : kv.get(key)),
    } as unknown as KVNamespace;
    const edge = edgeWith({
      env: {
        SITE: new Proxy(kv, {
          get: (target, name) => (name === "get" ? broken.get : Reflect.get(target, name).bind(target)),
        }),
      },
    });
    const page = await edge.ask("/p/shell", { leave: true });
    expect(await page.text()).toContain('data-selvedge-candidate="hat"');
    expect(page.headers.get("server-timing")).toContain("personalized");
  });
});
