import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { compileSite } from "../../shared/decision.ts";
import { bucketOf } from "../../shared/buckets.ts";
import { siteSchema } from "../../shared/site/schema.ts";

function planOf(attributes: object, whens: readonly object[], blocks: object = {}) {
  const segments = Object.fromEntries(whens.map((when, index) => [`s${index}`, { when }]));
  const site = v.parse(siteSchema, { version: 1, id: "t", attributes, segments, blocks });
  return compileSite(site, () => () => true).plan;
}

const visits = { visits: { count: "visit" } };

describe("invariant 3: the projection is minimal", () => {
  test.each([
    ["one threshold", [{ visits: { $gte: 2 } }], 2],
    [
      "greater than is at least one more for whole numbers",
      [{ visits: { $gt: 1 } }, { visits: { $gte: 2 } }],
      2,
    ],
    ["both sides of an equal are alike", [{ visits: 3 }], 2],
    ["a set in the middle", [{ visits: { $in: [2, 4] } }], 2],
    ["a range is one predicate", [{ visits: { $gte: 2, $lt: 5 } }], 2],
    [
      "an or over one attribute is one predicate",
      [{ $or: [{ visits: { $lt: 2 } }, { visits: { $gte: 5 } }] }],
      2,
    ],
    ["two rules, three groups", [{ visits: { $gte: 2 } }, { visits: { $gte: 5 } }], 3],
  ])("%s", (_, whens, buckets) => {
    const { entries } = planOf(visits, whens);
    expect(entries.map((entry) => entry.attribute.buckets?.count)).toEqual([buckets]);
  });

  test.each([
    ["a count", { count: "view", since: "visit" }, { $gte: 1 }],
    ["a sum", { sum: "cart", of: "value", since: "visit" }, { $gt: 0 }],
    ["the latest", { last: "view", of: "category", since: "visit" }, "rain"],
    ["the first", { first: "view", of: "category", since: "visit" }, "rain"],
  ])("what each visit starts anew says nothing of the next one: %s", (_, attribute, condition) => {
    expect(planOf({ it: attribute }, [{ it: condition }]).bits).toBe(1);
  });

  test("what nothing reads, and what no rule can tell apart, isn't sent", () => {
    const plan = planOf({ ...visits, away: { daysSince: "visit" } }, [{ visits: { $gte: 0 } }]);
    expect(plan.entries).toEqual([]);
    expect(plan.bits).toBe(0);
    expect(Object.values(plan.attributes).map((attribute) => attribute.buckets)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("a rule that holds for every value holds for everyone of whom something is known", () => {
    const site = v.parse(siteSchema, {
      version: 1,
      id: "t",
      attributes: visits,
      segments: { any: { when: { visits: { $gte: 0 } } } },
    });
    const compiled = compileSite(site, () => () => true);
    const ask = (buckets: Record<string, number> | undefined) =>
      compiled.decide({ path: "/", day: 1, context: {}, buckets }).segments.any;
    expect(ask({})).toBe(true);
    expect(ask(undefined)).toBe(undefined);
  });

  test("texts that no rule names share a bucket, also with the value not known yet where rules can't tell", () => {
    const [entry] = planOf({ source: { last: "visit", of: "source" } }, [
      { source: { $in: ["instagram", "tiktok"] } },
    ]).entries;
    const buckets = entry!.attribute.buckets!;
    expect(buckets.count).toBe(2);
    expect(bucketOf(buckets, "instagram")).toBe(bucketOf(buckets, "tiktok"));
    expect(bucketOf(buckets, "news")).toBe(bucketOf(buckets, null));
    expect(bucketOf(buckets, "toString")).toBe(bucketOf(buckets, null));
  });

  test("a regular expression tells apart what it matches", () => {
    const [entry] = planOf({ source: { last: "visit", of: "source" } }, [
      { source: { $regex: "^news" } },
    ]).entries;
    const buckets = entry!.attribute.buckets!;
    expect(buckets.count).toBe(2);
    expect(bucketOf(buckets, "newsletter")).not.toBe(bucketOf(buckets, "instagram"));
  });

  test("what a template prints is told apart, a section only by what it asks", () => {
    const attributes = { favourite: { top: "view", of: "category", values: ["rain", "camp"] } };
    const block = (html: string) => ({ b: { target: "h1", op: "content", html } });
    expect(planOf(attributes, [], block("{{favourite}}")).entries[0]!.attribute.buckets!.count).toBe(3);
    expect(
      planOf(attributes, [], block("{{#favourite}}x{{/favourite}}")).entries[0]!.attribute.buckets!.count,
    ).toBe(2);
  });
});

describe("plan", () => {
  test("names itself by what leaves the device: labels and order don't matter, thresholds do", () => {
    const hash = (attributes: object, threshold: number) =>
      planOf(attributes, [{ visits: { $gte: threshold } }]).hash;
    expect(hash({ visits: { count: "visit", label: "Visits" } }, 2)).toBe(hash(visits, 2));
    expect(hash(visits, 3)).not.toBe(hash(visits, 2));
  });

  test("refuses a profile that would reveal too much, and says what costs how much", () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`a${index}`, { count: `e${index}`, within: "30d" }]),
    );
    const whens = Object.keys(attributes).map((id) => ({ [id]: { $gte: 1 } }));
    const { bits, issues } = planOf(attributes, whens);
    expect(bits).toBeCloseTo(9 * Math.log2(31));
    expect(issues).toEqual([
      { path: "attributes", message: expect.stringMatching(/up to 44\.6 bits, more than 32 \(a0 5\.0, /) },
    ]);
  });

  test("an attribute with too many buckets is named", () => {
    const whens = Array.from({ length: 70 }, (_, index) => ({ visits: { $gte: index + 1 } }));
    expect(planOf(visits, whens).issues).toEqual([
      {
        path: "attributes.visits",
        message: "falls into more than 64 buckets: rules tell too many values apart",
      },
    ]);
  });

  test("sensitive attributes never get buckets", () => {
    const plan = planOf({ diet: { declared: ["a", "b"], sensitive: true } }, [{ diet: "a" }]);
    expect(plan.attributes.diet!.buckets).toBeUndefined();
  });
});
