import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Points, score } from "../../../shared/kinds/score.ts";
import { problemsOf, siteWith } from "./site.ts";

const SPEND = { sum: "purchase", of: "value" };
const BASES = {
  views: { count: "view" },
  cartValue: { sum: "cart", of: "value", since: "purchase" },
  abandoned: { sequence: ["cart", { not: "purchase" }], within: "30d" },
  paid: { last: "purchase", of: "value" },
};

describe("a weighted sum", () => {
  const attributes = {
    ...BASES,
    a: { score: { views: 1, cartValue: 0.1, abandoned: 5, paid: 0.5 }, cap: 20 },
  };
  const { play, plan } = siteWith(attributes, [{ a: { $gte: 3 } }]);

  test("adds up numbers, true as 1, nothing as 0, up to the cap", () => {
    expect(play([0, "visit"]).value("a")).toBe(0);
    expect(play([0, "view"], [0, "view"]).value("a")).toBe(2);
    expect(play([0, "view"], [0, "cart", { value: 3 }]).value("a")).toBe(1.3);
    expect(play([0, "cart", { value: 3 }], [0, "visit"], [0, "view"]).value("a")).toBe(6.3);
    expect(play([0, "cart", { value: 3000 }]).value("a")).toBe(20);
    expect(play([0, "cart", { value: 3000 }], [0, "purchase", { value: 4 }]).value("a")).toBe(2);
  });

  test("is reckoned at events other than visit, whatever it is made of", () => {
    const left = play([0, "cart", { value: 1 }], [0, "visit"]);
    expect(left.value("abandoned")).toBe(true);
    expect(left.value("a")).toBe(0.1);
    expect(left.decided()).toEqual([false]);
    expect(Object.keys(plan.attributes)).toEqual(["abandoned", "cartValue", "paid", "views", "a"]);
  });

  test("comes after what it is made of, whatever the ids", () => {
    const ids = Object.keys(siteWith({ b: SPEND, a: { score: { b: 1 } }, c: SPEND }).plan.attributes);
    expect(ids).toEqual(["b", "c", "a"]);
  });

  test("does not change with time, so it needs no more states than buckets", () => {
    expect(plan.entries[0]!.codec.states).toBe(2);
    expect(plan.entries[0]!.attribute.horizon).toBe(0);
    const unreachable = siteWith(attributes, [{ a: { $gte: 3 } }, { a: { $gte: 21 } }]);
    expect(unreachable.plan.entries[0]!.codec.states).toBe(2);
  });
});

