import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../shared/condition/kleene.ts";
import { compare, equals, isNothing, isObject, order, valueAt } from "../../../shared/condition/value.ts";

test("objects are told from lists and null, and nothing from everything else", () => {
  expect([{}, Object.create(null)].map(isObject)).toEqual([true, true]);
  expect([[], null, undefined, "", 0, () => 0].map(isObject)).toEqual(Array(6).fill(false));
  expect([null, undefined].map(isNothing)).toEqual([true, true]);
  expect([0, "", false, Number.NaN, []].map(isNothing)).toEqual(Array(5).fill(false));
});

describe("equality", () => {
  test.each<[unknown, unknown, boolean | undefined]>([
    [1, 1, true],
    [1, "1", false],
    [0, null, false],
    [null, undefined, true],
    [undefined, null, true],
    [null, 0, false],
    ["", null, false],
    [[], [], true],
    [[], {}, false],
    [{}, [], false],
    [{ 0: 1 }, [1], false],
    [[1], { 0: 1 }, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: null }, { b: null }, false],
    [{ toString: null }, { a: 1 }, false],
    [UNKNOWN, 1, undefined],
    [1, UNKNOWN, undefined],
    [UNKNOWN, UNKNOWN, undefined],
    [[UNKNOWN, 1], [1, 1], undefined],
    [[UNKNOWN, 1], [1, 2], false],
    [[UNKNOWN], [1, 2], false],
    [{ a: UNKNOWN }, { b: 1 }, false],
    ["a", {}, false],
    [{}, "a", false],
    [[], "", false],
  ])("of %j and %j", (left, right, expected) => {
    expect(equals(left, right)).toBe(expected);
  });
});

test("a path ends in null where a step is missing, and unknown where one is", () => {
  const root = { a: { b: [5, { c: 7 }] }, u: UNKNOWN, text: "abc", zero: 0 };
  expect(valueAt(root, [])).toBe(root);
  expect(valueAt(root, ["a", "b", "1", "c"])).toBe(7);
  expect(valueAt(root, ["a", "b", "length"])).toBe(2);
  for (const way of ["x", "a.x", "a.x.y", "text.length", "text.0", "zero.x", "toString", "a.toString"]) {
    expect(valueAt(root, way.split("."))).toBe(null);
  }
  expect(valueAt(root, ["u"])).toBe(UNKNOWN);
  expect(valueAt(root, ["u", "x", "y"])).toBe(UNKNOWN);
  expect(valueAt(null, ["a"])).toBe(null);
});

describe("order", () => {
  test.each<[unknown, unknown, number]>([
    [1, 2, -1],
    [2, 1, 1],
    [2, 2, 0],
    ["10", 9, 1],
    [9, "10", -1],
    ["10", "9", 1],
    [" 10 ", "9", 1],
    ["b", "a", 1],
    ["a", "b", -1],
    ["a", "a", 0],
    ["10", "a", -1],
    ["a", "10", 1],
    ["", "a", -1],
    [" ", "", 1],
    ["", 0, Number.NaN],
    [0, " ", Number.NaN],
    ["a", 1, Number.NaN],
    [1, "a", Number.NaN],
    [true, 0, Number.NaN],
    [0, false, Number.NaN],
    [null, 0, Number.NaN],
    [null, null, Number.NaN],
    [["1"], 1, Number.NaN],
    [["a"], "a", Number.NaN],
    ["a", ["a"], Number.NaN],
  ])("of %j and %j is %d", (left, right, expected) => {
    expect(Math.sign(compare(left, right))).toBe(expected);
  });

  test("of texts is that of their code units", () => {
    expect([order("Z", "a"), order("a", "Z"), order("a", "a"), order(2, 10)]).toEqual([-1, 1, 0, -1]);
  });
});
