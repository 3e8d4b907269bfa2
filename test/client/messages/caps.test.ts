import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterClosing,
  afterShowing,
  type Candidate,
  type MessageRecord,
} from "../../../client/messages/caps.ts";

const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  id: "a",
  caps: {},
  quiet: 30,
  ...change,
});
const at = (day: number, visit = day) => ({ day, visit, since: 0 });
const WIDE = { perDay: 100, perVisit: 100 };

/** On which of these days, a visit each, a message is shown. */
function shownOn(days: readonly number[], what: Candidate, limits = WIDE): number[] {
  let record: MessageRecord | undefined;
  return days.filter((day) => {
    const after = afterShowing(record, what, at(day), limits);
    record = after ?? record;
    return after;
  });
}

describe("caps", () => {
  test("so often in all, on a day, and apart", () => {
    expect(shownOn([1, 2, 3, 4], candidate({ caps: { times: 2 } }))).toEqual([1, 2]);
    expect(shownOn([1, 1, 1, 2, 2, 2], candidate({ caps: { perDay: 2 } }))).toEqual([1, 1, 2, 2]);
    expect(shownOn([1, 2, 7, 8, 14, 15], candidate({ caps: { every: 7 } }))).toEqual([1, 8, 15]);
  });

  test("all together in a visit and on a day; those within the page aside", () => {
    const show = (record: MessageRecord | undefined, id: string, visit: number, limits?: typeof WIDE) =>
      afterShowing(record, candidate({ id }), at(5, visit), limits);
    const limits = { perDay: 2, perVisit: 1 };
    const first = show(undefined, "a", 1, limits);
    expect(show(first, "b", 1, limits)).toBeUndefined();
    expect(show(first, "b", 1)).toBeDefined();
    const second = show(first, "b", 2, limits);
    expect(show(second, "c", 3, limits)).toBeUndefined();
    expect(afterShowing(second, candidate({ id: "c" }), at(6, 3), limits)).toBeDefined();
  });

  test("quiet once it was closed, for a while or for good", () => {
    const shown = afterShowing(undefined, candidate(), at(1), WIDE);
    const closed = afterClosing(shown, "a", at(1), false);
    expect(afterShowing(closed, candidate(), at(30), WIDE)).toBeUndefined();
    expect(afterShowing(closed, candidate(), at(31), WIDE)).toBeDefined();
    expect(afterShowing(closed, candidate({ id: "b" }), at(2), WIDE)).toBeDefined();
    const never = afterClosing(shown, "a", at(1), true);
    expect(afterShowing(never, candidate(), at(9999), WIDE)).toBeUndefined();
  });

  test("what was kept beside an earlier profile is over", () => {
    const never = afterClosing(undefined, "a", at(1), true);
    expect(afterShowing(never, candidate(), { day: 2, visit: 1, since: 2 }, WIDE)).toEqual({
      since: 2,
      day: [2, 1],
      visit: [1, 1],
      shown: { a: { times: 1, day: [2, 1] } },
    });
  });
});

/** What happens one after the other: a message is due, or is closed, some days and visits later. */
const step = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  days: fc.integer({ min: -3, max: 6 }),
  visits: fc.nat(1),
  close: fc.constantFrom(undefined, false, true),
});
const caps = fc.record(
  {
    times: fc.integer({ min: 1, max: 4 }),
    perDay: fc.integer({ min: 1, max: 3 }),
    every: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: [] },
);
const limits = fc.record({
  perDay: fc.integer({ min: 1, max: 3 }),
  perVisit: fc.integer({ min: 1, max: 2 }),
});

test("whatever happens, no cap is exceeded, and what all caps allow is shown", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      caps,
      limits,
      fc.integer({ min: 1, max: 12 }),
      (steps, own, all, quiet) => {
        let record: MessageRecord | undefined;
        let day = 100;
        let visit = 1;
        const log: { id: string; day: number; visit: number }[] = [];
        const closed = new Map<string, number>();
        const never = new Set<string>();
        for (const { id, days, visits, close } of steps) {
          // Within one visit the clock stands still, so that its last day is the only one there is.
          visit += visits;
          day += visits * days;
          const mine = log.filter((each) => each.id === id);
          const last = mine.at(-1)?.day ?? Infinity;
          const run = (
            list: readonly { day: number; visit: number }[],
            key: "day" | "visit",
            now: number,
          ) => {
            let count = 0;
            for (const each of [...list].reverse()) {
              if (each[key] !== now) break;
              count++;
            }
            return count;
          };
          const allowed =
            !never.has(id) &&
            mine.length < (own.times ?? Infinity) &&
            run(mine, "day", day) < (own.perDay ?? Infinity) &&
            !(Math.abs(day - last) < (own.every ?? 0)) &&
            !(Math.abs(day - (closed.get(id) ?? Infinity)) < quiet) &&
            run(log, "day", day) < all.perDay &&
            run(log, "visit", visit) < all.perVisit;
          const after = afterShowing(record, { id, caps: own, quiet }, at(day, visit), all);
          expect(after !== undefined).toBe(allowed);
          if (!after) continue;
          record = after;
          log.push({ id, day, visit });
          if (close === undefined) continue;
          record = afterClosing(record, id, at(day, visit), close);
          closed.set(id, day);
          if (close) never.add(id);
        }
      },
    ),
  );
});
