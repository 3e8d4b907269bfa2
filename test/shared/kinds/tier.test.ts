import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import { compile } from "../../../shared/condition/match.ts";
import { levelOf } from "../../../shared/kinds/tier.ts";
import { onBase } from "../../../shared/tiers.ts";
import { runs } from "../runs.ts";
import { problemsOf, siteWith } from "./site.ts";

const SPEND = { sum: "purchase", of: "value" };
const LEVELS = { bronze: 0, silver: 200, gold: 1000 };
const ATTRIBUTES = { spend: SPEND, level: { tier: "spend", levels: LEVELS } };

test("tells the highest level that has been reached", () => {
  const { play } = siteWith({
    ...ATTRIBUTES,
    away: { daysSince: "purchase" },
    late: { tier: "away", levels: { late: 3 } },
  });
  const bought = (value: number) => play([0, "purchase", { value }]).value("level");
  expect([-1, 0, 199.99, 200, 999, 1000, 5000].map(bought)).toEqual([
    null,
    "bronze",
    "bronze",
    "silver",
    "silver",
    "gold",
    "gold",
  ]);
  expect(play([0, "visit"]).value("late")).toBe(null);
  const once = play([0, "purchase", { value: 1 }]);
  expect([0, 2, 3].map((days) => once.value("late", days))).toEqual([null, null, "late"]);
});

describe("a tier is read off its base at the edge, too", () => {
  test("it isn't projected, and costs no more than the same ranges of its base", () => {
    const onTier = siteWith(ATTRIBUTES, [{ level: "gold" }, { level: { $in: ["silver", "gold"] } }]);
    const onSpend = siteWith(ATTRIBUTES, [{ spend: { $gte: 1000 } }, { spend: { $gte: 200 } }]);
    expect(onTier.plan.entries.map(({ id }) => id)).toEqual(["spend"]);
    expect(onTier.plan.attributes.level!.buckets).toBeUndefined();
    expect(onTier.plan.entries[0]!.attribute.buckets!.cuts).toEqual([200, 1000]);
    expect(onTier.plan.bits).toBe(onSpend.plan.bits);
    const both = siteWith(ATTRIBUTES, [{ level: "gold" }, { spend: { $gte: 1000 } }]);
    expect(both.plan.bits).toBe(1);
  });

  test("conditions on both are told apart together, no finer than that", () => {
    const { plan } = siteWith(ATTRIBUTES, [{ level: "silver", spend: { $gte: 500 } }]);
    expect(plan.entries[0]!.attribute.buckets!.cuts).toEqual([500, 1000]);
    expect(plan.entries[0]!.attribute.buckets!.count).toBe(2);
  });

  test("templates print and ask it", () => {
    const html = "<p>{{#level}}{{level}}{{/level}}{{^level}}none{{/level}}</p>";
    const { play, plan } = siteWith(ATTRIBUTES, [], { a: { target: "#a", op: "content", html } });
    expect(plan.entries.map(({ id }) => id)).toEqual(["spend"]);
    const shown = (value: number) => play([0, "purchase", { value }]).rendered();
    expect(shown(-5)).toMatchObject([{ html: "<p>none</p>" }]);
    expect(shown(250)).toMatchObject([{ html: "<p>silver</p>" }]);
    expect(shown(2000)).toMatchObject([{ html: "<p>gold</p>" }]);
  });

  test("the base's test holds exactly where that of the tier does", { timeout: 60_000 }, () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e");
    const single = fc.oneof(
      name,
      fc.constant(null),
      fc.record({ $in: fc.array(name) }),
      fc.record({ $nin: fc.array(name) }),
      fc.record({ $regex: fc.constantFrom("[ac]", "^$", ".") }),
      fc.record({ $gte: name }),
      fc.record({ $exists: fc.boolean() }),
    );
    const tests = fc.oneof(
      single.map((asked) => ({ "": asked })),
      fc.array(single).map((all) => ({ $or: all.map((asked) => ({ "": asked })) })),
      single.map((asked) => ({ $nor: [{ "": asked }] })),
    );
    const bounds = fc.uniqueArray(fc.integer({ min: -3, max: 9 }), { minLength: 1, maxLength: 4 });
    const value = fc.oneof(fc.integer({ min: -4, max: 10 }), fc.constantFrom(null, 0.5, "3", "x", "", true));
    fc.assert(
      fc.property(tests, bounds, fc.array(value), (question, list, values) => {
        const levels = list.sort((a, b) => a - b).map((from, index) => ["abcd"[index]!, from] as const);
        const definition: Definition = { kind: "tier", base: "n", levels };
        const leaf = onBase(new Map([["t", definition]]), { attribute: "t", test: question });
        expect(leaf.attribute).toBe("n");
        const expected = values.map((base) => compile(question)({ "": levelOf(definition, base) }));
        expect([values, values.map((base) => compile(leaf.test)({ "": base }))]).toEqual([values, expected]);
      }),
      { numRuns: runs(3000) },
    );
  });
});

test("the checker wants a number, and levels that ascend", () => {
  const problems = (entry: object, more: Record<string, object> = {}) =>
    problemsOf({ spend: SPEND, ...more, level: entry });
  expect(problems({ tier: "spend", levels: LEVELS })).toEqual([]);
  expect(problems({ tier: "spent", levels: LEVELS })).toEqual([
    'attributes.level.tier: there is no attribute "spent", did you mean spend?',
  ]);
  expect(problems({ tier: "level", levels: LEVELS })).toContain(
    'attributes.level.tier: "level" can\'t be made of itself',
  );
  expect(problems({ tier: "spend", levels: { gold: 10, silver: 5 } })).toEqual([
    "attributes.level.levels: expected ascending lower bounds",
  ]);
  expect(problems({ tier: "spend", levels: {} })).toEqual([
    "attributes.level.levels: expected at least one level",
  ]);
  const source = { last: "visit", of: "source" };
  expect(problems({ tier: "source", levels: LEVELS }, { source })).toEqual([
    'attributes.level.tier: expected a number, but "source" is a text',
  ]);
  expect(
    problems(
      { tier: "secret", levels: LEVELS },
      { secret: { ...SPEND, sensitive: true, label: "Secret", why: "To keep it" } },
    ),
  ).toEqual([
    'attributes.level.tier: "secret" is sensitive, so what is made of it must be marked "sensitive": true, too',
  ]);
});
