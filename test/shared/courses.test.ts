import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { bucketsAt, mergeFloor, packCourses, type Phase, seedFrom } from "../../shared/courses.ts";
import { compileSite } from "../../shared/decision.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { mergeSeed, newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { siteSchema } from "../../shared/site/schema.ts";

const compiled = compileSite(
  v.parse(siteSchema, {
    version: 1,
    id: "t",
    maxBits: 40,
    attributes: {
      visits: { count: "visit" },
      views: { count: "view", within: "6d" },
      spend: { sum: "purchase", of: "value" },
      favourite: { top: "view", of: "category" },
      interest: { declared: ["sport", "office"] },
      abandoned: { sequence: ["cart", { not: "purchase" }], within: "5d" },
      readAndLeft: { sequence: [{ event: "view", where: { category: "rain" } }, { not: "cart" }] },
      reached: { funnel: ["visit", { event: "view", where: { category: "rain" } }, "cart"], within: "4d" },
      reachedEver: { funnel: ["view", "cart", "purchase"] },
      points: { score: { visits: 1, spend: 0.5, categories: 2 } },
      heat: { score: { spend: 0.5, reachedEver: 2 }, cap: 30, halfLife: "2d" },
      spendTier: { tier: "spend", levels: { some: 15, much: 40 } },
      worth: { rfm: "purchase", of: "value", recency: [2, 4], frequency: [2], monetary: [20, 40] },
      away: { daysSince: "visit" },
      most: { max: "purchase", of: "value" },
      mostLately: { max: "purchase", of: "value", within: "5d" },
      leastLately: { min: "purchase", of: "value", within: "6d" },
      mean: { average: "purchase", of: "value" },
      before: { first: "view", of: "category" },
      categories: { distinct: "view", of: "category" },
      categoriesLately: { distinct: "view", of: "category", within: "4d" },
      seen: { set: "view", of: "category" },
      clear: { top: "view", of: "category", least: 3, lead: 2 },
      usual: { habit: "view", of: "category" },
    },
    segments: {
      returning: { when: { visits: { $gte: 2 } } },
      loyal: { when: { visits: { $gte: 4 } } },
      reader: { when: { views: { $gte: 2 } } },
      buyer: { when: { spend: { $gte: 20 } } },
      rain: { when: { favourite: "rain" } },
      sport: { when: { interest: "sport" } },
      left: { when: { abandoned: true } },
      readAndLeft: { when: { readAndLeft: true } },
      reading: { when: { reached: { $gte: 2 } } },
      buying: { when: { reached: 3 } },
      halfway: { when: { reachedEver: { $gte: 2 } } },
      points: { when: { points: { $gte: 8 } } },
      warm: { when: { heat: { $gte: 5 } } },
      hot: { when: { heat: { $gte: 12 } } },
      much: { when: { spendTier: "much" } },
      recent: { when: { "worth.recency": 3, "worth.monetary": { $gte: 2 } } },
      twice: { when: { "worth.frequency": 2, "worth.recency": { $gte: 2 } } },
      away: { when: { away: { $gte: 3 } } },
      most: { when: { most: { $gte: 20 } } },
      mostLately: { when: { mostLately: { $gte: 20 } } },
      someLately: { when: { mostLately: { $gte: 10 } } },
      leastLately: { when: { leastLately: { $lt: 20 } } },
      notMuchLately: { when: { leastLately: { $gte: 20 } } },
      mean: { when: { mean: { $gt: 15 } } },
      before: { when: { before: "rain" } },
      two: { when: { categories: { $gte: 2 } } },
      twoLately: { when: { categoriesLately: { $gte: 2 } } },
      oneLately: { when: { categoriesLately: 1 } },
      seen: { when: { seen: { $in: ["rain"] } } },
      both: { when: { seen: { $all: ["rain", "camp"] } } },
      many: { when: { seen: { $size: 2 } } },
      clear: { when: { clear: "rain" } },
      usual: { when: { usual: { $in: ["rain", "camp"] } } },
    },
  }),
  () => () => true,
);
const { entries, attributes } = compiled.plan;

const visit: SiteEvent = { name: "visit", properties: {} };
const event = fc.constantFrom<SiteEvent>(
  visit,
  { name: "view", properties: { category: "rain" } },
  { name: "view", properties: { category: "camp" } },
  { name: "purchase", properties: { value: 15 } },
  { name: "purchase", properties: { value: 30 } },
  { name: "cart", properties: { value: 5 } },
  { name: "declare", properties: { interest: "sport" } },
);

function matching(codes: readonly number[], days: number, phase: Phase): string[] {
  const buckets = bucketsAt(entries, codes, days, phase);
  const { segments } = compiled.decide({ path: "/", day: 1, context: {}, buckets });
  return Object.keys(segments).filter((id) => segments[id]);
}

function played(events: readonly SiteEvent[], day: number) {
  return events.reduce((profile, entry) => recordEvent(profile, attributes, entry, day), newProfile(day));
}

function codesOf(profile: ReturnType<typeof newProfile>, day: number): number[] {
  const { now, next } = project(profile, attributes, day);
  return packCourses(entries, now, next)!;
}

describe("a profile that was lost starts from its cookie", () => {
  test("after the pause the first page matches the same segments, seeded, as it did before the loss", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 10 }), fc.integer({ min: 1, max: 8 }), (events, pause) => {
        const old = codesOf(played([visit, ...events], 100), 100);
        const today = 100 + pause;
        const expected = matching(old, pause, "next");
        const own = played([visit], today);
        const seed = seedFrom(entries, old, pause, "next", today);
        expect(matching(mergeFloor(entries, codesOf(own, today), seed, today), 0, "now")).toEqual(expected);
        const seeded = mergeSeed(own, attributes, seed);
        expect(seeded.fresh).toBeUndefined();
        expect(matching(codesOf(seeded, today), 0, "now")).toEqual(expected);
      }),
    );
  });

  test("courses that an attribute can't take are refused", () => {
    const { now, next } = project(newProfile(100), attributes, 100);
    expect(packCourses(entries, now, next)).toBeDefined();
    expect(packCourses(entries, now.slice(1), next)).toBeUndefined();
    expect(
      packCourses(
        entries,
        now,
        next.map(() => 63),
      ),
    ).toBeUndefined();
    expect(
      packCourses(
        entries,
        now,
        next.map(() => [0, 400, 1]),
      ),
    ).toBeUndefined();
  });
});
