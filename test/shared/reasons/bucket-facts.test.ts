import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { AttributeValue } from "../../../shared/attribute.ts";
import { bucketOf } from "../../../shared/buckets.ts";
import { type Condition, compile } from "../../../shared/condition/match.ts";
import { REASON_TESTS } from "../../../shared/limits.ts";
import { buildPlan } from "../../../shared/plan.ts";
import { factsOfBuckets } from "../../../shared/reasons/bucket-facts.ts";
import { type Explanation, explainSegment } from "../../../shared/reasons/explain.ts";
import { factsOfValues } from "../../../shared/reasons/facts.ts";
import { sentenceOf } from "../../../shared/reasons/sentence.ts";
import { vocabularyOf } from "../../../shared/reasons/vocabulary.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { checkSite } from "../../../shared/site/check.ts";

vi.setConfig({ testTimeout: 60_000 });

const ATTRIBUTES = {
  visits: { count: "visit" },
  spend: { sum: "purchase", of: "value" },
  away: { daysSince: "purchase" },
  favourite: { top: "view", of: "category", values: ["rain", "camp"] },
  title: { top: "view", of: "title" },
  left: { sequence: ["cart", { not: "purchase" }] },
};
type Values = Readonly<Record<string, AttributeValue>>;

/** What the edge explains of somebody with these values, and how it says so. */
function atEdge(segments: Readonly<Record<string, Condition>>, values: Values | undefined) {
  const input = {
    version: 1,
    id: "test",
    attributes: ATTRIBUTES,
    segments: Object.fromEntries(Object.entries(segments).map(([id, when]) => [id, { when }])),
  };
  const checked = checkSite(input, { isPattern: () => true });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const rules = rulesOf(checked.value);
  const plan = buildPlan(checked.value, rules);
  const buckets =
    values &&
    Object.fromEntries(
      plan.entries.map(({ id, attribute }) => [id, bucketOf(attribute.buckets!, values[id] ?? null)]),
    );
  const facts = factsOfBuckets({ plan, rules, buckets, context: { country: "PL" } });
  const explain = (id: string): Explanation => explainSegment(id, rules, facts);
  const exact = factsOfValues({ attributes: values, context: { country: "PL" } });
  return {
    explain,
    exactly: (id: string) => explainSegment(id, rules, exact),
    say: (id: string, language = "en") =>
      sentenceOf({ segment: id }, explain(id), vocabularyOf(checked.value), { language, voice: "visitor" }),
  };
}

const short = ({ reasons }: Explanation) =>
  reasons.map(({ path, operator, operand }) => `${path} ${operator} ${JSON.stringify(operand)}`);

describe("what buckets tell", () => {
  test("is the range, and what isn't known isn't seen", () => {
    expect(atEdge({ s: { visits: { $gte: 2 } } }, { visits: 7 }).explain("s")).toEqual({
      holds: true,
      reasons: [
        {
          path: "visits",
          operator: "$gte",
          operand: 2,
          seen: { bucket: { numbers: [{ from: 2 }] } },
          via: [],
        },
      ],
    });
    expect(atEdge({ s: { visits: { $gte: 2 } } }, undefined).explain("s")).toEqual({
      holds: undefined,
      reasons: [{ path: "visits", operator: "$gte", operand: 2, via: [] }],
    });
  });

  test("splits a condition only where the bucket answers its parts", () => {
    const between = { s: { visits: { $gte: 2, $lt: 9 } } };
    expect(short(atEdge(between, { visits: 4 }).explain("s"))).toEqual(["visits $gte 2", "visits $lt 9"]);
    // Below 2 and from 9 on is one bucket: which of both it is the edge can't tell.
    expect(short(atEdge(between, { visits: 10 }).explain("s"))).toEqual([
      'visits $and [{"visits":{"$gte":2,"$lt":9}}]',
    ]);
    // Another rule may know better.
    const known = { ...between, other: { visits: { $lt: 5 } } };
    expect(short(atEdge(known, { visits: 10 }).explain("s"))).toEqual(["visits $lt 9"]);
  });

  test("keeps conditions whole where too many are asked to take them apart", () => {
    const others = Array.from({ length: REASON_TESTS }, (_, index): [string, Condition] => [
      `s${index}`,
      { visits: { $in: [index % 8, (index >> 3) % 8, 20 + (index % 3)] } },
    ]);
    const segments = { s: { visits: { $gte: 2, $lt: 9 } }, ...Object.fromEntries(others) };
    const { explain, exactly } = atEdge(segments, { visits: 4 });
    expect(explain("s").holds).toBe(exactly("s").holds);
    expect(short(explain("s"))).toEqual(['visits $and [{"visits":{"$gte":2,"$lt":9}}]']);
  });
});

