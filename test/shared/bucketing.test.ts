import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttributeValue, Definition } from "../../shared/attribute.ts";
import { bucketing, printOf } from "../../shared/bucketing.ts";
import { bucketOf } from "../../shared/buckets.ts";
import { type Condition, compile } from "../../shared/condition/match.ts";
import { runs } from "./runs.ts";

const COUNT: Definition = { kind: "count", event: "e" };
const SUM: Definition = { kind: "sum", event: "e", of: "p" };
const LAST: Definition = { kind: "last", event: "e", of: "p" };
const SAID: Definition = { kind: "declared", values: ["x", "y"] };
const TOP: Definition = { kind: "top", event: "e", of: "p" };
const SET: Definition = { kind: "set", event: "e", of: "p", keep: 2 };
const ATTESTED: Definition = { kind: "attested", values: ["x", "y"] };
const AWAY: Definition = { kind: "daysSince", event: "e" };
const DONE: Definition = { kind: "sequence", steps: [{ event: "e" }] };
const VARIETY: Definition = { kind: "distinct", event: "e", of: "p" };

const sorted = (definition: Definition, tests: readonly unknown[], printed = false) =>
  bucketing(
    definition,
    tests.map((asked) => ({ "": asked })),
    printed,
  );
const bucketsOf = (definition: Definition, ...tests: readonly unknown[]) => sorted(definition, tests).buckets;

describe("numbers", () => {
  test("are cut where a test changes its mind", () => {
    expect(bucketsOf(COUNT, { $gte: 2 })).toEqual({ count: 2, nil: 0, cuts: [2], intervals: [0, 1] });
    expect(bucketsOf(COUNT, { $gt: 2 })).toEqual({ count: 2, nil: 0, cuts: [3], intervals: [0, 1] });
    expect(bucketsOf(COUNT, { $gt: 2.5 })).toEqual({ count: 2, nil: 0, cuts: [3], intervals: [0, 1] });
    expect(bucketsOf(COUNT, 3)).toEqual({ count: 2, nil: 0, cuts: [3, 4], intervals: [0, 1, 0] });
    expect(bucketsOf(COUNT, { $gte: 2 }, { $gte: 10 })).toEqual({
      count: 3,
      nil: 0,
      cuts: [2, 10],
      intervals: [0, 1, 2],
    });
    expect(bucketsOf(COUNT, { $gte: "2" }).cuts).toEqual([2]);
    expect(bucketsOf(COUNT, { $gte: 0 })).toEqual({ count: 1, nil: 0, cuts: [], intervals: [0] });
    expect(bucketsOf(COUNT, { $gte: 0.5 }).cuts).toEqual([1]);
    expect(bucketsOf(COUNT, { $lt: -1 }, { $in: ["", " ", "x", true, null] }).count).toBe(1);
  });

  test("that are whole have the whole number after a bound, real ones the next double", () => {
    for (const [bound, next] of [
      [2, 2.0000000000000004],
      [-2, -1.9999999999999998],
      [0, 5e-324],
      [1e300, 1.0000000000000002e300],
    ] as const) {
      expect(bucketsOf(SUM, { $gt: bound })).toEqual({
        count: 2,
        nil: 0,
        cuts: [next],
        intervals: [0, 1],
      });
      expect(bucketsOf(SUM, { $gte: bound }).cuts).toEqual([bound]);
      expect(bucketsOf(SUM, bound).cuts).toEqual([bound, next]);
    }
  });

  test("have samples in every bucket", () => {
    expect(sorted(COUNT, [{ $gte: 2 }, { $gte: 10 }])).toMatchObject({
      results: ["00", "10", "11"],
      samples: [0, 2, 10],
    });
    expect(sorted(SUM, [{ $lt: 2 }]).samples).toEqual([0, 2]);
    expect(sorted(SUM, [{ $lt: 20 }]).samples).toEqual([0, 20]);
    expect(sorted(SUM, [{ $lt: -20 }]).samples).toEqual([-40, -20]);
    expect(sorted(SUM, [{ $lt: 0 }]).samples).toEqual([-1, 0]);
    expect(sorted(AWAY, [{ $gte: 3 }, { $exists: false }]).samples).toEqual([0, 3, null]);
  });

  test("have no bound beyond the highest", () => {
    expect(bucketsOf(VARIETY, { $gte: 10_000 }).count).toBe(1);
    expect(bucketsOf(VARIETY, { $gte: 2 }).cuts).toEqual([2]);
    expect(bucketsOf(COUNT, { $gte: 10_000 }).cuts).toEqual([10_000]);
  });

  test("may be null, with a bucket of its own or another's", () => {
    expect(bucketsOf(AWAY, { $gte: 3 })).toEqual({ count: 2, nil: 0, cuts: [3], intervals: [0, 1] });
    expect(bucketsOf(AWAY, { $lt: 3 })).toEqual({ count: 2, nil: 1, cuts: [3], intervals: [0, 1] });
    expect(bucketsOf(AWAY, { $gte: 3 }, null)).toEqual({ count: 3, nil: 2, cuts: [3], intervals: [0, 1] });
  });
});

