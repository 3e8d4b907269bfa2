import { reset, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PAIR_SHARDS } from "../../../shared/recommend/limits.ts";
import type { PairCount } from "../../../shared/recommend/contract.ts";
import { CatalogIndex, shelfOf } from "../../../shared/recommend/shelf.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { batchesOf, countPairs } from "../../../worker/endpoints/pair-counting.ts";
import { shardOfPairs } from "../../../worker/publishing.ts";
import type { Scope } from "../../../worker/scope.ts";
import { choice, countsOf, Edge, MESSAGE, totalsOf } from "../support.ts";

const OWNER_TOKEN = "only for the owner of the tests";
const PAIRS = [
  ["pair", "viewed", "beanie", "jacket"],
  ["pair", "viewed-bought", "jacket", "beanie"],
  ["pair", "bought", "beanie", "wax"],
] as const satisfies PairCount[];

let edge: Edge;
let config: TagConfig;
beforeEach(async () => {
  edge = new Edge({ env: { ADMIN_HOST: "admin.example", OWNER_TOKEN } });
  config = await edge.config();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

const ask = (counts: readonly unknown[], more: object = {}, headers: Record<string, string> = {}) =>
  edge.post("/_selvedge/signals", countsOf(config, { counts, ...more }), {
    cookies: { sv_c: choice() },
    headers,
  });

/** All rows of a table in all objects. */
async function rows(table: string) {
  const all = Array.from({ length: PAIR_SHARDS }, (_, shard) =>
    runInDurableObject(shardOfPairs(edge.env, "test-shop", shard), (_, { storage: { sql } }) => [
      ...sql.exec<Record<string, string | number>>(`SELECT * FROM ${table} ORDER BY 1, 2, 3`),
    ]),
  );
  return (await Promise.all(all)).flat();
}

// Not a limit on speed: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

describe("pairs of items", () => {
  test("are counted beside everything else, once however often they are sent", async () => {
    for (let attempt = 0; attempt < 3; attempt++)
      expect(await (await ask([["view"], ...PAIRS])).json()).toMatchObject({ counted: true });
    const counted = (await rows("pairs")).map(({ kind, a, b, total }) => [kind, a, b, total].join(" "));
    expect(counted.sort()).toEqual([
      "bought beanie wax 1",
      "viewed beanie jacket 1",
      "viewed-bought jacket beanie 1",
    ]);
    const items = (await rows("items")).map(({ id, total }) => [id, total].join(" "));
    expect(items.sort()).toEqual(["beanie 1", "jacket 1", "wax 1"]);
    expect(await totalsOf(edge)).toEqual({ view: 1 });
  });

  test("alone ask nothing of the counter", async () => {
    const { COUNTER: _, ...env } = edge.env;
    edge = new Edge({
      env: {
        ...env,
        COUNTER: {
          idFromName: () => {
            throw new Error("asked");
          },
        } as never,
      },
    });
    expect(await (await ask(PAIRS)).json()).toMatchObject({ counted: true });
  });

  test("invariant 1: aren't taken without consent to measurement", async () => {
    const body = countsOf(config, { counts: PAIRS });
    const cookies = { sv_c: choice(["personalization"]) };
    expect((await edge.post("/_selvedge/signals", body, { cookies })).status).toBe(403);
    expect(await rows("pairs")).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ["in the other order", [["pair", "viewed", "jacket", "beanie"]]],
    ["of one item", [["pair", "viewed-bought", "jacket", "jacket"]]],
    ["of another kind", [["pair", "liked", "beanie", "jacket"]]],
    ["with a sentence for an id", [["pair", "viewed", "beanie", "call me"]]],
    ["with a long id", [["pair", "viewed", "beanie", "j".repeat(65)]]],
    ["with more", [["pair", "viewed", "beanie", "jacket", "now"]]],
    ["that come twice", [PAIRS[0], PAIRS[0]]],
    ["that are too many", Array.from({ length: 11 }, (_, index) => ["pair", "viewed", "a", `b${index}`])],
  ])("invariant 2: %s are refused, and the place is named", async (_, counts) => {
    const response = await ask(counts);
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('"path":"counts');
    expect(await rows("pairs")).toEqual([]);
  });

  test("invariant 7: of an address no more is kept than in which sixteenth of all networks it is", async () => {
    const parts = new Set<unknown>();
    const from = async (address: string, index: number) =>
      ask([PAIRS[0]], { message: index.toString(16).padStart(32, "0") }, { "cf-connecting-ip": address });
    for (let index = 0; index < 12; index++) await from(`198.51.100.${index}`, index);
    for (const { part } of await rows("pairs")) parts.add(part);
    expect(parts.size).toBe(1);
    for (let index = 40; index < 70; index++) await from(`2001:db8:${index.toString(16)}::1`, index);
    for (const { part } of await rows("pairs")) parts.add(part);
    expect(parts.size).toBeGreaterThan(6);
    expect([...parts].every((part) => Number(part) >= 0 && Number(part) < 16)).toBe(true);
    edge.now += 40 * 86_400_000;
    config = await edge.config();
    await ask([PAIRS[1]], {}, { "cf-connecting-ip": "198.51.100.1" });
    const later = (await rows("pairs")).find(({ kind }) => kind === "viewed-bought");
    const [first] = await rows("pairs");
    expect(parts).toContain(later!["part"]);
    expect(Object.keys(first!).sort()).toEqual(["a", "b", "day", "kind", "part", "total"]);
  });

  test("that can't be kept are said not to be counted, and count once when they come again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const working = edge.env.PAIRS;
    const [[broken]] = batchesOf(PAIRS) as [[number, unknown]];
    const name = `test-shop:${broken}`;
    const failing = {
      idFromName: (id: string) => (id === name ? "broken" : working.idFromName(id)),
      get: (id: unknown) =>
        id === "broken" ? { count: () => Promise.reject(new Error("down")) } : working.get(id as never),
    };
    (edge.env as { PAIRS: unknown }).PAIRS = failing;
    expect(await (await ask([["view"], ...PAIRS])).json()).toMatchObject({ counted: false });
    (edge.env as { PAIRS: unknown }).PAIRS = working;
    expect(await (await ask([["view"], ...PAIRS])).json()).toMatchObject({ counted: true });
    expect((await rows("pairs")).map(({ total }) => total)).toEqual([1, 1, 1]);
    expect(await totalsOf(edge)).toMatchObject({ view: 1 });
  });

  test("of other items than the catalog's aren't counted", async () => {
    const signer = { partOf: async () => 3 };
    const items = ["beanie", "jacket"].map((id) => ({
      id,
      title: id,
      url: `/${id}`,
      categories: [],
      tags: [],
    }));
    const shelf = () => shelfOf(new CatalogIndex(items), undefined);
    const scope = {
      env: edge.env,
      signer,
      compiled: { site: { id: "test-shop" } },
      shelf,
    } as unknown as Scope;
    const request = new Request("https://shop.example/");
    expect(await countPairs(PAIRS, MESSAGE, 500_000, request, scope)).toBe(true);
    expect((await rows("pairs")).map(({ b }) => String(b)).sort()).toEqual(["beanie", "jacket"]);
    expect((await rows("items")).map(({ id }) => String(id)).sort()).toEqual(["beanie", "jacket"]);
  });
});

describe("the owner", () => {
  const publish = (headers: Record<string, string>) =>
    edge.ask("https://admin.example/neighbours", { method: "POST", headers });

  test("has neighbours published at once, and is told how many", async () => {
    for (let index = 0; index < 60; index++)
      await ask(
        PAIRS,
        { message: index.toString(16).padStart(32, "0") },
        { "cf-connecting-ip": `10.0.${index}.1` },
      );
    const answer = await publish({ authorization: `Bearer ${OWNER_TOKEN}` });
    expect(await answer.json()).toEqual({
      site: "test-shop",
      day: "2026-12-01",
      items: 3,
      pairs: 3,
      trending: 3,
    });
  });

  test("is the only one", async () => {
    expect((await publish({})).status).toBe(401);
    expect((await publish({ authorization: "Bearer another" })).status).toBe(401);
    const elsewhere = await edge.ask("/neighbours", { method: "POST" });
    expect(elsewhere.headers.get("content-type")).toContain("text/html");
  });
});
