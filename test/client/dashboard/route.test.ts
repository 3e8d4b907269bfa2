import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysIn, holdsWhole, lastDays, PRESETS, rangeOf } from "../../../client/dashboard/days.ts";
import { hashOf, routeOf } from "../../../client/dashboard/route.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");

describe("where one is in the dashboard", () => {
  test("is the data of the last 28 whole days, where nothing else is said", () => {
    const route = { page: "data", range: { from: "2026-10-26", to: "2026-11-22" }, days: 28 };
    for (const hash of ["", "#", "#/", "#/data", "#/data?days=3", "#/data?from=2026-11-02&to=2026-11-01"])
      expect([hash, routeOf(hash, NOW)]).toEqual([hash, route]);
  });

  test("can be written as a link and read again, whatever an experiment is called", () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(id, fc.constantFrom(...PRESETS), (id, days) => {
        const route = { page: "experiments", id, range: lastDays(days, NOW), days };
        expect(routeOf(hashOf("experiments", route, id), NOW)).toEqual(route);
      }),
    );
    const range = { from: "2026-01-31", to: "2026-02-28" };
    expect(routeOf(hashOf("blocks", { range }), NOW)).toEqual({ page: "blocks", range });
  });

  test("survives an address that was cut off in the middle of a letter", () => {
    expect(routeOf("#/experiments/%E2%82", NOW).id).toBe("%E2%82");
  });
});

describe("ranges of days", () => {
  test("end with the day that is over, at every moment, and have as many days as were asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 400 }), (now, days) => {
        const range = lastDays(days, now);
        expect(daysIn(range)).toBe(days);
        expect(Date.parse(range.to) + 86_400_000).toBe(now - (now % 86_400_000));
      }),
    );
  });

  test("are no range where a day doesn't exist, or the last comes before the first", () => {
    expect(rangeOf("2026-02-30", "2026-03-01")).toBeUndefined();
    expect(rangeOf("2026-03-02", "2026-03-01")).toBeUndefined();
    expect(rangeOf("2026-3-1", "2026-03-02")).toBeUndefined();
    expect(rangeOf(null, "2026-03-02")).toBeUndefined();
    expect(rangeOf("2028-02-29", "2028-02-29")).toEqual({ from: "2028-02-29", to: "2028-02-29" });
  });
});

test.each([
  ["week", "2026-11-02", "2026-11-08", true],
  ["week", "2026-11-02", "2026-11-14", true],
  ["week", "2026-11-03", "2026-11-14", false],
  ["week", "2026-11-02", "2026-11-07", false],
  ["month", "2026-10-01", "2026-10-31", true],
  ["month", "2026-10-01", "2026-11-29", true],
  ["month", "2026-10-02", "2026-11-29", false],
  ["month", "2025-12-01", "2026-01-30", true],
] as const)("whether a whole %s lies between %s and %s", (unit, from, to, holds) => {
  expect(holdsWhole(unit, { from, to })).toBe(holds);
});