describe("texts and booleans", () => {
  test("that rules name have buckets, and one is for all others", () => {
    expect(bucketsOf(TOP, "x")).toEqual({ count: 2, nil: 0, values: { x: 1 }, other: 0 });
    expect(bucketsOf(TOP, { $in: ["x", "y"] })).toEqual({
      count: 2,
      nil: 0,
      values: { x: 1, y: 1 },
      other: 0,
    });
    expect(bucketsOf(TOP, { $exists: true })).toEqual({ count: 2, nil: 0, other: 1 });
    expect(sorted(TOP, ["x", { $exists: true }])).toMatchObject({
      results: ["00", "11", "01"],
      samples: [null, "x", "\u{10FFFF}"],
    });
    expect(bucketsOf(TOP, "\u{10FFFF}").values).toEqual({ "\u{10FFFF}": 1 });
    expect(bucketsOf(TOP, "\u{10FFFF}").other).toBe(0);
  });

  test("true and false are told apart by name", () => {
    expect(bucketsOf(DONE, true)).toEqual({ count: 2, nil: 0, values: { true: 0, false: 1 } });
    expect(sorted(DONE, [true]).samples).toEqual([true, false]);
    expect(bucketsOf(DONE, { $exists: true }).count).toBe(1);
  });

  test("are only those declared, where there can be no others", () => {
    expect(bucketsOf(ATTESTED, "x", "z")).toEqual({ count: 2, nil: 0, values: { x: 1, y: 0 } });
    expect(bucketsOf(ATTESTED, { $regex: "^x" })).toEqual({ count: 2, nil: 0, values: { x: 1, y: 0 } });
    expect(bucketsOf(SAID, "z")).toEqual({ count: 2, nil: 0, values: { z: 1, x: 0, y: 0 }, other: 0 });
  });

  test.each<[string, unknown]>([
    ["$regex", "^x"],
    ["$regexi", "^x"],
    ["$ini", ["x"]],
    ["$nini", ["x"]],
    ["$alli", ["x"]],
    ["$veq", "1"],
    ["$vne", "1"],
    ["$vgt", "1"],
    ["$vgte", "1"],
    ["$vlt", "1"],
    ["$vlte", "1"],
    ["$size", 1],
    ["$elemMatch", { $eq: "x" }],
    ["$type", "string"],
  ])("%s is left to the test, which tells apart texts that no rule names", (operator, operand) => {
    const tests = [{ "": { [operator]: operand } }];
    expect(bucketsOf(TOP, { [operator]: operand })).toMatchObject({ tests });
  });

  test("so is an order, and a comparison with true and false where these may come", () => {
    for (const operator of ["$gt", "$gte", "$lt", "$lte"]) {
      expect(bucketsOf(LAST, { [operator]: 2 }).tests).toBeDefined();
      expect(bucketsOf(TOP, { [operator]: "x" }).tests).toBeDefined();
    }
    const buckets = bucketsOf(TOP, { $gt: "m" });
    expect(bucketOf(buckets, "a")).not.toBe(bucketOf(buckets, "z"));
    expect(bucketsOf(LAST, true).tests).toBeDefined();
    expect(bucketsOf(TOP, true).tests).toBeUndefined();
    expect(bucketsOf(LAST, "x").tests).toBeUndefined();
    expect(bucketsOf(LAST, 2).tests).toBeUndefined();
  });

  test("what tests tell apart by themselves has a bucket for each way that they can come out", () => {
    const { buckets, results } = sorted(TOP, [{ $regex: "a" }, "x", { $regex: "b" }]);
    expect(new Set(results)).toEqual(new Set(["000", "010", "100", "001", "101"]));
    expect(buckets).toMatchObject({ count: 5, results });
    // Beyond seven such tests there are more ways than buckets.
    const open = (count: number) => Array.from({ length: count }, (_, index) => ({ $regex: `a${index}` }));
    expect(bucketsOf(TOP, ...open(6)).count).toBe(64);
    expect(() => bucketsOf(TOP, ...open(7))).toThrow(new RangeError("more than 64 buckets"));
    expect(() => bucketsOf(TOP, ...open(40))).toThrow(RangeError);
  });

  test("a broken test is broken in every bucket", () => {
    expect(sorted(TOP, [{ $foo: 1 }, "x"]).results).toEqual(["?0", "?1"]);
  });
});

test("lists are told apart by the tests, which may be open", () => {
  expect(sorted(SET, [{ $in: ["x"] }])).toMatchObject({ results: ["0", "1"], samples: [null, ["x"]] });
  expect(sorted(SET, [{ $in: ["x"] }]).buckets.tests).toEqual([{ "": { $in: ["x"] } }]);
  expect(sorted(SET, [{ $size: 2 }]).results).toEqual(["0", "1"]);
  expect(new Set(sorted(SET, [{ $elemMatch: { $regex: "a" } }, { $size: 2 }]).results)).toEqual(
    new Set(["00", "01", "10", "11"]),
  );
});

