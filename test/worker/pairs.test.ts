import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PAIR_PARTS, PAIR_SHARDS } from "../../shared/recommend/limits.ts";
import { type PairCount, PAIR_KINDS } from "../../shared/recommend/contract.ts";
import { neighboursOf } from "../../shared/recommend/neighbours.ts";
import { unpackNeighbours } from "../../shared/recommend/packed.ts";
import { type PairTotal, trimmedTotal, weightOf } from "../../shared/recommend/pair-totals.ts";
import { pairOf } from "../../shared/recommend/pairs.ts";
import { batchesOf } from "../../worker/endpoints/pair-counting.ts";
import type { Env } from "../../worker/env.ts";
import type { PairBatch } from "../../worker/pair-bounds.ts";
import type { Pairs } from "../../worker/pairs.ts";
import { NEIGHBOURS_KEY, publisherOf, shardOfPairs } from "../../worker/publishing.ts";

const HOUR = 3_600_000;
const bindings = env as unknown as Env;
const shard = (number = 0) => shardOfPairs(bindings, "shop", number);
const hourNow = () => Math.floor(Date.now() / HOUR);
const PAIR = ["pair", "viewed", "a", "b"] as const;

function batch(more: Partial<PairBatch> = {}): PairBatch {
  return { message: "m", hour: 48, part: 0, pairs: [PAIR], items: ["a"], site: "shop", support: 1, ...more };
}

/** All rows of a table. */
function rows(table: string, stub = shard()) {
  return runInDurableObject(stub, (_, { storage: { sql } }) => [...sql.exec(`SELECT * FROM ${table}`)]);
}

/** Sends a message as the endpoint does, to all objects that it falls to. */
async function tell(pairs: readonly PairCount[], message: string, hour: number, part: number) {
  for (const [number, own] of batchesOf(pairs))
    await shard(number).count(batch({ message, hour, part, ...own }));
}

// Not a limit on speed: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

describe("counting pairs", () => {
  test("counts a message once, also when it comes twice at the same time or after a restart", async () => {
    await Promise.all([1, 2, 3].map(() => shard().count(batch())));
    await evictDurableObject(shard());
    await shard().count(batch({ hour: 49, pairs: [PAIR, ["pair", "bought", "a", "c"]] }));
    expect(await rows("pairs")).toEqual([{ kind: "viewed", a: "a", b: "b", part: 0, day: 2, total: 1 }]);
    await shard().count(batch({ message: "n" }));
    expect(await rows("pairs")).toEqual([{ kind: "viewed", a: "a", b: "b", part: 0, day: 2, total: 2 }]);
  });

  test.each<[string, Partial<PairBatch>]>([
    ["a number with room for more", { message: "m m" }],
    ["no hour", { hour: -1 }],
    ["no part", { part: PAIR_PARTS }],
    ["too many pairs", { pairs: Array.from({ length: 11 }, (_, at) => ["pair", "viewed", "a", `b${at}`]) }],
    ["another kind", { pairs: [["pair", "liked" as "viewed", "a", "b"]] }],
    ["two spellings", { pairs: [["pair", "viewed", "b", "a"]] }],
    ["one item", { pairs: [["pair", "viewed-bought", "a", "a"]] }],
    ["a sentence", { pairs: [["pair", "viewed", "a", "call me at noon"]] }],
    ["a sentence for an item", { items: ["call me at noon"] }],
    ["no support", { support: 0 }],
  ])("invariant 7: %s is refused, without quoting it, and leaves nothing behind", async (_, more) => {
    await runInDurableObject(shard(), async (instance: Pairs) => {
      await expect(instance.count(batch(more))).rejects.toThrow(/^(?!.*noon)(?:not |more than)/);
    });
    expect([...(await rows("pairs")), ...(await rows("items")), ...(await rows("messages"))]).toEqual([]);
  });

  test("invariant 7: keeps numbers under pairs and items, message numbers by the hour, and nothing else", async () => {
    await shard().count(batch({ part: 3, hour: hourNow() }));
    const tables = await runInDurableObject(shard(), (_, { storage: { sql } }) =>
      [
        ...sql.exec<{ name: string }>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
        ),
      ].map(({ name }) => [name, [...sql.exec(`SELECT * FROM ${name}`)]]),
    );
    const day = Math.floor(hourNow() / 24);
    expect(Object.fromEntries(tables)).toEqual({
      pairs: [{ kind: "viewed", a: "a", b: "b", part: 3, day, total: 1 }],
      items: [{ id: "a", part: 3, day, total: 1 }],
      messages: [{ number: "m", hour: hourNow() }],
      site: [{ only: 1, id: "shop", support: 1 }],
    });
    const alarm = await runInDurableObject(shard(), (_, { storage }) => storage.getAlarm());
    expect(alarm! % HOUR).toBe(0);
  });
});

