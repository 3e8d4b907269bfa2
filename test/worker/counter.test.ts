import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readCells } from "../../worker/cells.ts";
import type { Counter } from "../../worker/counter.ts";
import type { CountBatch } from "../../worker/counter-bounds.ts";
import type { Env } from "../../worker/env.ts";

const HOUR = 3_600_000;
const bindings = env as unknown as Env;
const counter = () => bindings.COUNTER.get(bindings.COUNTER.idFromName("shop"));
const hourNow = () => Math.floor(Date.now() / HOUR);
const batch = (message: string, names: readonly string[], hour: number): CountBatch => ({
  site: "shop",
  message,
  hour,
  changes: names.map((name) => ({ cells: [[name, 1]] })),
});
const count = (...asked: Parameters<typeof batch>) => counter().count(batch(...asked));
const read = async (day: number) => (await readCells(bindings, "shop", day, day, ""))[day] ?? {};

afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

describe("counting", () => {
  test("adds up by day and name", async () => {
    await count("a", ["view", "goal:order:50"], 48);
    await count("b", ["view", "view"], 71);
    await count("c", ["view"], 72);
    expect(await read(2)).toEqual({ view: 3, "goal:order:50": 1 });
    expect(await read(3)).toEqual({ view: 1 });
    expect(await read(4)).toEqual({});
  });

  test("counts a message once, also when it comes twice at the same time or after a restart", async () => {
    await Promise.all([1, 2, 3].map(() => count("a", ["view"], 48)));
    await evictDurableObject(counter());
    await count("a", ["view", "view"], 49);
    expect(await read(2)).toEqual({ view: 1 });
    await count("a", ["view"], 49);
    expect(await read(2)).toEqual({ view: 1 });
  });

  test("keeps all of a message or nothing", async () => {
    // It passes for a name until it is written.
    const toJSON = () => {
      throw new Error("no name for this");
    };
    const name = { toString: () => "goal", toJSON };
    const changes = [{ cells: [["view", 1]] }, { cells: [[name, 1]] }] as never;
    await runInDurableObject(counter(), async (instance: Counter) => {
      await expect(instance.count({ ...batch("a", [], 48), changes })).rejects.toThrow("no name for this");
    });
    expect(await read(2)).toEqual({});
    await count("a", ["view"], 48);
    expect(await read(2)).toEqual({ view: 1 });
  });
});

describe("invariant 7: the edge stores counts only, and message numbers for 26 hours", () => {
  const tablesOf = (stub: DurableObjectStub) =>
    runInDurableObject(stub, (_, { storage: { sql } }) =>
      Object.fromEntries(
        [
          ...sql.exec<{ name: string }>(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
          ),
        ].map(({ name }) => [name, [...sql.exec(`SELECT * FROM ${name}`)]]),
      ),
    );

  test("there is nothing else in its tables, before a merge and after it", async () => {
    await counter().count({ ...batch("0f", ["view", "goal:order:0"], 48), key: "a1b2c" });
    expect(await tablesOf(counter())).toEqual({
      cells: [
        { round: 1, day: 2, name: "goal:order:0", total: 1 },
        { round: 1, day: 2, name: "view", total: 1 },
      ],
      merging: [{ only: 1, site: "shop", round: 1, next: 1 }],
      messages: [{ number: "0f", hour: 48 }],
    });
    await read(2);
    expect(await tablesOf(counter())).toEqual({
      cells: [],
      merging: [{ only: 1, site: "shop", round: 2, next: 2 }],
      messages: [{ number: "0f", hour: 48 }],
    });
    expect(await tablesOf(bindings.TOTALS.get(bindings.TOTALS.idFromName("shop")))).toEqual({
      totals: [
        { name: "goal:order:0", day: 2, total: 1 },
        { name: "view", day: 2, total: 1 },
      ],
      shards: [{ shard: counter().id.toString(), number: 1 }],
    });
  });

  test("a number is forgotten after its time, and known until then", async () => {
    const numbers = () =>
      runInDurableObject(counter(), (_, { storage: { sql } }) =>
        [...sql.exec<{ number: string }>("SELECT number FROM messages ORDER BY number")].map(
          ({ number }) => number,
        ),
      );
    const hour = hourNow();
    await count("new", ["view"], hour);
    await count("nearly", ["view"], hour - 24);
    await count("old", ["view"], hour - 25);
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await numbers()).toEqual(["nearly", "new"]);
    // It goes on until nothing is left, and then sleeps.
    vi.useFakeTimers({ now: Date.now() + 26 * HOUR, toFake: ["Date"] });
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await numbers()).toEqual([]);
    expect(await runDurableObjectAlarm(counter())).toBe(false);
    expect(await read(Math.floor(hour / 24))).toHaveProperty("view");
  });
});