describe("with a half-life", () => {
  const HEAT = { score: { views: 10 }, cap: 80, halfLife: "7d" };
  const attributes = {
    ...BASES,
    heat: HEAT,
    level: { tier: "heat", levels: { cold: 0, warm: 10, hot: 40 } },
  };

  test("what is gained fades from the day on which it was gained", () => {
    const { play } = siteWith(attributes);
    const once = play([0, "view"]);
    expect([0, 7, 14].map((days) => once.value("heat", days))).toEqual([10, 5, 2.5]);
    expect(play([0, "view"], [7, "view"]).value("heat")).toBe(15);
    expect(play([0, "view"], [7, "click"]).value("heat")).toBe(5);
    expect(play(...Array.from({ length: 12 }, () => [0, "view"] as const)).value("heat")).toBe(80);
  });

  test("what is lost isn't taken away", () => {
    const { play } = siteWith({ ...BASES, heat: { ...HEAT, score: { cartValue: 1 } } });
    const events = [
      [0, "cart", { value: 30 }],
      [0, "cart", { value: -30 }],
      [0, "cart", { value: 5 }],
    ] as const;
    expect(events.map((_, index) => play(...events.slice(0, index + 1)).value("heat"))).toEqual([30, 30, 35]);
  });

  test("one day told from the next is one state more, not one for every pair of days", () => {
    const { plan } = siteWith(attributes, [{ level: "hot" }, { level: { $in: ["warm", "hot"] } }]);
    const [entry] = plan.entries;
    // From 80 points on it is hot for up to 7 days more, warm for up to 21; what is warm was hot 14 days before.
    expect(entry!.attribute.horizon).toBe(22);
    expect(entry!.codec.states).toBe(1 + 22);
    expect(siteWith(attributes, [{ heat: { $gte: 10 } }]).plan.entries[0]!.codec.states).toBe(1 + 22);
    expect(
      siteWith(attributes, [{ heat: { $gte: 30 } }, { heat: { $gte: 10 } }]).plan.entries[0]!.codec.states,
    ).toBe(1 + 22 + 10);
  });

  test("any points, on any day to come, are decided as the device would", { timeout: 60_000 }, () => {
    const cuts = fc.uniqueArray(fc.constantFrom(0, 0.3, 1, 2.5, 5, 10, 20, 33.3, 80, 100), {
      minLength: 1,
      maxLength: 4,
    });
    const half = fc.constantFrom("1d", "3d", "7d", "30d");
    const gains = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.double({ min: 0, max: 60, noNaN: true })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(cuts, half, gains, fc.nat({ max: 40 }), (bounds, halfLife, list, days) => {
        const heat = { ...HEAT, score: { cartValue: 1 }, halfLife };
        const conditions = bounds.flatMap((bound) => [{ heat: { $gte: bound } }, { heat: { $gt: bound } }]);
        const { play } = siteWith({ ...BASES, heat }, conditions);
        const played = play(
          [0, "visit"],
          ...list.map(([pause, value]) => [pause, "cart", { value }] as const),
        );
        const value = played.value("heat", days) as number;
        const expected = bounds.flatMap((bound) => [value >= bound, value > bound]);
        expect(played.decided(days, "now")).toEqual(expected);
        expect(played.decided(days, "next")).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

test("values stay sane when the clock is set back or forward by years", () => {
  const heat = { score: { views: 10 }, cap: 80, halfLife: "7d" };
  const { play } = siteWith({ ...BASES, heat }, [{ heat: { $gte: 10 } }]);
  for (const jump of [-3000, -5, -1, 1, 5, 3000]) {
    const played = play([0, "view"], [jump, "visit"]);
    expect(played.decided()).toEqual([(played.value("heat") as number) >= 10]);
    expect(played.value("heat", 400)).toBe(0);
    expect(play([0, "view"], [jump, "view"], [-jump, "view"]).value("heat")).toBeGreaterThanOrEqual(10);
  }
});

test("keeps three numbers, whatever happens", () => {
  const { play } = siteWith({ ...BASES, heat: { score: { views: 0.1 }, cap: 1e6, halfLife: "366d" } });
  const state = play(...Array.from({ length: 2000 }, () => [1, "view"] as const)).state("heat") as Points;
  expect(state).toHaveLength(3);
  expect(JSON.stringify(state).length).toBeLessThan(64);
});

test("after a loss, what the other attributes get back is no gain", () => {
  const definition = { kind: "score", weights: { views: 1 }, cap: 50, halfLife: 7 } as const;
  const moment = {
    day: 20_000,
    visit: { number: 1, day: 20_000 },
    matches: () => true,
    kinds: {},
    valueOf: () => 9,
  };
  const event = { name: "view", properties: {} };
  expect(score.reduce([20_000, 4, null], definition, event, moment)).toEqual([20_000, 4, 9]);
  expect(score.reduce([20_000, 4, 8], definition, event, moment)).toEqual([20_000, 5, 9]);
});

test("the checker knows what can be added up", () => {
  const problems = (entry: object) =>
    problemsOf({ ...BASES, source: { last: "visit", of: "source" }, heat: entry });
  expect(problems({ score: { views: 1, abandoned: 5 } })).toEqual([]);
  expect(problems({ score: { view: 1 } })).toEqual([
    'attributes.heat.score.view: there is no attribute "view", did you mean views?',
  ]);
  expect(problems({ score: { source: 1 } })).toEqual([
    'attributes.heat.score.source: expected a number, or true or false, but "source" is a text',
  ]);
  expect(problems({ score: { views: 1 }, halfLife: "7d" })).toEqual([
    "attributes.heat.cap: with a halfLife expected a number above 0 and up to 1000000, got nothing",
  ]);
  expect(problems({ score: { views: 1 }, halfLife: "7d", cap: 0 })).toHaveLength(1);
  expect(problems({ score: {} })).toEqual(["attributes.heat.score: expected at least one attribute"]);
  expect(
    problemsOf({ views: { count: "view" }, a: { score: { views: 1 } }, b: { score: { a: 1 } } }),
  ).toEqual(['attributes.b.score.a: "a" is a score, and a score can\'t be made of others']);
  expect(problemsOf({ a: { score: { a: 1 } } })).toContain(
    'attributes.a.score.a: "a" can\'t be made of itself',
  );
  const worth = { last: "quote", of: "worth" };
  expect(problemsOf({ worth, a: { score: { worth: 1 } } })).toEqual([
    'attributes.a.score.worth: expected a number; say with "buckets" in attributes.worth that it is one',
  ]);
  expect(problemsOf({ worth: { ...worth, buckets: [10] }, a: { score: { worth: 1 } } })).toEqual([]);
});
