import { describe, expect, test } from "vitest";
import { compileCondition } from "../../../shared/condition.ts";
import { type Condition, UNKNOWN, compile, matches } from "../../../shared/condition/match.ts";

/** `{ $not: { $not: … } }` with so many conditions in each other. */
function nested(depth: number): Condition {
  let condition: Condition = {};
  for (let level = 1; level < depth; level++) condition = { $not: condition };
  return condition;
}

describe("matches", () => {
  test("is true only for what is known to be true", () => {
    expect(matches({ a: 1 }, { a: 1 })).toBe(true);
    expect(matches({ a: 1 }, { a: 2 })).toBe(false);
    expect(matches({ a: 1 }, { a: UNKNOWN })).toBe(false);
    expect(matches({ $not: { a: 1 } }, { a: UNKNOWN })).toBe(false);
  });

  test("ignores case by small letters, in which ß isn't ss", () => {
    expect(matches({ a: { $ini: ["ss"] } }, { a: "ß" })).toBe(false);
    expect(matches({ a: { $ini: ["STRASSE"] } }, { a: "Strasse" })).toBe(true);
  });

  test("reads a value under the empty name", () => {
    expect(matches({ "": { $regex: "^x" } }, { "": "xyz" })).toBe(true);
  });
});

describe("an unchecked condition that doesn't compile is unknown as a whole", () => {
  test.each<[string, unknown]>([
    ["unknown operator", { $or: [{ a: 1 }, { b: { $foo: 1 } }] }],
    ["unknown logic", { a: 1, $xor: [] }],
    ["bad regular expression", { $or: [{ a: 1 }, { b: { $regex: "(" } }] }],
    ["unknown segment", { $or: [{ a: 1 }, { $segment: "s" }] }],
    ["unresolved group", { $or: [{ a: 1 }, { b: { $inGroup: "g" } }] }],
    ["no list", { $and: 1 }],
    ["no condition", 5],
    ["a list", [{ a: 1 }]],
    ["too deep", nested(65)],
    ["far too deep", nested(100_000)],
  ])("%s", (_, condition) => {
    expect(compile(condition as Condition)({ a: 1 })).toBeUndefined();
    expect(compile({ $not: condition })({ a: 1 })).toBeUndefined();
    expect(compileCondition(condition).ok).toBe(false);
  });

  test("a condition that contains itself", () => {
    const condition: Record<string, unknown> = { a: 1 };
    condition["$or"] = [condition, { $not: condition }];
    expect(compile(condition)({ a: 1 })).toBeUndefined();
    expect(compileCondition(condition)).toMatchObject({
      ok: false,
      issues: [{ path: "$or[0]", message: "contains itself" }, {}],
    });
    const value: unknown[] = [];
    value.push(value);
    expect(compileCondition({ a: value }).ok).toBe(false);
  });
});

test("conditions may be nested 64 deep", () => {
  expect(compile(nested(64))({})).toBe(false);
  expect(compile(nested(63))({})).toBe(true);
  expect(compileCondition(nested(64)).ok).toBe(true);
});

describe("names that objects have by themselves", () => {
  const pollute = JSON.parse(
    '{ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }',
  ) as Condition;

  test("are ordinary names in conditions and attributes", () => {
    const result = compileCondition(pollute);
    expect(result.ok && result.value({})).toBe(false);
    expect(result.ok && result.value(pollute)).toBe(true);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("aren't read from prototypes", () => {
    for (const name of ["__proto__", "toString", "constructor.name", "a.__proto__", "a.hasOwnProperty"]) {
      expect(matches({ [name]: { $exists: true } }, { a: {} })).toBe(false);
    }
  });

  test("aren't segments, groups or operators", () => {
    expect(compileCondition({ $segment: "toString" }, { segments: {} }).ok).toBe(false);
    expect(compileCondition({ a: { $inGroup: "constructor" } }, { groups: {} }).ok).toBe(false);
    expect(compile({ a: { $gt: 1, toString: 1 } })({ a: 2 })).not.toBe(true);
  });
});
