import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../shared/condition/kleene.ts";
import { compile } from "../../../shared/condition/match.ts";
import { valueTest } from "../../../shared/condition/value-test.ts";
import { REGEX_INPUT_CHARACTERS } from "../../../shared/limits.ts";

const PLAIN = [0, 1, 5, -1, 5.5, Number.NaN, Infinity, "", "5", "a", "A", "b", true, false, null];
const LISTS = [[], ["a"], ["a", "b"], [1, "a", null], [5, 5.5, true], [Number.NaN], [["a"]], [{ x: 1 }, "a"]];
const VALUES = [
  ...PLAIN,
  ...LISTS,
  { x: 1 },
  {},
  [UNKNOWN],
  ["a", UNKNOWN],
  UNKNOWN,
  `${"x".repeat(REGEX_INPUT_CHARACTERS - 1)}a`,
  `${"x".repeat(REGEX_INPUT_CHARACTERS)}a`,
];
const OPERANDS = [...PLAIN, ...LISTS, { x: 1 }, {}, "^a", "(", "^5", "a$"];
const OPERATORS = ["$eq", "$ne", "$in", "$nin", "$gt", "$gte", "$lt", "$lte", "$regex", "$regexi"];
const SEVERAL: readonly object[] = [
  { $gte: 1, $lt: 5 },
  { $gt: 5, $lte: 1 },
  { $ne: "a", $regex: "^a" },
  { $in: ["a", 5], $nin: [5] },
  { $gte: 0, $lt: 6, $ne: 5 },
  { $eq: 1, $exists: true },
  { $exists: false },
  { $eq: 1, $nonsense: 1 },
  { toString: 1 },
  { $not: { $gt: 1 } },
];

/** Every question to every value, asked directly and by the compiler of all conditions. */
function differences(operand: unknown): unknown[] {
  const evaluate = compile({ "": operand });
  return VALUES.flatMap((value) =>
    [true, false].flatMap((wanted) => {
      const direct = valueTest(operand, wanted, 3)({ value: (place) => (place === 3 ? value : "elsewhere") });
      const compiled = evaluate({ "": value }) === wanted;
      return direct === compiled ? [] : [{ operand, value, wanted, direct, compiled }];
    }),
  );
}

describe("what is asked of one value is answered as by the compiler of all conditions", () => {
  test.each(OPERATORS)("%s", (operator) => {
    expect(OPERANDS.flatMap((operand) => differences({ [operator]: operand }))).toEqual([]);
  });

  test("values that stand for themselves, and several operators at once", () => {
    expect([...OPERANDS, ...SEVERAL].flatMap(differences)).toEqual([]);
  });
});
