import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { UNKNOWN, compileCondition } from "../../shared/condition.ts";
import { resolveGroups } from "../../shared/condition/groups.ts";
import { type Attributes, type Condition, compile } from "../../shared/condition/match.ts";
import { OPERATORS } from "../../shared/condition/operators.ts";
import { type Segments, segmentFinder } from "../../shared/condition/segments.ts";
import { formatIssue } from "../../shared/issue.ts";

type Row = readonly [
  name: string,
  condition: Condition,
  attributes: Attributes,
  expected: boolean | "unknown",
  options?: { groups?: Record<string, unknown[]>; segments?: Segments },
];

const file = new URL("../vectors/conditions.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"), (_, value) =>
  value === "UNKNOWN" ? UNKNOWN : value,
) as {
  version: number;
  rows: Row[];
};

function problems(condition: unknown, options = {}): string[] {
  const result = compileCondition(condition, options);
  return result.ok ? [] : result.issues.map(formatIssue);
}

describe("vectors", () => {
  for (const [name, condition, attributes, expected, options = {}] of vectors.rows) {
    // oxlint-disable-next-line vitest/valid-title -- a row's name is a text
    test(name, () => {
      const result = compileCondition(condition, options);
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && result.value(attributes)).toBe(expected === true);

      const { groups = {}, segments = {} } = options;
      const resolved = Object.entries(segments).map(
        ([id, segment]) => [id, resolveGroups(segment, groups)] as const,
      );
      const evaluate = compile(resolveGroups(condition, groups), segmentFinder(Object.fromEntries(resolved)));
      expect(evaluate(attributes)).toBe(expected === "unknown" ? undefined : expected);
    });
  }

  test("every operator has rows", () => {
    const text = JSON.stringify(vectors.rows.map((row) => [row[1], row[4]]));
    expect(Object.keys(OPERATORS).filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  });
});

describe("what doesn't compile", () => {
  test.each<[unknown, string]>([
    [5, "expected a condition, got 5"],
    [null, "expected a condition, got null"],
    [[], "expected a condition, got a list"],
    [{ name: { $regx: "a" } }, "name.$regx: unknown operator, did you mean $regex?"],
    [{ $xor: [] }, "$xor: unknown operator, did you mean $or?"],
    [{ a: { $gt: 1, b: 2 } }, "a.b: a field can't stand beside operators; write a path with dots"],
    [{ a: { b: { $gt: 1 } } }, "a.b.$gt: an operator can't stand inside a value; write a path with dots"],
    [
      { a: { $in: [{ $gt: 1 }] } },
      "a.$in[0].$gt: an operator can't stand inside a value; write a path with dots",
    ],
    [{ $gte: 5 }, "$gte: must stand inside an attribute"],
    [{ a: { $or: [{ $gt: 1 }] } }, "a.$or: must stand beside attributes, not inside one"],
    [{ $and: {} }, "$and: expected a list of conditions, got an object"],
    [{ $or: [{}, 3] }, "$or[1]: expected a condition, got 3"],
    [{ $nor: "x" }, '$nor: expected a list of conditions, got "x"'],
    [{ $not: [] }, "$not: expected a condition, got a list"],
    [{ a: { $not: "x" } }, 'a.$not: expected operators, got "x"'],
    [{ a: { $regex: "(" } }, "a.$regex: Invalid regular expression: /(/: Unterminated group"],
    [{ a: { $regexi: 1 } }, "a.$regexi: expected a regular expression as text, got 1"],
    [{ a: { $regex: "x", $options: "i" } }, "a.$options: unknown operator; write $regexi to ignore case"],
    [{ a: { $size: "2" } }, 'a.$size: expected a number, got "2"'],
    [{ a: { $exists: 1 } }, "a.$exists: expected true or false, got 1"],
    [
      { a: { $type: "strin" } },
      'a.$type: expected one of string, number, boolean, null, array, object, got "strin", did you mean string?',
    ],
    [{ a: { $elemMatch: 1 } }, "a.$elemMatch: expected a condition, got 1"],
    [
      { a: { $elemMatch: { $segment: "s" } } },
      "a.$elemMatch.$segment: a segment can't be asked about an element",
    ],
    [{ a: { $vgt: "new" } }, 'a.$vgt: expected a version such as "1.2.3", got "new"'],
    [{ a: { $vgt: 1 } }, 'a.$vgt: expected a version such as "1.2.3", got 1'],
    [{ a: { $inGroup: "g" } }, 'a.$inGroup: there is no group "g"'],
    [{ a: { $inGroup: ["x"] } }, "a.$inGroup: expected the name of a group, got a list"],
    [{ $segment: "s" }, '$segment: there is no segment "s"'],
    [{ $segment: 1 }, "$segment: expected the id of a segment, got 1"],
    [{ a: undefined }, "a: expected a JSON value, got undefined"],
    [{ a: Number.NaN }, "a: expected a JSON value, got NaN"],
    [{ a: { $eq: /x/ } }, "a.$eq: expected a JSON value"],
  ])("%j", (condition, message) => {
    expect(problems(condition)).toEqual([message]);
  });

  test("invariant 9: all problems at once, each with its place", () => {
    const condition = {
      $or: [{ a: 1 }, { visits: { $gte: 2, $foo: 1 }, "x.y": { $exists: "no" } }],
      $nor: 1,
    };
    expect(problems(condition)).toEqual([
      "$or[1].visits.$foo: unknown operator",
      '$or[1]["x.y"].$exists: expected true or false, got "no"',
      "$nor: expected a list of conditions, got 1",
    ]);
  });

  test("problems of the segments that it refers to, and only of those", () => {
    const segments = { good: { $segment: "bad" }, bad: { a: { $foo: 1 } }, worse: { b: { $foo: 1 } } };
    expect(problems({ $segment: "good" }, { segments })).toEqual(["segments.bad.a.$foo: unknown operator"]);
    expect(problems({ a: 1 }, { segments: { broken: null } })).toEqual([]);
  });

  test("segments in a circle", () => {
    const segments = {
      a: { $segment: "b" },
      b: { $or: [{ x: 1 }, { $segment: "a" }] },
      self: { $not: { $segment: "self" } },
    };
    expect(problems({ $segment: "a" }, { segments })).toEqual([
      "segments.a: refers to itself: a → b → a",
      "segments.b: refers to itself: b → a → b",
    ]);
    expect(problems({ $segment: "self" }, { segments })).toEqual([
      "segments.self: refers to itself: self → self",
    ]);
  });

  test("a chain of segments without end", () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [`s${i}`, i + 1 < length ? { $segment: `s${i + 1}` } : { a: 1 }]),
      );
    const result = compileCondition({ $segment: "s0" }, { segments: chain(64) });
    expect(result.ok && result.value({ a: 1 })).toBe(true);
    expect(problems({ $segment: "s0" }, { segments: chain(200) })).toContain(
      "segments.s64: segments refer to each other more than 64 deep",
    );
  });
});
