import { reset, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SIGHTS_FLUSH_SECONDS } from "../../shared/limits.ts";
import type { Env } from "../../worker/env.ts";
import { type MishapBatch, Mishaps, mishapOf } from "../../worker/mishaps.ts";
import { Edge, type EdgeOptions, PAGE, SITE, choice, cookiesOf, countsOf, totalsOf } from "./support.ts";

const MINUTE = 60_000;
const NAVIGATION = { headers: { accept: "text/html", "sec-fetch-dest": "document" } };
const quiet = () => vi.spyOn(console, "warn").mockImplementation(() => {});
const html = (body: string, more: Record<string, string> = {}) =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...more } });

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test.each([
  ["rules", "rules"],
  ["too much at once", "busy"],
  ["block hero: the end tag of <p> is missing", "block"],
  ["connect-src blocks the tag", "csp-connect"],
  ["something new", "other"],
  ["toString", "other"],
  ["status 404", undefined],
  ["has the tag", undefined],
  ["a piece", undefined],
])("%s counts as %s", (reason, mishap) => {
  expect(mishapOf(reason)).toBe(mishap);
});

describe("an isolate", () => {
  const setUp = () => {
    const sent: MishapBatch[] = [];
    return { mishaps: new Mishaps(), sent, add: async (batch: MishapBatch) => sent.push(batch) };
  };

  test("hands on what it has gathered, and not twice within a minute", async () => {
    const { mishaps, sent, add } = setUp();
    expect(mishaps.flush(0, add)).toBeUndefined();
    mishaps.note("large");
    mishaps.note("large");
    mishaps.note("plan");
    await mishaps.flush(0, add);
    mishaps.note("slow");
    expect(mishaps.flush(MINUTE - 1, add)).toBeUndefined();
    await mishaps.flush(MINUTE, add);
    expect(mishaps.flush(2 * MINUTE, add)).toBeUndefined();
    expect(sent.map(({ totals }) => totals)).toEqual([
      [
        ["mishap:large", 2],
        ["mishap:plan", 1],
      ],
      [["mishap:slow", 1]],
    ]);
  });

  test("keeps what can't be handed on, under its number, for as long as that is known", async () => {
    const { mishaps, sent, add } = setUp();
    const broken = async (batch: MishapBatch) => {
      await add(batch);
      throw new Error("no counter");
    };
    mishaps.note("large");
    await mishaps.flush(0, broken);
    mishaps.note("slow");
    await mishaps.flush(MINUTE, add);
    await mishaps.flush(2 * MINUTE, add);
    expect(sent[1]).toBe(sent[0]);
    expect(sent.map(({ totals }) => totals[0]![0])).toEqual(["mishap:large", "mishap:large", "mishap:slow"]);
    mishaps.note("busy");
    await mishaps.flush(3 * MINUTE, broken);
    mishaps.note("plan");
    await mishaps.flush(24 * 60 * MINUTE + 3 * MINUTE, add);
    expect(sent.at(-1)!.totals).toEqual([["mishap:plan", 1]]);
  });
});

/** The day's totals without those of pages that went well. */
async function mishapsOf(edge: Edge): Promise<Record<string, number>> {
  const all = Object.entries(await totalsOf(edge));
  return Object.fromEntries(all.filter(([name]) => !name.startsWith("page:")));
}

