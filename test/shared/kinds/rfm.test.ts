import { describe, expect, test } from "vitest";
import { describeBucket } from "../../../shared/describe-bucket.ts";
import { problemsOf, siteWith } from "./site.ts";

const RFM = { rfm: "purchase", of: "value", recency: [30, 90], frequency: [2, 5], monetary: [100, 500] };
const buy = (value: unknown, pause = 0) => [pause, "purchase", { value: value as number }] as const;

test("classes rise with what is better, from 1 up", () => {
  const { play } = siteWith({ worth: RFM });
  expect(play([0, "visit"]).value("worth")).toBe(null);
  const once = play(buy(99.99));
  expect([0, 29, 30, 89, 90, 5000].map((days) => once.value("worth", days))).toEqual(
    [3, 3, 2, 2, 1, 1].map((recency) => ({ recency, frequency: 1, monetary: 1 })),
  );
  expect(play(buy(60), buy(40, 10)).value("worth")).toEqual({ recency: 3, frequency: 2, monetary: 2 });
  expect(play(buy(600), buy(-300)).value("worth")).toMatchObject({ monetary: 2 });
  expect(play(buy("much"), buy(null), buy("120")).value("worth")).toEqual({
    recency: 3,
    frequency: 2,
    monetary: 2,
  });
});

test("counts only what matches its where", () => {
  const { play } = siteWith({ worth: { ...RFM, where: { value: { $gte: 50 } } } });
  expect(play(buy(20)).value("worth")).toBe(null);
  expect(play(buy(200), buy(20)).value("worth")).toEqual({ recency: 3, frequency: 1, monetary: 2 });
});

describe("at the edge", () => {
  const statesOf = (...conditions: object[]) =>
    siteWith({ worth: RFM }, conditions).plan.entries[0]?.codec.states;

  test("conditions ask for its parts, and it ages by itself", () => {
    const { play } = siteWith({ worth: RFM }, [
      { "worth.recency": { $gte: 2 }, "worth.monetary": 3 },
      { worth: null },
      { worth: { recency: 3, frequency: 1, monetary: 3 } },
    ]);
    expect(play([0, "visit"]).decided()).toEqual([false, true, false]);
    const best = play(buy(700));
    expect([0, 30, 89, 90].map((days) => best.decided(days))).toEqual([
      [true, false, true],
      [true, false, false],
      [true, false, false],
      [false, false, false],
    ]);
    expect(best.decided(90, "next")).toEqual([false, false, false]);
  });

  test("nothing is told apart that no rule asks for", () => {
    expect(statesOf({ "worth.monetary": { $gte: 2 } })).toBe(2);
    expect(statesOf({ "worth.recency": 3 })).toBe(1 + 30);
    // Who never bought, or too little, is all the same; of the others it matters how long they will be in class 2.
    expect(statesOf({ "worth.recency": { $gte: 2 }, "worth.frequency": 3 })).toBe(1 + 90);
  });

  test("what the visitor is told of a bucket is a value in it", () => {
    const { plan } = siteWith({ worth: RFM }, [{ "worth.frequency": { $gte: 2 } }]);
    const [{ attribute, samples }] = plan.entries as [(typeof plan.entries)[number]];
    const buckets = [0, 1].map((bucket) => describeBucket(attribute.buckets!, bucket, samples[bucket]));
    expect(buckets).toContainEqual({ none: true });
    expect(buckets).toContainEqual({ example: { recency: 3, frequency: 2, monetary: 1 } });
  });
});

test("a clock that was set back or forward by years leaves it sane", () => {
  const { play } = siteWith({ worth: RFM }, [{ "worth.recency": 3 }, { "worth.recency": 1 }]);
  expect(play(buy(5), [-3000, "visit"]).decided()).toEqual([true, false]);
  expect(play(buy(5), [-3000, "visit"]).decided(90)).toEqual([false, true]);
  expect(play(buy(5), [3000, "visit"]).decided()).toEqual([false, true]);
  expect(play(buy(5), [3000, "visit"], [-3000, "visit"]).decided()).toEqual([true, false]);
});

test("keeps three numbers, whatever happens", () => {
  const { play } = siteWith({ worth: RFM });
  const state = play(...Array.from({ length: 2000 }, () => buy(0.1, 1))).state("worth");
  expect(state).toEqual([22_000, 2000, 200]);
});

test("the checker knows its parts, and what can be told of it", () => {
  const rules = (when: object) => problemsOf({ worth: RFM }, { segments: { best: { when } } });
  expect(rules({ "worth.recency": { $gte: 2 } })).toEqual([]);
  expect(rules({ worth: { $exists: true } })).toEqual([]);
  expect(rules({ "worth.recent": 2 })).toEqual([
    'segments.best.when["worth.recent"]: unknown attribute, did you mean worth.recency?',
  ]);
  expect(rules({ "worth.recency.days": 2 })).toHaveLength(1);
  expect(rules({ "worth.recency": "high" })).toEqual([
    'segments.best.when["worth.recency"]: expected a number, got "high"',
  ]);
  expect(rules({ worth: { $gte: 2 } })).toEqual([
    "segments.best.when.worth.$gte: asks about an order, but the attribute is an object",
  ]);
  const prints = (html: string) =>
    problemsOf({ worth: RFM }, { blocks: { a: { target: "#a", op: "content", html } } });
  expect(prints("{{worth}}")).toEqual(["blocks.a.html: {{worth}} is an object, which no template can print"]);
  expect(prints("{{device.worth}}")).toEqual([
    "blocks.a.html: {{device.worth}} is an object, which no template can print",
  ]);
  expect(prints("{{worth.recency}}")).toHaveLength(1);
});

test("the checker knows what can be bought", () => {
  const problems = (change: object) => problemsOf({ worth: { ...RFM, ...change } });
  expect(problems({})).toEqual([]);
  expect(problems({ rfm: "visit", of: "hour" })).toHaveLength(1);
  expect(problems({ of: "items" })).toEqual([]);
  expect(problems({ rfm: "view", of: "title" })).toEqual([
    'attributes.worth.of: expected a number to add up, but "title" is a string',
  ]);
  expect(problems({ recency: [0, 10] })).toEqual([
    "attributes.worth.recency: expected whole days of at least 1 and at most 366",
  ]);
  expect(problems({ frequency: [1] })).toEqual([
    "attributes.worth.frequency: expected whole numbers of at least 2",
  ]);
  expect(problems({ monetary: [5, 5] })).toEqual(["attributes.worth.monetary: expected ascending numbers"]);
});