describe("publishing", () => {
  const ids = ["a", "b", "c", "d"];
  const id = fc.constantFrom(...ids);
  const told = fc.record({
    pairs: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...PAIR_KINDS), id, id), { maxLength: 3, selector: String })
      .map((all) => all.map(([kind, a, b]) => pairOf(kind, a, b)).filter((pair) => pair !== undefined))
      .map((all) => [...new Map(all.map((pair) => [String(pair), pair])).values()]),
    day: fc.constantFrom(20_410, 20_450, 20_499, 20_500),
    part: fc.nat(PAIR_PARTS - 1),
  });

  test("property: pair counts and neighbours equal a brute-force computation, exactly", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 60, maxLength: 120 }), async (messages) => {
        await reset();
        let number = 0;
        for (const { pairs, day, part } of messages) await tell(pairs, `m${number++}`, day * 24, part);
        await publisherOf(bindings, "shop").publishNow("shop", 20_500 * 24, 1);

        const all = PAIR_KINDS.flatMap((kind) => ids.flatMap((a) => ids.map((b) => ({ kind, a, b }))));
        const totals = all.map(({ kind, a, b }): PairTotal => {
          const parts = Array.from({ length: PAIR_PARTS }, (_, part) =>
            messages
              .filter((message) => message.part === part)
              .filter(({ pairs }) => pairs.some((pair) => String(pair) === `pair,${kind},${a},${b}`))
              .reduce((sum, { day }) => sum + weightOf(day, 20_500), 0),
          );
          return { kind, a, b, total: trimmedTotal(parts) };
        });
        const expected = totals.filter(({ total }) => total >= 1);
        const stubs = Array.from({ length: PAIR_SHARDS }, (_, at) => shard(at));
        const sums = await Promise.all(stubs.map((stub) => stub.sums(20_500, 1)));
        const found = sums.flatMap(({ pairs }) => pairs);
        const ordered = (pairs: readonly PairTotal[]) => pairs.map((pair) => JSON.stringify(pair)).sort();
        expect(ordered(found)).toEqual(ordered(expected));
        const published = unpackNeighbours((await bindings.SITE.get(NEIGHBOURS_KEY))!);
        expect(published?.of).toEqual(neighboursOf(expected, 1));
      }),
      { numRuns: 5 },
    );
  });

  test("an hourly alarm publishes once for all objects, and forgets what is over", async () => {
    const hour = hourNow();
    const today = Math.floor(hour / 24);
    for (let part = 0; part < PAIR_PARTS; part++)
      await tell([PAIR, ["pair", "bought", "c", "d"]], `m${part}`, hour, part);
    const [own] = batchesOf([PAIR])[0]!;
    await shard(own).count(batch({ message: "old", hour: hour - 90 * 24, part: 9 }));
    expect(await runDurableObjectAlarm(shard(own))).toBe(true);
    const published = unpackNeighbours((await bindings.SITE.get(NEIGHBOURS_KEY))!);
    // Twelve of sixteen parts count, so the cosine is 144/14/12, and the conditional probability that / 12 ** 0.2.
    expect(published).toEqual({
      day: today,
      of: {
        a: { viewed: { ids: ["b"], nearness: "}" } },
        b: { viewed: { ids: ["a"], nearness: "}" } },
        c: { bought: { ids: ["d"], nearness: "z" } },
        d: { bought: { ids: ["c"], nearness: "z" } },
      },
      trending: ["a", "b", "c", "d"],
    });
    const kept = await rows("pairs", shard(own));
    expect(kept.every(({ day }) => day === today)).toBe(true);
    expect((await rows("messages", shard(own))).map(({ number }) => number)).not.toContain("old");

    await bindings.SITE.delete(NEIGHBOURS_KEY);
    for (const [number] of batchesOf([PAIR, ["pair", "bought", "c", "d"]]))
      await runDurableObjectAlarm(shard(number));
    expect(await bindings.SITE.get(NEIGHBOURS_KEY)).toBeNull();
  });

  test("what fails leaves what was published before, and the rest of the alarm done", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await bindings.SITE.put(NEIGHBOURS_KEY, "before");
    await shard().count(batch({ hour: hourNow() }));
    await runInDurableObject(shard(), async (instance: Pairs) => {
      Object.assign(instance, { env: { PAIRS: { idFromName: () => "", get: () => ({}) } } });
      await instance.alarm();
    });
    expect(await bindings.SITE.get(NEIGHBOURS_KEY)).toBe("before");
    expect(error).toHaveBeenCalledOnce();
    expect(await runInDurableObject(shard(), (_, { storage }) => storage.getAlarm())).not.toBeNull();
  });
});
