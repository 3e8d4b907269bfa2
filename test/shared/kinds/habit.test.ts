import { describe, expect, test } from "vitest";
import { type Played, problemsOf, siteWith, valueAfter } from "./play.ts";

const HOUR = { habit: "visit", of: "hour" };
const DEVICE = { habit: "visit", of: "device" };
const visits = (of: string, values: readonly (string | number | null)[], days = 0): Played[] =>
  values.map((value, index) => [100 + index * days, "visit", { [of]: value }]);

describe("habit", () => {
  test("the usual value, once there are enough sightings and it makes up its share", () => {
    expect(valueAfter(DEVICE, visits("device", ["mobile", "mobile"]))).toBe(null);
    expect(valueAfter(DEVICE, visits("device", ["mobile", "mobile", null]))).toBe(null);
    expect(valueAfter(DEVICE, visits("device", ["mobile", "tablet", "mobile"]))).toBe("mobile");
    expect(valueAfter(DEVICE, visits("device", ["mobile", "tablet", "desktop"]))).toBe(null);
    expect(
      valueAfter({ ...DEVICE, share: 0.3, least: 1 }, visits("device", ["mobile", "tablet", "desktop"])),
    ).toBe("desktop");
    expect(
      valueAfter({ ...DEVICE, share: 1 }, visits("device", ["mobile", "mobile", "mobile", "tablet"])),
    ).toBe(null);
  });

  test.each<[number[], number | null]>([
    [[9, 9, 9], 9],
    [[8, 9, 10], 9],
    [[8, 10, 12], 12],
    [[8, 10, 12, 15], null],
    [[23, 0, 0, 1], 0],
    [[23, 23, 0], 23],
    [[23, 0, 12], 0],
    [[9, 10, 15, 16, 20, 3], null],
    [[9, 10, 15, 10], 10],
  ])("hours %j have the habit %s: neighbours count, also over midnight", (hours, habit) => {
    const it = habit === 12 ? { ...HOUR, share: 0.3 } : HOUR;
    expect(valueAfter(it, visits("hour", hours))).toBe(habit);
  });

  test("neighbours are those of hours alone", () => {
    expect(valueAfter({ habit: "visit", of: "weekday" }, visits("weekday", [1, 2, 3]))).toBe(null);
    expect(valueAfter({ habit: "visit", of: "weekday" }, visits("weekday", [1, 1, 3]))).toBe(1);
  });

  test("older sightings weigh less, and nothing changes by time alone", () => {
    const values = ["mobile", "mobile", "mobile", "tablet", "tablet"];
    expect(valueAfter(DEVICE, visits("device", values, 30))).toBe("mobile");
    const fading = { ...DEVICE, halfLife: "30d", least: 1 };
    expect(valueAfter(fading, visits("device", values, 30))).toBe("tablet");
    expect(valueAfter(fading, visits("device", values, 30), 9000)).toBe("tablet");
    expect(valueAfter({ ...fading, least: 3 }, visits("device", values, 30))).toBe(null);
  });

  test("a visit of which nothing is known changes nothing", () => {
    const { codec } = siteWith(HOUR, { it: { $gte: 18 } }).plan.entries[0]!;
    expect(codec.states).toBe(2);
  });

  test("many different values: the usual one is found all the same", () => {
    const values = Array.from({ length: 400 }, (_, index) => (index % 2 > 0 ? "news" : `source ${index}`));
    expect(valueAfter({ habit: "visit", of: "source" }, visits("source", values))).toBe("news");
  });

  test("bad thresholds are told", () => {
    expect(problemsOf({ ...HOUR, share: 1.5, least: 0 }).sort()).toEqual([
      "attributes.it.least: expected at least 1, got 0",
      "attributes.it.share: expected at most 1, got 1.5",
    ]);
  });
});
