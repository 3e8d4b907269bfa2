import { describe, expect, test } from "vitest";
import { packCourses, seedFrom } from "../../../shared/courses.ts";
import { DISTINCT_VALUES } from "../../../shared/limits.ts";
import { mergeSeed } from "../../../shared/merge-seed.ts";
import { recordEvent, valueOf } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import { type Played, played, problemsOf, siteWith, valueAfter } from "./play.ts";

const DISTINCT = { distinct: "view", of: "tags" };
const view = (day: number, tags: string | readonly string[] | null): Played => [day, "view", { tags }];

describe("distinct", () => {
  test("counts each value once, those of a list too; 0 before any", () => {
    expect(valueAfter(DISTINCT, [view(1, "a"), view(1, ["a", "b"]), view(2, "b"), view(2, null)])).toBe(2);
    expect(valueAfter(DISTINCT, [view(1, [])])).toBe(0);
  });

  test("tells long texts apart that differ at their end only", () => {
    const long = "x".repeat(5000);
    expect(valueAfter(DISTINCT, [view(1, `${long}a`), view(1, `${long}b`)])).toBe(2);
  });

  test("within a window a value counts from its latest day", () => {
    const it = { ...DISTINCT, within: "3d" };
    const events = [view(1, "a"), view(2, "b"), view(3, "a")];
    expect([3, 4, 5, 6].map((day) => valueAfter(it, events, day))).toEqual([2, 2, 1, 0]);
  });

  test("stays at its cap, and falls with time as the values seen last do", () => {
    const many = Array.from({ length: 3 * DISTINCT_VALUES }, (_, index) =>
      view(1 + Math.floor(index / 30), `v${index}`),
    );
    expect(valueAfter(DISTINCT, many)).toBe(DISTINCT_VALUES);
    const it = { ...DISTINCT, within: "3d" };
    // The last 30 were seen on day 4, the 30 before them on day 3.
    expect([4, 5, 6, 7].map((day) => valueAfter(it, many, day))).toEqual([
      DISTINCT_VALUES,
      DISTINCT_VALUES,
      30,
      0,
    ]);
  });

  test("what lies beyond the cap costs no bits", () => {
    const { buckets } = siteWith(DISTINCT, { it: { $gte: 3 } }, { it: { $gt: DISTINCT_VALUES } }).plan
      .entries[0]!.attribute;
    expect(buckets!.count).toBe(2);
  });

  test("after a clock that was set back days ahead count as today", () => {
    const it = { ...DISTINCT, within: "3d" };
    const events = [view(900, "a"), view(10, "b")];
    expect([10, 12, 13].map((day) => valueAfter(it, events, day))).toEqual([2, 2, 0]);
  });

  test("values of a lost profile aren't counted twice when they are seen again", () => {
    const site = siteWith(DISTINCT, { it: { $gte: 3 } });
    const { entries, attributes } = site.plan;
    const { now, next } = project(played(site, [view(1, ["a", "b", "c"])]), attributes, 1);
    const seed = seedFrom(entries, packCourses(entries, now, next)!, 1, "next", 2);
    let profile = mergeSeed(played(site, [view(2, "a")]), attributes, seed);
    const counts = ["b", "c", "c", "d"].map((tags) => {
      profile = recordEvent(profile, attributes, { name: "view", properties: { tags } }, 2);
      return valueOf(profile, attributes, "it", 2);
    });
    expect(counts).toEqual([3, 3, 3, 4]);
  });

  test("needs a property that the event has", () => {
    expect(problemsOf({ distinct: "view", of: "categori" })).toEqual([
      expect.stringContaining('attributes.it.of: the event "view" has no property "categori"'),
    ]);
  });
});
