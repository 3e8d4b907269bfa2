import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matches } from "../../../shared/condition/match.ts";
import { holds, isSimple } from "../../../shared/condition/simple.ts";

const name = fc.constantFrom("path", "category", "value", "toString", "__proto__");
const scalar = fc.constantFrom<unknown>(0, 1, "", "/pricing", "rain", "x".repeat(2000), true, false);
const operand = fc.oneof(
  scalar,
  fc.constantFrom("^/pricing", "rain|camp", "x$", "", "(").map(($regex) => ({ $regex })),
  fc.constantFrom<unknown>(null, [], ["rain"], { $in: ["rain"] }, { $regex: "a", $ne: "b" }, { $regex: 1 }),
);
const condition = fc.dictionary(fc.oneof(name, fc.constantFrom("a.b", "$or")), operand, { maxKeys: 3 });
const properties = fc.dictionary(
  name,
  fc.oneof(scalar, fc.constant(null), fc.array(scalar, { maxLength: 2 })),
);

describe("simple conditions", () => {
  test("are answered as all others are", () => {
    let simple = 0;
    fc.assert(
      fc.property(condition, properties, (where, values) => {
        if (!isSimple(where)) return;
        simple++;
        expect([where, values, holds(where, values)]).toEqual([where, values, matches(where, values)]);
      }),
      { numRuns: 5000 },
    );
    expect(simple).toBeGreaterThan(1000);
  });

  test.each([
    [{ path: { $regex: "^/pricing" }, category: "rain" }, true],
    [{ source: { $in: ["instagram"] } }, false],
    [{ source: null }, false],
    [{ value: 5 }, true],
    [{ first: true, second: false, third: "x" }, true],
    [{ path: { $regex: "a", $ne: "b" } }, false],
    [{ path: { $regex: 1 } }, false],
    [{ tags: ["a"] }, false],
    [{ $or: [] }, false],
    [{ "a.b": 1 }, false],
    [{ path: { $regex: "(" } }, false],
  ])("%j: %s", (where, expected) => {
    expect(isSimple(where)).toBe(expected);
  });
});

test("patterns are searched in the first 1024 characters", () => {
  const where = { path: { $regex: "z" } };
  for (const [length, expected] of [
    [1023, true],
    [1024, false],
  ] as const) {
    const values = { path: `${"x".repeat(length)}z` };
    expect(holds(where, values)).toBe(expected);
    expect(matches(where, values)).toBe(expected);
  }
  expect(holds({ path: { $regex: "null" } }, { path: null })).toBe(false);
});
