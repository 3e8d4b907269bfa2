import { reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import type { Counter } from "../../worker/counter.ts";
import type { CountBatch } from "../../worker/counter-bounds.ts";
import type { Env } from "../../worker/env.ts";

const { COUNTER } = env as unknown as Env;
const counter = () => COUNTER.get(COUNTER.idFromName("shop"));
const NUMBER = "0123456789abcdef0123456789abcdef";

afterEach(() => reset());

const BATCH: CountBatch = { site: "shop", message: NUMBER, hour: 48, changes: [] };
const named = (name: string, change = 1): Partial<CountBatch> => ({ changes: [{ cells: [[name, change]] }] });
const cells = (length: number) =>
  Array.from({ length }, (_, index): readonly [string, number] => [`goal:${"a".repeat(64)}:${index}`, 1]);

afterEach(() => reset());

describe("invariant 7: the counter itself takes nothing but counts, whoever calls", () => {
  test.each<[string, Partial<CountBatch>]>([
    ["a message number with room for more", { message: "x".repeat(37) }],
    ["a message number with other letters", { message: "203.0.113.9" }],
    ["no message number", { message: "" }],
    ["a message number that is a list", { message: [NUMBER, "more"] as never }],
    ["a time that is finer than the hour", { hour: 48.5 }],
    ["an hour before all hours", { hour: -1 }],
    ["an hour that is none", { hour: Number.NaN }],
    ["a site that is a sentence", { site: "Mozilla/5.0 (X11)" }],
    ["an address for a key", { key: "203.0.113.9" }],
    ["a key with more bits", { key: "abcdef" }],
    ["too many counts", { changes: [{ cells: cells(4097) }] }],
    ["a sentence for a name", named("goal:Mozilla/5.0 (X11):0")],
    ["a name that is too long", named("a".repeat(225))],
    ["a sentence for a claim", { changes: [{ cells: [], claim: "Mozilla 5.0", of: "joined:d" }] }],
    ["a claim of nothing", { changes: [{ cells: [], claim: "joined:d" }] }],
    ["nothing to add", named("mishap:csp", 0)],
    ["half a total", named("mishap:csp", 0.5)],
    ["a total beyond all", named("m", 1e9 + 1)],
    ["one beyond all that is taken away", named("m", -1e9 - 1)],
  ])("%s is refused, without quoting it, and leaves nothing behind", async (_, more) => {
    await runInDurableObject(counter(), async (instance: Counter, { storage }) => {
      const error: unknown = await instance.count({ ...BATCH, ...more }).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(RangeError);
      expect(String(error)).not.toMatch(/Mozilla|203|xxx|aaa|abcdef/);
      for (const table of ["cells", "messages", "merging"])
        expect([...storage.sql.exec(`SELECT * FROM ${table}`)], table).toEqual([]);
      expect(await storage.getAlarm()).toBe(null);
    });
  });

  test("what the tag can send at most is taken", async () => {
    const name = `reached:x.${"a".repeat(64)}.9:${"b".repeat(64)}:33@${"c".repeat(64)}`;
    const changes = [{ cells: [...cells(4094), [name, 1], ["goal:g:-1.5e-7", 1]] as const }];
    expect(await counter().count({ ...BATCH, changes, key: "fffff" })).toBe(true);
  });
});
