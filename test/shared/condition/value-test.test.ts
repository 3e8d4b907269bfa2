import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, UNKNOWN } from "../../../shared/condition/match.ts";
import { valueTest } from "../../../shared/condition/value-test.ts";
import { runs } from "../runs.ts";

const text = fc.constantFrom("", " ", "0", "1", "2", "10", "x", "X", "xy", "1e1", "Infinity", "NaN");
const number = fc.constantFrom(0, -0, 1, 2, 10, -1, 0.5, 1e308, Number.NaN, Infinity, -Infinity);
const scalar = fc.oneof(text, number, fc.constantFrom<unknown>(true, false, null, undefined));
const list = fc.array(scalar, { maxLength: 7 });
const compound = fc.oneof(list, fc.dictionary(fc.constantFrom("a", "b"), scalar, { maxKeys: 2 }));
const operand = fc.oneof({ weight: 3, arbitrary: scalar }, compound);

const orders = ["$gt", "$gte", "$lt", "$lte"];
const operator = fc.oneof(
  ...["$eq", "$ne", ...orders].map((key) => operand.map((value) => [key, value] as const)),
  ...["$in", "$nin"].map((key) => fc.oneof(list, operand).map((value) => [key, value] as const)),
  ...["$regex", "$regexi"].map((key) =>
    fc.oneof(fc.constantFrom("x", "^1", "", "("), operand).map((value) => [key, value] as const),
  ),
  fc.boolean().map((value) => ["$exists", value] as const),
  operand.map((value) => ["$wrong", value] as const),
);
const asked = fc.oneof(
  operand,
  fc.array(operator, { minLength: 1, maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
);
const unknown = fc.constant<unknown>(UNKNOWN);
const value = fc.oneof(
  scalar,
  unknown,
  fc.array(fc.oneof(scalar, unknown), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "b"), fc.oneof(scalar, unknown), { maxKeys: 2 }),
);

test("answers true and false where the general compiler does, and neither where it doesn't know", () => {
  fc.assert(
    fc.property(asked, fc.array(value, { minLength: 1, maxLength: 8 }), (question, values) => {
      const expected = compile({ value: question });
      const [holds, fails] = [valueTest(question, true, 0), valueTest(question, false, 1)];
      for (const item of values) {
        const answer = expected({ value: item });
        // A row has null for what is missing.
        const values = { value: () => item ?? null };
        expect([holds(values), fails(values)]).toEqual([answer === true, answer === false]);
      }
    }),
    { numRuns: runs(20_000) },
  );
});

test.each([1023, 1024, 1025])("a pattern sees the first 1024 characters (x after %i)", (before) => {
  const long = `${"-".repeat(before)}x`;
  const finds = compile({ value: { $regex: "x" } })({ value: long });
  expect(valueTest({ $regex: "x" }, true, 0)({ value: () => long })).toBe(finds);
  expect(finds).toBe(before < 1024);
});