test.each<[Condition, Values, string]>([
  [{ visits: { $gte: 2 } }, { visits: 3 }, "You are in “s” because you have visited at least 2 times."],
  [
    { visits: { $gte: 2 } },
    { visits: 1 },
    "You are not in “s” yet because you have visited fewer than 2 times (at least 2 needed).",
  ],
  [
    { visits: { $gte: 1 } },
    { visits: 0 },
    "You are not in “s” yet because you have visited 0 times (at least 1 needed).",
  ],
  [
    { visits: { $gte: 2, $lt: 9 } },
    { visits: 1 },
    "You are not in “s” because you have visited fewer than 2 times or at least 9 times (at least 2 and less than 9 needed).",
  ],
  [{ visits: { $gte: 0 } }, { visits: 1 }, "You are in “s” because the number of visits is at least 0."],
  [
    { spend: { $gt: 100 } },
    { spend: 2 },
    "You are not in “s” yet because the total “value” of all purchases is at most 100 (more than 100 needed).",
  ],
  [
    { spend: { $gt: 100 } },
    { spend: 200 },
    "You are in “s” because the total “value” of all purchases is more than 100.",
  ],
  [{ spend: 5 }, { spend: 5 }, "You are in “s” because the total “value” of all purchases is 5."],
  [
    { away: { $lt: 30 } },
    { away: null },
    "You are not in “s” because the time since the last purchase is at least 30 days or nothing yet (less than 30 days needed).",
  ],
  [
    { away: null },
    { away: null },
    "You are in “s” because the time since the last purchase has no value yet.",
  ],
  [
    { favourite: "rain" },
    { favourite: "run" },
    "You are not in “s” because the most frequent “category” of all page views is “camp”, something else, or nothing yet (“rain” needed).",
  ],
  [
    { favourite: { $in: ["rain", "camp"] } },
    { favourite: "rain" },
    "You are in “s” because the most frequent “category” of all page views is “rain” or “camp”.",
  ],
  [
    { title: { $regex: "^a" } },
    { title: "abc" },
    "You are in “s” because the most frequent “title” of all page views is a text matching “^a”.",
  ],
  [
    { title: { $regex: "^a" } },
    { title: "b" },
    "You are not in “s” because the most frequent “title” of all page views doesn’t fit (a text matching “^a” needed).",
  ],
  [
    { left: true },
    { left: false },
    "You are not in “s” because the sequence “basket change → no purchase” doesn’t apply.",
  ],
])("%j of %j is said by its bucket", (when, values, sentence) => {
  expect(atEdge({ s: when }, values).say("s")).toBe(sentence);
});

const leaf = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("visits", "spend", "away"),
      fc.constantFrom("$gte", "$gt", "$lt", "$lte", "$eq", "$ne"),
      fc.nat(4),
    )
    .map(([name, operator, bound]): Condition => ({ [name]: { [operator]: bound } })),
  fc
    .tuple(fc.constantFrom("visits", "spend", "away"), fc.nat(4), fc.nat(4))
    .map(([name, $gte, $lt]): Condition => ({ [name]: { $gte, $lt } })),
  fc.constantFrom<Condition>(
    { favourite: "rain" },
    { favourite: { $nin: ["rain", "sun"] } },
    { title: { $regex: "^a", $ne: "ab" } },
    { left: true },
    { "context.country": "PL" },
  ),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const several = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 3 },
      leaf,
      several.map(($and) => ({ $and })),
      several.map(($or) => ({ $or })),
      tie("condition").map(($not) => ({ $not })),
    ),
  };
});
const values = fc.record({
  visits: fc.nat(6),
  spend: fc.constantFrom(0, 0.5, 1, 2.5, 4, 6),
  away: fc.option(fc.nat(6), { nil: null }),
  favourite: fc.constantFrom("rain", "sun", "other", null),
  title: fc.constantFrom("a", "ab", "b", null),
  left: fc.boolean(),
});

test("the edge explains what is true of the value that it can't see", () => {
  fc.assert(
    fc.property(condition, condition, values, (s, t, values) => {
      const { explain, exactly } = atEdge({ s, t }, values);
      const { holds, reasons } = explain("s");
      expect(holds).toBe(exactly("s").holds);
      const root = { ...values, context: { country: "PL" } };
      for (const { path, operator, operand, negated } of reasons) {
        const [whole] = operator === "$and" ? (operand as Condition[]) : [];
        const answer = compile(whole ?? { [path]: { [operator]: operand } })(root);
        expect(negated ? !answer : answer, path).toBe(holds);
      }
    }),
    { numRuns: 2000 },
  );
});
