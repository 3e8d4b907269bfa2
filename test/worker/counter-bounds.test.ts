import { reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import type { Counter } from "../../worker/counter.ts";
import type { Env } from "../../worker/env.ts";

const counter = () => {
  const { COUNTER } = env as unknown as Env;
  return COUNTER.get(COUNTER.idFromName("shop"));
};
const NUMBER = "0123456789abcdef0123456789abcdef";

afterEach(() => reset());

describe("invariant 7: the counter itself takes nothing but counts, whoever calls", () => {
  test.each<[string, (instance: Counter) => Promise<unknown>]>([
    ["a message number with room for more", (it) => it.count("x".repeat(37), [["view"]], 48)],
    ["a message number with other letters", (it) => it.count("203.0.113.9", [["view"]], 48)],
    ["no message number", (it) => it.count("", [["view"]], 48)],
    ["a message number that is a list", (it) => it.count([NUMBER, "more"] as never, [["view"]], 48)],
    ["a time that is finer than the hour", (it) => it.count(NUMBER, [["view"]], 48.5)],
    ["an hour before all hours", (it) => it.count(NUMBER, [["view"]], -1)],
    ["an hour that is none", (it) => it.count(NUMBER, [["view"]], Number.NaN)],
    [
      "too many counts",
      (it) =>
        it.count(
          NUMBER,
          Array.from({ length: 51 }, () => ["view"] as const),
          48,
        ),
    ],
    ["a sentence for a name", (it) => it.count(NUMBER, [["goal", "Mozilla/5.0 (X11)", 0]], 48)],
    ["a name that is too long", (it) => it.count(NUMBER, [["goal", "a".repeat(128), 0]], 48)],
    ["letters that are no purposes' own", (it) => it.countChoice(["choice:p m"], NUMBER, 48)],
    [
      "a total below one",
      (it) => it.countMishaps({ message: NUMBER, hour: 48, totals: [["mishap:csp", 0]] }),
    ],
    ["half a total", (it) => it.countMishaps({ message: NUMBER, hour: 48, totals: [["mishap:csp", 0.5]] })],
    ["a total beyond all", (it) => it.countMishaps({ message: NUMBER, hour: 48, totals: [["m", 1e9 + 1]] })],
  ])("%s is refused, without quoting it, and leaves nothing behind", async (_, call) => {
    await runInDurableObject(counter(), async (instance: Counter, { storage }) => {
      const error: unknown = await call(instance).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(RangeError);
      expect(String(error)).not.toMatch(/Mozilla|203|xxx|aaa/);
      for (const table of ["counts", "messages"])
        expect([...storage.sql.exec(`SELECT * FROM ${table}`)], table).toEqual([]);
      expect(await storage.getAlarm()).toBe(null);
    });
  });

  test("what the tag can send at most is taken", async () => {
    const counts = Array.from({ length: 50 }, (_, step) => ["goal", "a".repeat(64), step + 0.25] as const);
    expect(await counter().count(NUMBER, counts, 48)).toBe(true);
    expect(Object.keys(await counter().read(2))).toHaveLength(50);
    expect(
      await counter().count(
        crypto.randomUUID(),
        [
          ["goal", "g", 1e21],
          ["goal", "g", -1.5e-7],
        ],
        48,
      ),
    ).toBe(true);
  });
});
