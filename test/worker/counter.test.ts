import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Counter } from "../../worker/counter.ts";
import type { Env } from "../../worker/env.ts";

const HOUR = 3_600_000;
const counter = () => {
  const { COUNTER } = env as unknown as Env;
  return COUNTER.get(COUNTER.idFromName("shop"));
};
const hourNow = () => Math.floor(Date.now() / HOUR);

afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

describe("counting", () => {
  test("adds up by day and name", async () => {
    await counter().count("a", [["view"], ["goal", "order", 50]], 48);
    await counter().count("b", [["view"], ["view"]], 71);
    await counter().count("c", [["view"]], 72);
    expect(await counter().read(2)).toEqual({ view: 3, "goal:order:50": 1 });
    expect(await counter().read(3)).toEqual({ view: 1 });
    expect(await counter().read(4)).toEqual({});
  });

  test("counts a message once, also when it comes twice at the same time or after a restart", async () => {
    await Promise.all([1, 2, 3].map(() => counter().count("a", [["view"]], 48)));
    await evictDurableObject(counter());
    await counter().count("a", [["view"], ["view"]], 49);
    expect(await counter().read(2)).toEqual({ view: 1 });
  });

  test("keeps all of a message or nothing", async () => {
    const fail = () => {
      throw new Error("no name for this");
    };
    const broken = [["view"], ["goal", "order", { toString: fail }]] as never;
    await runInDurableObject(counter(), async (instance: Counter) => {
      await expect(instance.count("a", broken, 48)).rejects.toThrow("no name for this");
    });
    expect(await counter().read(2)).toEqual({});
    await counter().count("a", [["view"]], 48);
    expect(await counter().read(2)).toEqual({ view: 1 });
  });
});

describe("invariant 7: the edge stores counts only, and message numbers for 26 hours", () => {
  test("there is nothing else in its tables", async () => {
    await counter().count("0f", [["view"], ["goal", "order", 0]], 48);
    const tables = await runInDurableObject(counter(), (_, { storage: { sql } }) =>
      [
        ...sql.exec<{ name: string }>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
        ),
      ].map(({ name }) => [name, [...sql.exec(`SELECT * FROM ${name}`)]]),
    );
    expect(Object.fromEntries(tables)).toEqual({
      counts: [
        { day: 2, name: "goal:order:0", total: 1 },
        { day: 2, name: "view", total: 1 },
      ],
      messages: [{ number: "0f", hour: 48 }],
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
    await counter().count("new", [["view"]], hour);
    await counter().count("nearly", [["view"]], hour - 24);
    await counter().count("old", [["view"]], hour - 25);
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await numbers()).toEqual(["nearly", "new"]);
    // It goes on until nothing is left, and then sleeps.
    vi.useFakeTimers({ now: Date.now() + 26 * HOUR, toFake: ["Date"] });
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await numbers()).toEqual([]);
    expect(await runDurableObjectAlarm(counter())).toBe(false);
    expect(await counter().read(Math.floor(hour / 24))).toHaveProperty("view");
  });
});
