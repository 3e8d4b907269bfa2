import { createExecutionContext, reset, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../worker/env.ts";
import { SiteStore } from "../../worker/site.ts";
import { NOON, PAGE, SITE, Edge } from "./support.ts";

const kv = (env as unknown as Env).SITE;
const file = (id: string, more: object = {}) => JSON.stringify({ ...SITE, id, ...more });

type Fault = "throws" | "hangs";
const FAILURE = { throws: /KV GET failed/, hangs: /took longer/ };

/** The namespace, failing from now on where told to. */
function faulty(): { kv: KVNamespace; fault: Fault | undefined; asked: number } {
  const state = { fault: undefined as Fault | undefined, asked: 0, kv: undefined as unknown as KVNamespace };
  state.kv = new Proxy(kv, {
    get:
      (target, name) =>
      (...input: unknown[]) => {
        state.asked++;
        if (state.fault === "throws") return Promise.reject(new Error("KV GET failed: 500"));
        if (state.fault === "hangs") return new Promise(() => {});
        return (target as unknown as Record<PropertyKey, (...input: unknown[]) => unknown>)[name]!(...input);
      },
  });
  return state;
}

/** Asks a store, and waits for what it does in the background unless that hangs. */
async function current(store: SiteStore, source: { kv: KVNamespace; now?: number; hangs?: boolean }) {
  const ctx = createExecutionContext();
  try {
    return await store.current({
      kv: source.kv,
      now: source.now ?? NOON,
      waitUntil: (work) => source.hangs || ctx.waitUntil(work),
    });
  } finally {
    await waitOnExecutionContext(ctx);
  }
}

const nothing = () => {};
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe("the site file", () => {
  test("is the bundled one where KV has none", async () => {
    expect((await current(new SiteStore(SITE), { kv })).site.id).toBe("test-shop");
  });

  test("is the one in KV, and a newer one after a minute, without a request that waits for it", async () => {
    await kv.put("site", file("one"));
    const store = new SiteStore(SITE);
    expect((await current(store, { kv })).site.id).toBe("one");
    await kv.put("site", file("two"));
    expect((await current(store, { kv, now: NOON + 59_000 })).site.id).toBe("one");
    expect((await current(store, { kv, now: NOON + 60_000 })).site.id).toBe("one");
    expect((await current(store, { kv, now: NOON + 60_001 })).site.id).toBe("two");
  });

  test("is compiled once as long as its text is the same", async () => {
    await kv.put("site", file("one"));
    const store = new SiteStore(SITE);
    const first = await current(store, { kv });
    await current(store, { kv, now: NOON + 60_000 });
    expect(await current(store, { kv, now: NOON + 120_001 })).toBe(first);
  });
});

describe("invariant 9: the last good site file keeps serving", () => {
  test.each([
    ["garbage", "{", /JSON/],
    ["not a site", "[]", /./],
    ["a wrong type", file("bad", { languages: 7 }), /languages/],
    ["a pattern that isn't one", file("bad", { exclude: ["/(("] }), /./],
  ])("after a publish of %s, which is reported once with its place", async (_, broken, why) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(nothing);
    await kv.put("site", file("good"));
    const store = new SiteStore(SITE);
    await current(store, { kv });
    await kv.put("site", broken);
    for (const minutes of [1, 2, 3]) {
      expect((await current(store, { kv, now: NOON + minutes * 60_001 })).site.id).toBe("good");
    }
    expect(warn.mock.calls).toEqual([[expect.stringMatching(why)]]);
    await kv.put("site", file("mended"));
    await current(store, { kv, now: NOON + 4 * 60_001 });
    expect((await current(store, { kv, now: NOON + 4 * 60_001 })).site.id).toBe("mended");

    // Nor does an isolate that starts now fall back to the bundled one.
    await kv.put("site", broken);
    expect((await current(new SiteStore(SITE), { kv })).site.id).toBe("mended");
  });

  test.each<[Fault]>([["throws"], ["hangs"]])("while KV %s", async (fault) => {
    vi.spyOn(console, "error").mockImplementation(nothing);
    const source = faulty();
    await kv.put("site", file("good"));
    const store = new SiteStore(SITE);
    await current(store, source);
    source.fault = fault;
    const hangs = fault === "hangs";
    const before = source.asked;
    for (const minutes of [1, 2]) {
      for (const milliseconds of [0, 1, 59_000]) {
        const now = NOON + minutes * 60_000 + milliseconds;
        expect((await current(store, { kv: source.kv, now, hangs })).site.id).toBe("good");
      }
    }
    expect(source.asked - before).toBe(2);
    source.fault = undefined;
    await kv.put("site", file("newer"));
    await current(store, { kv, now: NOON + 180_000 });
    expect((await current(store, { kv, now: NOON + 180_001 })).site.id).toBe("newer");
  });
});

describe("without any site file", () => {
  test.each<[Fault]>([["throws"], ["hangs"]])(
    "KV that %s is asked again a second later, not with every request",
    async (fault) => {
      vi.spyOn(console, "error").mockImplementation(nothing);
      const source = faulty();
      source.fault = fault;
      const store = new SiteStore(SITE);
      const hangs = fault === "hangs";
      await expect(current(store, { kv: source.kv, hangs })).rejects.toThrow(FAILURE[fault]);
      await expect(current(store, { kv: source.kv, now: NOON + 500, hangs })).rejects.toThrow(FAILURE[fault]);
      expect(source.asked).toBe(1);
      source.fault = undefined;
      expect((await current(store, { kv: source.kv, now: NOON + 1000 })).site.id).toBe("test-shop");
    },
  );

  test("invariant 4: a page comes as the origin sends it, and what is meant for us doesn't go to the origin", async () => {
    vi.spyOn(console, "error").mockImplementation(nothing);
    const source = faulty();
    source.fault = "throws";
    const edge = new Edge({ env: { SITE: source.kv } });
    const page = await edge.ask("/", { cookies: { sv_p: "x" } });
    expect(await page.text()).toBe(PAGE);
    expect((await edge.post("/_selvedge/signals", {})).status).toBe(503);
    expect(edge.asked.map(({ url, headers }) => [url, headers.get("cookie")])).toEqual([
      ["https://shop.example/", null],
    ]);
  });
});
