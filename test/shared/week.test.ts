import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { withWeek } from "../../shared/week.ts";

const DAY = 20_000;
const purchase = { name: "purchase", properties: { value: 20 } };
const weekAfter = (days: number) => withWeek(purchase, DAY, DAY + days).properties["week"];

describe("the week of an event", () => {
  test.each([
    [0, 0],
    [6, 0],
    [7, 1],
    [27, 3],
    [28, 4],
    [34, 4],
    [35, 5],
  ])("day %i after the first visit is in week %i", (days, week) => {
    expect(weekAfter(days)).toBe(week);
  });

  test("is the first one where the clock was set back", () => {
    expect([weekAfter(-1), weekAfter(-4000)]).toEqual([0, 0]);
  });

  test("leaves all else as it is, also a week that the page says itself", () => {
    expect(withWeek(purchase, DAY, DAY)).toEqual({ name: "purchase", properties: { value: 20, week: 0 } });
    const own = { name: "course", properties: { week: 12 } };
    expect(withWeek(own, DAY, DAY + 7)).toEqual(own);
  });

  test("property: weeks are seven days long", () => {
    assert(
      property(integer({ min: 0, max: 400 }), (days) => {
        expect(weekAfter(days + 7)).toBe(Number(weekAfter(days)) + 1);
      }),
    );
  });
});
