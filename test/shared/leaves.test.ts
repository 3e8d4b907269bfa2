import { expect, test } from "vitest";
import { leavesWith } from "../../shared/leaves.ts";
import { ruleOf } from "../../shared/rule.ts";

test("equal leaves are the same object, also where a group says it", () => {
  const leaves = leavesWith({ near: ["DE", "CZ"] });
  const parts = [
    { favourite: { $in: ["DE", "CZ"] } },
    { favourite: { $inGroup: "near" } },
    { $not: { $not: { favourite: { $in: ["DE", "CZ"] } } } },
    { $and: [{ favourite: "DE" }, { favourite: "CZ" }] },
    { $and: [{ favourite: "DE" }, { favourite: "CZ" }] },
  ].map((when) => ruleOf(when, leaves));
  expect(parts[0]).toEqual({ attribute: "favourite", test: { "": { $in: ["DE", "CZ"] } } });
  expect(parts[1]).toBe(parts[0]);
  expect(parts[2]).not.toBe(parts[0]);
  expect(parts[4]).toBe(parts[3]);
});

test.each([
  [1, "1"],
  [null, "null"],
  ["a", "b"],
  ["a", ["a"]],
  [{ $in: [1] }, JSON.stringify({ $in: [1] })],
  [true, "true"],
])("%j and %j are different", (one, other) => {
  const leaves = leavesWith({});
  expect(leaves.of("x", one)).not.toBe(leaves.of("x", other));
  expect(leaves.of("x", one)).toBe(leaves.of("x", structuredClone(one)));
  expect(leaves.of("x", one)).not.toBe(leaves.of("x.y", one));
  expect(leaves.of("context.x", one)).toEqual({ context: { "context.x": one } });
});
