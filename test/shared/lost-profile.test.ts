import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { bucketsAt, mergeFloor, packCourses, type Phase, seedFrom } from "../../shared/courses.ts";
import { compileSite } from "../../shared/decision.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { siteSchema } from "../../shared/site/schema.ts";

// What a device's new profile and the cookie of its lost one say together, kind by kind.

const DAY = 100;
const visit: SiteEvent = { name: "visit", properties: {} };
const view = (category: string): SiteEvent => ({ name: "view", properties: { category } });
const purchase = (value: number): SiteEvent => ({ name: "purchase", properties: { value } });
const declare = (it: string | readonly string[]): SiteEvent => ({ name: "declare", properties: { it } });

function siteOf(attribute: object, conditions: Readonly<Record<string, unknown>>) {
  const segments = Object.entries(conditions).map(([id, condition]) => [id, { when: { it: condition } }]);
  const site = { version: 1, id: "t", attributes: { it: attribute }, segments: Object.fromEntries(segments) };
  return compileSite(v.parse(siteSchema, site), () => () => true);
}
type Compiled = ReturnType<typeof siteOf>;

function codesOf({ plan }: Compiled, events: readonly SiteEvent[], day: number): number[] {
  const profile = [visit, ...events].reduce(
    (before, event) => recordEvent(before, plan.attributes, event, day),
    newProfile(day),
  );
  const { now, next } = project(profile, plan.attributes, day);
  return packCourses(plan.entries, now, next)!;
}

function matching(
  compiled: Compiled,
  codes: readonly (number | undefined)[],
  days = 0,
  phase: Phase = "now",
) {
  const buckets = bucketsAt(compiled.plan.entries, codes, days, phase);
  const { segments } = compiled.decide({ path: "/", day: 1, context: {}, buckets });
  return Object.keys(segments).filter((id) => segments[id]);
}

/** The segments after the loss of a profile that had `before`, of a new one that has `own`, so many days later. */
function afterLoss(compiled: Compiled, before: readonly SiteEvent[], own: readonly SiteEvent[], days = 1) {
  const { entries } = compiled.plan;
  const seed = seedFrom(entries, codesOf(compiled, before, DAY), days, "next", DAY + days);
  const codes = codesOf(compiled, own, DAY + days);
  return matching(compiled, mergeFloor(entries, codes, seed, DAY + days));
}

const much = { much: { $gte: 20 }, some: { $gte: 10 }, none: null };
const taste = { rain: "rain", camp: "camp", none: null };

