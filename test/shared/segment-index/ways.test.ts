import { expect, test } from "vitest";
import { leavesWith } from "../../../shared/leaves.ts";
import { ruleOf } from "../../../shared/rule.ts";
import { newLiterals } from "../../../shared/segment-index/literals.ts";
import { waysTo } from "../../../shared/segment-index/ways.ts";

/** The ways to a condition, written as `name` or `!name`. */
function written(when: Record<string, unknown>, wanted = true) {
  const makings = { ...newLiterals(), ofSegment: () => [] };
  return waysTo(wanted, ruleOf(when, leavesWith({})), makings).map(({ literals, exact }) => {
    const names = literals.map(({ of, wanted: holds }) => {
      const name = "attribute" in of ? of.attribute : Object.keys(of.context)[0]!.slice("context.".length);
      return holds ? name : `!${name}`;
    });
    return `${names.join(" ")}${exact ? "" : " …"}`;
  });
}

const either = (...names: string[]) => ({ $or: names.map((name) => ({ [name]: 1 })) });

test.each([
  [{ a: 1, b: 1, "context.c": 1 }, ["a b c"], ["!a", "!b", "!c"]],
  [{ $and: [either("a", "b"), either("c", "d")] }, ["a c", "a d", "b c", "b d"], ["!a !b", "!c !d"]],
  [{ $not: { a: 1, b: 1 } }, ["!a", "!b"], ["a b"]],
  [{ $segment: "nobody", a: 1 }, [], ["!a"]],
  [{ $or: [] }, [""], []],
])("%j", (when, yes, no) => {
  expect(written(when)).toEqual(yes);
  expect(written(when, false)).toEqual(no);
});

test("what has too many ways is only narrowed down", () => {
  const five = [0, 1, 2, 3, 4].map((number) => either(`a${number}`, `b${number}`));
  expect(written({ $and: [{ x: 1 }, ...five] })).toHaveLength(16);
  expect(written({ $and: [{ x: 1 }, ...five] })[0]).toBe("x a0 a1 a2 a3 …");
  const many = Array.from({ length: 17 }, (_, number) => `a${number}`);
  expect(written(either(...many))).toEqual([" …"]);
  expect(written({ $and: [{ x: 1 }, either(...many)] })).toEqual(["x …"]);
});
