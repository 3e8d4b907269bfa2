import fc from "fast-check";
import { expect, test } from "vitest";
import { isNow } from "../../../client/messages/moments.ts";
import type { TagMoment } from "../../../shared/message-wire.ts";

const nothing = { view: 1, visit: 0, time: 0, idle: 0, scroll: 0, exit: 0, event: {} } as const;

test("each moment hears of what it waits for, and of nothing else", () => {
  const moments: readonly TagMoment[] = [
    ["visit"],
    ["exit"],
    ["time", 3],
    ["idle", 3],
    ["scroll", 3],
    ["event", 3, "cart"],
    ["event", 3, "constructor"],
  ];
  const views = [
    { ...nothing, visit: 1 },
    { ...nothing, exit: 1 },
    { ...nothing, time: 3 },
    { ...nothing, idle: 3 },
    { ...nothing, scroll: 3 },
    { ...nothing, event: { cart: 3 } },
  ] as const;
  expect(moments.map((moment) => isNow(moment, nothing, true))).toEqual(moments.map(() => false));
  expect(moments.map((moment) => views.map((view) => isNow(moment, view, false)).indexOf(true))).toEqual([
    0, 1, 2, 3, 4, 5, -1,
  ]);
  expect([
    isNow(["view"], nothing, false),
    isNow(["enter"], nothing, true),
    isNow(["enter"], nothing, false),
  ]).toEqual([true, true, false]);
});

test("what has come once stays, the more of it there is", () => {
  const amount = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.constantFrom("time", "idle", "scroll"), amount, fc.nat(200), (on, needed, there) => {
      expect(isNow([on as "time", needed], { ...nothing, [on]: there }, false)).toBe(there >= needed);
    }),
  );
});
