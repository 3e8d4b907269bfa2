import { describe, expect, test } from "vitest";
import { packCourses } from "../../../shared/courses.ts";
import { WINDOW_BYTES } from "../../../shared/limits.ts";
import { project } from "../../../shared/project.ts";
import { type Played, played, problemsOf, siteWith, valueAfter } from "./play.ts";

const MAX = { max: "purchase", of: "value" };
const MIN = { min: "purchase", of: "value" };
const bought = (...entries: readonly (readonly [day: number, value: unknown])[]): Played[] =>
  entries.map(([day, value]) => [day, "purchase", { value: value as number }]);

describe("min and max", () => {
  test("the lowest and the highest number; what isn't one changes nothing", () => {
    const events = bought(
      [100, 20],
      [100, "5.5"],
      [101, null],
      [101, ""],
      [102, "x"],
      [102, 1e300],
      [103, [7]],
    );
    expect(valueAfter(MAX, events)).toBe(20);
    expect(valueAfter(MIN, events)).toBe(5.5);
    expect(valueAfter(MIN, bought([100, -3], [100, 0]))).toBe(-3);
    expect(valueAfter(MIN, bought([100, 0]))).toBe(0);
    expect(valueAfter(MAX, bought([100, null]))).toBe(null);
  });

  test("within a window the lower ones show again when the higher ones leave, and null at last", () => {
    const events = bought([100, 30], [101, 10], [103, 20]);
    const after = (it: object) =>
      [103, 104, 105, 107, 108].map((day) => valueAfter({ ...it, within: "5d" }, events, day));
    expect(after(MAX)).toEqual([30, 30, 20, 20, null]);
    expect(after(MIN)).toEqual([10, 10, 10, 20, null]);
  });

  test("starts anew with an event, and with each visit", () => {
    const events: Played[] = [[100, "visit"], ...bought([100, 30]), [101, "visit"], ...bought([101, 10])];
    expect(valueAfter({ ...MAX, since: "visit" }, events)).toBe(10);
    expect(valueAfter({ ...MAX, since: "visit" }, [...events, [102, "visit"]])).toBe(null);
  });

  test.each([MAX, MIN])(
    "a clock set back by years: %j counts it as today, and still says so to the edge",
    (it) => {
      const site = siteWith({ ...it, within: "5d" }, { it: { $gte: 10 } }, { it: { $lt: 10 } });
      const ahead = [[9000, "visit"], ...bought([9000, 20])] satisfies Played[];
      const profile = played(site, [...ahead, [100, "visit"]]);
      const { now, next } = project(profile, site.plan.attributes, 100);
      expect(packCourses(site.plan.entries, now, next)).toBeDefined();
      const later = [...ahead, ...bought([100, it === MAX ? 5 : 40])];
      expect(valueAfter({ ...it, within: "5d" }, later, 104)).toBe(20);
      expect(valueAfter({ ...it, within: "5d" }, later, 105)).toBe(null);
    },
  );

  test("costs the bits of what it can do, no more: it falls, then is null", () => {
    const states = (it: object, ...whens: object[]) => siteWith(it, ...whens).plan.entries[0]!.codec.states;
    expect(states(MAX, { it: { $gte: 10 } })).toBe(2);
    expect(states({ ...MAX, within: "5d" }, { it: { $gte: 10 } })).toBe(6);
    expect(states({ ...MIN, within: "5d" }, { it: { $lt: 10 } })).toBe(6);
    expect(states({ ...MAX, since: "visit" }, { it: { $gte: 10 } })).toBe(2);
  });

  test("a year of amounts with ever more digits stays within its bytes, and the highest is kept", () => {
    const events = bought(
      ...Array.from({ length: 366 }, (_, day) => [day + 1, 999_999_999_999 - day + 0.1234] as const),
    );
    const profile = played(siteWith({ ...MAX, within: "366d" }), events);
    expect(JSON.stringify(profile.attributes["it"]!.state).length).toBeLessThanOrEqual(WINDOW_BYTES);
    expect(valueAfter({ ...MAX, within: "366d" }, events)).toBeCloseTo(999_999_999_999.1234, 3);
    expect(valueAfter({ ...MAX, within: "366d" }, events, 700)).toBeCloseTo(
      999_999_999_999 - 334 + 0.1234,
      3,
    );
  });

  test("asks for a number", () => {
    expect(problemsOf({ max: "view", of: "category" })).toEqual([
      'attributes.it.of: expected a number to compare, but "category" is a string',
    ]);
    expect(problemsOf(MIN, { it: { $regex: "a" } })).toEqual([
      "segments.s0.when.it.$regex: asks about a text, but the attribute is a number",
    ]);
  });
});