describe("the day's counts", () => {
  const broken = { get: () => ({ count: fail }), idFromName: () => ({}) };
  const hanging = { get: () => ({ count: hang }), idFromName: () => ({}) };
  const fail = () => Promise.reject(new Error("no counter"));
  const hang = () => new Promise(() => {});

  /** What is counted once the page has been asked for twice, a minute apart. */
  async function counted(options: EdgeOptions, cookies?: (edge: Edge) => Promise<Record<string, string>>) {
    quiet();
    const edge = new Edge(options);
    const ask = { ...NAVIGATION, cookies: (await cookies?.(edge)) ?? {} };
    const page = await edge.ask("/", ask);
    edge.now += MINUTE;
    await edge.ask("/checkout/", NAVIGATION);
    return { page, totals: await mishapsOf(edge) };
  }

  test("tell how many pages were known, now and then", async () => {
    quiet();
    const body = PAGE.replace("</body>", "<p>Known or not.</p></body>");
    const edge = new Edge({ origin: () => html(body) });
    for (let sight = 0; sight < 4; sight++) await edge.ask("/", NAVIGATION);
    expect(await totalsOf(edge)).toEqual({});
    edge.now += SIGHTS_FLUSH_SECONDS * 1000;
    await edge.ask("/checkout/", NAVIGATION);
    // Kept from the second sight on.
    expect(await totalsOf(edge)).toEqual({ "page:new": 2, "page:known": 2 });
  });

  test.each<[string, () => Response]>([
    ["large", () => html("<p>".repeat(1024 * 1024))],
    ["charset", () => new Response("<p>", { headers: { "content-type": "text/html" } })],
    ["encoding", () => html("", { "content-encoding": "zstd" })],
    ["no-transform", () => html("<p>", { "cache-control": "no-transform" })],
    ["csp-script", () => html(PAGE, { "content-security-policy": "script-src 'none'" })],
    ["block", () => html("<b id=delivery><p></b>misnested")],
  ])("tell of %s", async (mishap, origin) => {
    expect((await counted({ origin })).totals).toEqual({ [`mishap:${mishap}`]: 1 });
  });

  test("tell of nothing where all is well, nor of what is meant to be so", async () => {
    for (const origin of [
      () => html(PAGE),
      () => new Response("{}", { headers: { "content-type": "application/json" } }),
      () => new Response("gone", { status: 404, headers: { "content-type": "text/html" } }),
    ])
      expect((await counted({ origin })).totals).toEqual({});
  });

  test("tell of an origin that can't be asked", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { page, totals } = await counted({ origin: () => Promise.reject(new Error("refused")) });
    // Both requests went there.
    expect([page.status, totals]).toEqual([502, { "mishap:origin": 1 }]);
  });

  test.each([
    ["fails", broken],
    ["hangs", hanging],
  ])(
    "come later where the counter %s, once; pages and signals go on",
    async (_, COUNTER) => {
      quiet();
      vi.spyOn(console, "error").mockImplementation(() => {});
      const edge = new Edge({ origin: () => html(PAGE, { "content-security-policy": "script-src 'none'" }) });
      const { COUNTER: working } = edge.env;
      const env = edge.env as { COUNTER: Env["COUNTER"] };
      env.COUNTER = COUNTER as never;
      for (let minute = 0; minute < 3; minute++) {
        const page = await edge.ask("/", NAVIGATION);
        expect(page.headers.get("server-timing")).toContain('selvedge;desc="personalized"');
        edge.now += MINUTE;
      }
      const config = await edge.config();
      const signal = await edge.post("/_selvedge/signals", countsOf(config), { cookies: { sv_c: choice() } });
      expect([signal.status, await signal.json()]).toEqual([
        200,
        expect.objectContaining({ counted: false }),
      ]);
      env.COUNTER = working;
      for (let minute = 0; minute < 3; minute++) {
        await edge.ask("/checkout/", NAVIGATION);
        edge.now += MINUTE;
      }
      expect(await mishapsOf(edge)).toEqual({ "mishap:csp-script": 3, "mishap:counter": 1 });
      // A counter that hangs is waited for each time, as long as that may take.
    },
    30_000,
  );

  test("tell of a site file that can't be read any more", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const edge = new Edge();
    await edge.ask("/", NAVIGATION);
    const { SITE: kv } = edge.env;
    const env = edge.env as { SITE: KVNamespace };
    env.SITE = { get: () => Promise.reject(new Error("KV GET failed")) } as never;
    edge.now += MINUTE;
    const page = await edge.ask("/", NAVIGATION);
    expect(page.headers.get("server-timing")).toContain("personalized");
    env.SITE = kv;
    edge.now += MINUTE;
    await edge.ask("/", NAVIGATION);
    expect(await mishapsOf(edge)).toEqual({ "mishap:site-stale": 1 });
  });

  test("tell of an older plan that doesn't come in time", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const slow = new Proxy(edge.env.SITE, {
      get:
        (target, name) =>
        (key: string, ...more: unknown[]) =>
          key.startsWith("plan:") && name === "get"
            ? new Promise(() => {})
            : (target as unknown as Record<PropertyKey, (...input: unknown[]) => unknown>)[name]!(
                key,
                ...more,
              ),
    });
    const newer = {
      ...SITE,
      segments: { returning: { when: { visits: { $gte: 3 } } } },
      blocks: { welcome: { target: "#welcome", op: "text", text: "Again", when: "returning" } },
    };
    const { totals } = await counted({ site: newer, env: { SITE: slow } }, async () => cookies);
    expect(totals).toEqual({ "mishap:plan": 1 });
  });

  test("invariant 7: are numbers by day and word, and nothing of who asked", async () => {
    const { totals } = await counted({ origin: () => html("<b id=delivery><p></b>misnested") });
    expect(Object.keys(totals)).toEqual(["mishap:block"]);
    const { COUNTER, TOTALS } = new Edge().env;
    const merged = TOTALS.get(TOTALS.idFromName("test-shop"));
    const counter = COUNTER.get(COUNTER.idFromName("test-shop"));
    const rows = [
      ...(await runInDurableObject(merged, (_, { storage: { sql } }) => [
        ...sql.exec("SELECT * FROM totals"),
      ])),
      ...(await runInDurableObject(counter, (_, { storage: { sql } }) => [
        ...sql.exec("SELECT * FROM messages"),
      ])),
    ];
    const shapes = new Set(rows.map((row) => Object.keys(row).join(" ")));
    expect([...shapes]).toEqual(["name day total", "number hour"]);
  });
});
