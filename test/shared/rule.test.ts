import { describe, expect, test } from "vitest";
import { leavesWith } from "../../shared/leaves.ts";
import { leavesOf, ruleOf, segmentsOf } from "../../shared/rule.ts";
import type { When } from "../../shared/schema-parts.ts";

const a = (test: unknown) => ({ attribute: "a", test });
const b = (test: unknown) => ({ attribute: "b", test });

describe("a rule has one leaf an attribute, wherever that can be", () => {
  test.each<[When | undefined, unknown]>([
    [undefined, { all: [] }],
    ["s", { segment: "s" }],
    [["s", "t"], { all: [{ segment: "s" }, { segment: "t" }] }],
    [{}, { all: [] }],
    [{ a: 1 }, a({ "": 1 })],
    [{ "a.x": 1 }, a({ ".x": 1 })],
    [{ "context.country": "PL" }, { context: { "context.country": "PL" } }],
    [{ $segment: "s" }, { segment: "s" }],
    [{ $and: [{ a: 1 }] }, a({ "": 1 })],
    [{ $and: [] }, { all: [] }],
    [{ $or: [] }, { all: [] }],
    [{ $or: [{ a: 1 }] }, a({ "": 1 })],
    [{ $nor: [] }, { not: { all: [] } }],
    [{ $not: { a: 1 } }, a({ $nor: [{ "": 1 }] })],
    [{ $not: { $segment: "s" } }, { not: { segment: "s" } }],
    [{ $nor: [{ a: 1 }, { a: 2 }] }, a({ $nor: [{ $or: [{ "": 1 }, { "": 2 }] }] })],
    [{ $nor: [{ a: 1 }, { b: 2 }] }, { not: { any: [a({ "": 1 }), b({ "": 2 })] } }],
    [{ $or: [{ a: 1 }, { a: 2 }] }, a({ $or: [{ "": 1 }, { "": 2 }] })],
    [{ $and: [{ a: 1 }, { a: 2 }] }, a({ $and: [{ "": 1 }, { "": 2 }] })],
    [{ a: 1, "a.x": 2 }, a({ $and: [{ "": 1 }, { ".x": 2 }] })],
    [{ a: 1, b: 2 }, { all: [a({ "": 1 }), b({ "": 2 })] }],
    [{ $or: [{ a: 1 }, { b: 2 }] }, { any: [a({ "": 1 }), b({ "": 2 })] }],
    [
      { $or: [{ $segment: "s" }, { a: 1 }, { "context.hour": 8 }, { b: 1 }, { a: 2 }] },
      {
        any: [
          a({ $or: [{ "": 1 }, { "": 2 }] }),
          b({ "": 1 }),
          { segment: "s" },
          { context: { "context.hour": 8 } },
        ],
      },
    ],
    [{ a: 1, $or: [{ a: 2 }, { b: 3 }] }, { all: [a({ "": 1 }), { any: [a({ "": 2 }), b({ "": 3 })] }] }],
  ])("%j", (when, rule) => {
    expect(ruleOf(when)).toEqual(rule);
  });

  test("groups and what was made before come from the leaves", () => {
    const leaves = leavesWith({ near: [1, 2] });
    const rule = ruleOf({ a: { $inGroup: "near" } }, leaves);
    expect(rule).toEqual(a({ "": { $in: [1, 2] } }));
    expect(ruleOf({ $and: [{ a: { $in: [1, 2] } }] }, leaves)).toBe(rule);
  });
});

describe("what a rule reads", () => {
  const rule = ruleOf({
    a: 1,
    $or: [{ b: 2 }, { $segment: "s" }, { $not: { $or: [{ c: 3 }, { $segment: "t" }] } }],
    "context.hour": 8,
  });

  test("are its leaves on attributes, and the segments that it names", () => {
    expect(leavesOf(rule).map(({ attribute }) => attribute)).toEqual(["a", "b", "c"]);
    expect(segmentsOf(rule)).toEqual(["s", "t"]);
  });
});