describe("the new profile and the cookie of the lost one, together", () => {
  test.each<[string, object, Readonly<Record<string, unknown>>, SiteEvent[], SiteEvent[], string[]]>([
    ["a sum: more before", { sum: "purchase", of: "value" }, much, [purchase(30)], [], ["much", "some"]],
    ["a sum: more now", { sum: "purchase", of: "value" }, much, [], [purchase(30)], ["much", "some"]],
    [
      "a sum: less now",
      { sum: "purchase", of: "value" },
      much,
      [purchase(30)],
      [purchase(12)],
      ["much", "some"],
    ],
    [
      "the largest: before",
      { max: "purchase", of: "value" },
      much,
      [purchase(30)],
      [purchase(12)],
      ["much", "some"],
    ],
    [
      "the largest: now",
      { max: "purchase", of: "value" },
      much,
      [purchase(12)],
      [purchase(30)],
      ["much", "some"],
    ],
    ["the largest: only before", { max: "purchase", of: "value" }, much, [purchase(12)], [], ["some"]],
    ["the largest: never", { max: "purchase", of: "value" }, much, [], [], ["none"]],
    ["the least: before", { min: "purchase", of: "value" }, much, [purchase(12)], [purchase(30)], ["some"]],
    ["the least: now", { min: "purchase", of: "value" }, much, [purchase(30)], [purchase(12)], ["some"]],
    ["the latest: now", { last: "view", of: "category" }, taste, [view("rain")], [view("camp")], ["camp"]],
    ["the latest: before", { last: "view", of: "category" }, taste, [view("rain")], [], ["rain"]],
    ["the first: before", { first: "view", of: "category" }, taste, [view("rain")], [view("camp")], ["rain"]],
    ["the first: now", { first: "view", of: "category" }, taste, [], [view("camp")], ["camp"]],
    ["the favourite: now", { top: "view", of: "category" }, taste, [view("rain")], [view("camp")], ["camp"]],
    ["the favourite: before", { top: "view", of: "category" }, taste, [view("rain")], [], ["rain"]],
    ["said: now", { declared: ["rain", "camp"] }, taste, [declare("rain")], [declare("camp")], ["camp"]],
    ["said: before", { declared: ["rain", "camp"] }, taste, [declare("rain")], [], ["rain"]],
    ["said: never", { declared: ["rain", "camp"] }, taste, [], [], ["none"]],
    ...(
      [
        ["now", [declare(["rain"])], [declare(["rain", "camp"])], ["both"]],
        ["before", [declare(["rain", "camp"])], [], ["both"]],
        ["never", [], [], ["none"]],
      ] as const
    ).map(
      ([when, before, own, expected]) =>
        [
          `chosen: ${when}`,
          { choices: ["rain", "camp"] },
          { both: { $all: ["rain", "camp"] }, one: { $size: 1 }, none: null },
          [...before],
          [...own],
          [...expected],
        ] satisfies [string, object, object, SiteEvent[], SiteEvent[], string[]],
    ),
    [
      "in order: before",
      { sequence: ["view", "purchase"] },
      { yes: true },
      [view("a"), purchase(1)],
      [],
      ["yes"],
    ],
    [
      "in order: now",
      { sequence: ["view", "purchase"] },
      { yes: true },
      [],
      [view("a"), purchase(1)],
      ["yes"],
    ],
    ["in order: never", { sequence: ["view", "purchase"] }, { yes: true }, [view("a")], [purchase(1)], []],
    [
      "a set: longer before",
      { set: "view", of: "category" },
      { both: { $all: ["rain", "camp"] }, one: { $size: 1 } },
      [view("rain"), view("camp")],
      [view("rain")],
      ["both"],
    ],
    [
      "a set: longer now",
      { set: "view", of: "category" },
      { both: { $all: ["rain", "camp"] }, one: { $size: 1 } },
      [view("rain")],
      [view("rain"), view("camp")],
      ["both"],
    ],
    ["days away", { daysSince: "visit" }, { day: { $gte: 1 }, never: null }, [], [], ["day"]],
  ])("%s", (_, attribute, conditions, before, own, expected) => {
    expect(afterLoss(siteOf(attribute, conditions), before, own)).toEqual(expected);
  });

  test("what was in a window leaves it when it would have", () => {
    const compiled = siteOf({ count: "view", within: "5d" }, { two: { $gte: 2 } });
    const before = [view("a"), view("b")];
    expect(afterLoss(compiled, before, [], 4)).toEqual(["two"]);
    expect(afterLoss(compiled, before, [], 5)).toEqual([]);
    const { entries } = compiled.plan;
    const seed = seedFrom(entries, codesOf(compiled, before, DAY), 3, "now", DAY + 3);
    const codes = mergeFloor(entries, codesOf(compiled, [], DAY + 3), seed, DAY + 3);
    expect([0, 1, 2].map((days) => matching(compiled, codes, days))).toEqual([["two"], ["two"], []]);
  });
});

describe("codes", () => {
  const compiled = siteOf({ count: "visit" }, { returning: { $gte: 2 } });
  const { entries } = compiled.plan;

  test("say of each moment what holds then", () => {
    const codes = codesOf(compiled, [], DAY);
    expect(matching(compiled, codes, 0, "now")).toEqual([]);
    expect(matching(compiled, codes, 0, "next")).toEqual(["returning"]);
    expect(seedFrom(entries, codes, 0, "now", DAY)).toEqual({});
    expect(seedFrom(entries, codes, 0, "next", DAY)).toEqual({ it: 1 });
  });

  test("that aren't there leave an attribute unknown, and seed nothing", () => {
    expect(bucketsAt(entries, [undefined], 0, "now")).toEqual({ it: undefined });
    expect(matching(compiled, [undefined], 0, "next")).toEqual([]);
    expect(seedFrom(entries, [undefined], 0, "next", DAY)).toEqual({});
  });

  test("of what a token vouches for aren't in a signal, and begin with nothing", () => {
    const both = compileSite(
      v.parse(siteSchema, {
        version: 1,
        id: "t",
        attributes: { it: { count: "visit" }, stage: { attested: ["lead", "customer"] } },
        segments: {
          returning: { when: { it: { $gte: 2 } } },
          customer: { when: { stage: "customer" } },
          nobody: { when: { stage: null } },
        },
      }),
      () => () => true,
    );
    expect(both.plan.entries).toHaveLength(2);
    const codes = packCourses(both.plan.entries, [1], [1])!;
    expect(codes).toHaveLength(2);
    expect(matching(both, codes)).toEqual(["returning", "nobody"]);
    expect(packCourses(both.plan.entries, [1, 0], [1, 0])).toBeUndefined();
    expect(packCourses(both.plan.entries, [1], [1, 0])).toBeUndefined();
    expect(packCourses(both.plan.entries, [1, 0], [1])).toBeUndefined();
    expect(packCourses(both.plan.entries, [9], [9])).toBeUndefined();
  });
});
