import { describe, expect, test } from "vitest";
import { type Condition, compile } from "../../../shared/condition/match.ts";
import { cycleThrough, segmentFinder, segmentLevels } from "../../../shared/condition/segments.ts";

const segments: Record<string, Condition> = {
  a: { $or: [{ x: 1 }, { $segment: "b" }] },
  b: { $or: [{ x: 1 }, { $segment: "a" }] },
  onto: { $or: [{ y: 1 }, { $segment: "a" }] },
  bad: { x: { $foo: 1 } },
  good: { x: 1 },
};

test("cycles are found for the segments that are on them", () => {
  expect(cycleThrough("a", segments)).toEqual(["a", "b", "a"]);
  expect(cycleThrough("onto", segments)).toBeUndefined();
  expect(cycleThrough("toString", segments)).toBeUndefined();
});

test("the cycle told is the shortest, step by step", () => {
  const named = (...ids: readonly string[]): Condition => ({ $or: ids.map(($segment) => ({ $segment })) });
  const around: Record<string, Condition> = {
    one: named("four", "two", "none"),
    two: named("three", "two"),
    three: named("one"),
    four: named("five"),
    five: named("six"),
    six: named("one"),
  };
  expect(cycleThrough("one", around)).toEqual(["one", "two", "three", "one"]);
  expect(cycleThrough("two", around)).toEqual(["two", "two"]);
  expect(cycleThrough("five", around)).toEqual(["five", "six", "one", "four", "five"]);
  expect(cycleThrough("none", around)).toBeUndefined();
  expect(cycleThrough("null", { null: null as never })).toBeUndefined();
});

describe("the segments that a condition refers to", () => {
  test("stand level by level, each where it is first met", () => {
    const tree: Record<string, Condition> = {
      a: { $and: [{ $segment: "c" }, { $segment: "d" }] },
      b: { $or: [{ $segment: "d" }, { $segment: "a" }] },
      c: { $segment: "e" },
      d: { $segment: "e" },
      e: { $segment: "a" },
    };
    const asked = { $and: [{ $segment: "a" }, { $segment: "b" }, { $segment: "none" }] };
    expect(segmentLevels(asked, tree)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(segmentLevels({ x: 1 }, tree)).toEqual([]);
  });

  test("are followed one level beyond the depth that is allowed", () => {
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`s${index}`, { $segment: `s${index + 1}` }]));
    expect(segmentLevels({ $segment: "s0" }, chain(64))).toHaveLength(64);
    expect(segmentLevels({ $segment: "s0" }, chain(65))).toHaveLength(65);
    expect(segmentLevels({ $segment: "s0" }, chain(80))).toHaveLength(65);
  });
});

describe("unchecked segments", () => {
  const find = segmentFinder(segments);

  test("on a cycle are unknown, in whichever order they are asked for", () => {
    for (const ids of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const fresh = segmentFinder(segments);
      expect(ids.map((id) => fresh(id)?.({ x: 1 }))).toEqual([undefined, undefined]);
    }
  });

  test("what refers to an unknown one may still be known", () => {
    expect(find("onto")?.({ y: 1 })).toBe(true);
    expect(find("onto")?.({ y: 2 })).toBeUndefined();
    expect(find("bad")?.({ x: 1 })).toBeUndefined();
  });

  test("are compiled once", () => {
    expect(find("good")).toBe(find("good"));
    expect(find("good")?.({ x: 1 })).toBe(true);
  });

  test("that don't exist make what names them unknown", () => {
    expect(find("none")).toBeUndefined();
    expect(compile({ $segment: "none" }, find)({})).toBeUndefined();
  });
});
