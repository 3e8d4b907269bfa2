import { describe, expect, test } from "vitest";
import { type Condition, compile } from "../../../shared/condition/match.ts";
import { cycleThrough, segmentFinder } from "../../../shared/condition/segments.ts";

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
