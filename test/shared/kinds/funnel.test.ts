import { describe, expect, test } from "vitest";
import { problemsOf, siteWith } from "./site.ts";

const STEPS = ["view", { event: "view", where: { category: "rain" } }, "cart", "purchase"];
const view = (category: string) => [0, "view", { category }] as const;

test("tells the furthest step reached, and falls step by step with time", () => {
  const { play } = siteWith({ reached: { funnel: STEPS, within: "5d" } });
  expect(play([0, "visit"]).value("reached")).toBe(0);
  expect(play([0, "cart"], [0, "purchase"]).value("reached")).toBe(0);
  expect(play(view("rain"), [0, "cart"]).value("reached")).toBe(1);
  const bought = play(
    view("camp"),
    view("rain"),
    [0, "cart"],
    [2, "view", { category: "camp" }],
    [0, "purchase"],
  );
  expect(bought.value("reached")).toBe(4);
  expect([2, 3, 4, 5].map((days) => bought.value("reached", days))).toEqual([4, 1, 1, 0]);
});

test("starts anew where it says so", () => {
  const { play } = siteWith({ reached: { funnel: ["view", "cart"], since: "purchase" } });
  expect(play(view("rain"), [0, "cart"], [0, "purchase"]).value("reached")).toBe(0);
  expect(play(view("rain"), [0, "cart"], [0, "purchase"], view("rain")).value("reached")).toBe(1);
});

describe("courses", () => {
  const statesOf = (entry: object, ...conditions: object[]) =>
    siteWith({ reached: entry }, conditions).plan.entries[0]?.codec.states;

  test("without a window, as many as there are levels that rules tell apart", () => {
    expect(statesOf({ funnel: STEPS }, { reached: { $gte: 2 } })).toBe(2);
    expect(statesOf({ funnel: STEPS }, { reached: { $gte: 2 } }, { reached: 4 })).toBe(3);
    expect(statesOf({ funnel: STEPS }, { reached: { $gte: 9 } })).toBe(1);
  });

  test("with a window, one per day on which a level can be lost", () => {
    expect(statesOf({ funnel: STEPS, within: "5d" }, { reached: { $gte: 2 } })).toBe(6);
    expect(statesOf({ funnel: STEPS, within: "5d" }, { reached: { $gte: 2 } }, { reached: 4 })).toBe(21);
  });

  test("what a visit alone adds costs nothing, and what it starts anew is known", () => {
    expect(statesOf({ funnel: ["visit", "view"], within: "5d" }, { reached: 2 })).toBe(6);
    expect(statesOf({ funnel: ["view", "cart"], since: "visit" }, { reached: 2 })).toBe(2);
    const { play } = siteWith({ reached: { funnel: ["view", "visit"] } }, [{ reached: 1 }, { reached: 2 }]);
    const seen = play([0, "visit"], [0, "view"]);
    expect(seen.decided(0, "now")).toEqual([true, false]);
    expect(seen.decided(0, "next")).toEqual([false, true]);
    expect(play([0, "visit"]).decided(0, "next")).toEqual([false, false]);
  });
});

test("the checker knows the properties of each step's event", () => {
  const where = { categroy: "rain" };
  expect(problemsOf({ reached: { funnel: ["cart", { event: "view", where }] } })).toEqual([
    'attributes.reached.funnel[1].where.categroy: the event "view" has no such property, did you mean category?',
  ]);
  expect(problemsOf({ left: { sequence: ["cart", { not: "purchase", where: { value: "much" } }] } })).toEqual(
    ['attributes.left.sequence[1].where.value: expected a number, got "much"'],
  );
  expect(problemsOf({ left: { sequence: [{ not: "purchase" }] } })).toEqual([
    "attributes.left.sequence[0]: a sequence begins with an event that happens",
  ]);
  expect(problemsOf({ first: { sequence: [{ event: "view", where: { category: "rain" } }] } })).toEqual([]);
  expect(problemsOf({ reached: { funnel: ["cart", { not: "purchase" }] } })).not.toEqual([]);
  expect(problemsOf({ reached: { funnel: [] } })).toEqual([
    "attributes.reached.funnel: expected at least one step",
  ]);
  expect(problemsOf({ reached: { funnel: [{ event: "view", were: {} }] } })).toEqual([
    'attributes.reached.funnel[0].were: unknown field "were", did you mean where?',
  ]);
});

test("groups in the where of a step are resolved at the edge", () => {
  const where = { source: { $inGroup: "social" } };
  const attributes = { came: { sequence: [{ event: "visit", where }, "cart"] } };
  expect(problemsOf(attributes, { groups: { social: ["instagram"] } })).toEqual([]);
  expect(problemsOf(attributes)).toEqual([
    'attributes.came.sequence[0].where.source.$inGroup: there is no group "social"',
  ]);
});