test("objects are all tried", () => {
  const classes: Definition = { kind: "rfm", event: "e", recency: [2], frequency: [2], monetary: [5] };
  const { buckets, samples } = bucketing(classes, [{ ".recency": { $gte: 2 } }], false);
  expect(buckets.count).toBe(2);
  expect(samples[0]).toBe(null);
  expect(samples[1]).toMatchObject({ recency: 2 });
});

test("there are at most 64 buckets", () => {
  const tests = Array.from({ length: 64 }, (_, index) => ({ $gte: index + 1 }));
  expect(bucketsOf(COUNT, ...tests.slice(1)).count).toBe(64);
  expect(() => bucketsOf(COUNT, ...tests)).toThrow(new RangeError("more than 64 buckets"));
});

describe("what templates print", () => {
  test("is told apart by tests of its own", () => {
    expect(sorted(SAID, [], true).buckets.count).toBe(3);
    expect(sorted(SAID, []).buckets.count).toBe(1);
    const spend: Definition = { ...SUM, prints: [10, 20] };
    expect(sorted(spend, [], true)).toMatchObject({
      buckets: { cuts: [10, 20], count: 3 },
      results: ["00", "10", "11"],
    });
    expect(sorted(spend, []).buckets.count).toBe(1);
    expect(sorted(COUNT, [], true).buckets.count).toBe(1);
  });

  test("is a named text, or the highest bound that a number has reached", () => {
    const prints = { ...SUM, prints: [10, 20] };
    expect([-5, 0, 9.9, 10, 19, 20, 99].map((value) => printOf(prints, value))).toEqual([
      0, 0, 0, 10, 10, 20, 20,
    ]);
    expect(printOf(SUM, 5)).toBe(null);
    expect(["x", "z", null, undefined].map((value) => printOf(SAID, value))).toEqual(["x", null, null, null]);
    expect(printOf(TOP, "x")).toBe(null);
    expect([true, false].map((value) => printOf(DONE, value))).toEqual([true, false]);
  });
});

describe("invariant 3: two values share a bucket if and only if no test tells them apart", () => {
  const number = fc.constantFrom<number>(-3, -0.5, 0, 0.5, 1, 2, 2.5, 3, 7);
  const text = fc.constantFrom("x", "X", "y", "", "2", "ab", "1.2", "z");
  const constant = fc.oneof(number, text, fc.boolean(), fc.constant(null));
  const asked = fc.oneof(
    constant,
    fc.tuple(fc.constantFrom("$gt", "$gte", "$lt", "$lte"), fc.oneof(number, text)),
    fc.tuple(fc.constantFrom("$in", "$nin", "$ini", "$all"), fc.array(constant, { maxLength: 3 })),
    fc.tuple(fc.constantFrom("$regex", "$regexi"), fc.constantFrom("^x", "b", "^$", "2")),
    fc.tuple(fc.constantFrom("$vgt", "$veq"), fc.constantFrom("1", "2")),
    fc.tuple(fc.constant("$type"), fc.constantFrom("string", "number", "null", "array")),
    fc.tuple(fc.constant("$exists"), fc.boolean()),
    fc.tuple(fc.constant("$size"), fc.nat(3)),
  );
  const question = asked.map((one): Condition => ({
    "": Array.isArray(one) ? { [one[0]]: one[1] as unknown } : one,
  }));
  const rule = fc.oneof(
    question,
    fc.array(question, { minLength: 1, maxLength: 3 }).map(($or): Condition => ({ $or })),
    question.map((one): Condition => ({ $nor: [one] })),
  );
  const whole = fc.nat(9);
  const lists = fc.uniqueArray(fc.constantFrom("x", "y", "z", "X"), { minLength: 1, maxLength: 2 });
  const nothing = fc.constant(null);
  const kinds: [Definition, fc.Arbitrary<AttributeValue>][] = [
    [COUNT, whole],
    [SUM, number],
    [{ ...SUM, prints: [1, 2.5] }, number],
    [AWAY, fc.oneof(whole, nothing)],
    [LAST, fc.oneof(number, text, fc.boolean(), nothing)],
    [TOP, fc.oneof(text, nothing)],
    [ATTESTED, fc.oneof(fc.constantFrom("x", "y"), nothing)],
    [SET, fc.oneof(lists, nothing)],
    [DONE, fc.boolean()],
  ];

  test.each(kinds)("%j", { timeout: 60_000 }, (definition, value) => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        fc.boolean(),
        fc.array(value),
        (rules, printed, values) => {
          const { buckets, results, samples } = bucketing(definition, rules, printed);
          expect(new Set(results).size).toBe(buckets.count);
          const outcomes = (of: AttributeValue) =>
            rules.map((each) => (compile(each)({ "": of }) === true ? "1" : "0")).join("");
          for (const each of values) {
            const bucket = bucketOf(buckets, each);
            expect([each, bucket, results[bucket]?.slice(0, rules.length)]).toEqual([
              each,
              bucket,
              outcomes(each),
            ]);
          }
          samples.forEach((sample, bucket) => {
            if (sample !== undefined) expect([sample, bucketOf(buckets, sample)]).toEqual([sample, bucket]);
          });
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
