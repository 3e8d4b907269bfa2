import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DAY_MILLISECONDS, dayOf } from "../../shared/day.ts";
import type { Env } from "../../worker/env.ts";
import { totalsOfSite } from "../../worker/shards.ts";
import type { MergedCell } from "../../worker/unmerged.ts";

const bindings = env as unknown as Env;
const totals = () => totalsOfSite(bindings, "shop");
const TODAY = dayOf(Date.now());
const view = (day: number, change = 1): MergedCell => [day, "view", change];
const read = (from = 0, to = TODAY + 1) => totals().read(from, to, [""]);

afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

describe("what shards hand on", () => {
  test("is added, once under each number of a shard, whichever comes again", async () => {
    await totals().merge("a", 1, [view(7), view(8)]);
    await totals().merge("a", 2, [view(7, 5)]);
    await totals().merge("b", 1, [view(7, 10)]);
    await evictDurableObject(totals());
    for (const [shard, number] of [
      ["a", 1],
      ["a", 2],
      ["b", 1],
    ] as const)
      await totals().merge(shard, number, [view(7, 100)]);
    expect(await read()).toEqual({ 7: { view: 16 }, 8: { view: 1 } });
  });

  test("is added all or not at all, and can come again then", async () => {
    await runInDurableObject(totals(), async (instance) => {
      const broken = [view(7), [7, "goal", null] as never];
      await expect(instance.merge("a", 1, broken)).rejects.toThrow();
    });
    expect(await read()).toEqual({});
    await totals().merge("a", 1, [view(7)]);
    expect(await read()).toEqual({ 7: { view: 1 } });
  });

  test("can come to less than nothing, and from it", async () => {
    await totals().merge("a", 1, [view(7, -2)]);
    await totals().merge("a", 2, [view(7, 3)]);
    expect(await read()).toEqual({ 7: { view: 1 } });
  });
});

test("days are kept for 400 days, and then forgotten", async () => {
  await totals().merge("a", 1, [view(TODAY - 400), view(TODAY - 399), view(TODAY)]);
  // At midnight, which says nothing of when somebody came.
  const alarm = await runInDurableObject(totals(), (_, { storage }) => storage.getAlarm());
  expect(alarm! % DAY_MILLISECONDS).toBe(0);
  expect(await runDurableObjectAlarm(totals())).toBe(true);
  expect(Object.keys(await read())).toEqual([TODAY - 399, TODAY].map(String));
  // It goes on until nothing is left, and then sleeps.
  vi.useFakeTimers({ now: Date.now() + 401 * DAY_MILLISECONDS, toFake: ["Date"] });
  expect(await runDurableObjectAlarm(totals())).toBe(true);
  expect(await read()).toEqual({});
  expect(await runDurableObjectAlarm(totals())).toBe(false);
});
