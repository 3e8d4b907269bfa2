import { describe, expect, test } from "vitest";
import { LIST_BYTES, PROPERTY_CHARACTERS } from "../../../shared/limits.ts";
import { type Played, played, problemsOf, siteWith, valueAfter } from "./play.ts";

const SET = { set: "view", of: "tags" };
const views = (...tags: readonly (string | readonly string[] | null)[]): Played[] =>
  tags.map((each) => [1, "view", { tags: each }]);

describe("set", () => {
  test("the last different values, the most recent last; null before any", () => {
    expect(valueAfter(SET, views("a", ["b", "c"], "a", null, ""))).toEqual(["b", "c", "a"]);
    expect(valueAfter({ ...SET, keep: 2 }, views("a", "b", "c"))).toEqual(["b", "c"]);
    expect(valueAfter(SET, views([], null))).toBe(null);
  });

  test("keeps only the values that it names, if it names any", () => {
    expect(valueAfter({ ...SET, values: ["a", "b"] }, views("x", "a", ["b", "y"]))).toEqual(["a", "b"]);
    expect(valueAfter({ ...SET, values: ["a"] }, views("x"))).toBe(null);
  });

  test("keeps ten short texts, and of long ones those that fit", () => {
    const short = Array.from({ length: 20 }, (_, index) => `tag-${index}`);
    expect(valueAfter(SET, views(short))).toEqual(short.slice(-10));
    const long = short.map((each) => each.padEnd(5000, "雨"));
    const kept = valueAfter(SET, views(long)) as string[];
    expect(kept).toEqual([long.at(-2)!, long.at(-1)!].map((each) => each.slice(0, PROPERTY_CHARACTERS)));
    const { state } = played(siteWith(SET), views(long)).attributes["it"]!;
    expect(new TextEncoder().encode(JSON.stringify(state)).length).toBeLessThanOrEqual(LIST_BYTES);
  });

  test("starts anew", () => {
    const events: Played[] = [...views("a"), [1, "purchase"], ...views("b")];
    expect(valueAfter({ ...SET, since: "purchase" }, events)).toEqual(["b"]);
  });

  test("the checker knows it for a list", () => {
    const whens = [
      { $in: ["a"] },
      { $all: ["a", "b"] },
      { $size: { $gte: 2 } },
      { $elemMatch: { $regex: "^a" } },
    ];
    expect(problemsOf(SET, ...whens.map((it) => ({ it })))).toEqual([]);
    expect(
      problemsOf(SET, { it: "a" }, { it: { $gte: 2 } }, { it: { $in: [7] } }, { it: { $regex: "^a" } }),
    ).toEqual([
      'segments.s0.when.it: expected a list, got "a"',
      "segments.s1.when.it.$gte: asks about an order, but the attribute is a list",
      "segments.s2.when.it.$in[0]: expected a text, got 7",
      "segments.s3.when.it.$regex: asks about a text, but the attribute is a list",
    ]);
    expect(problemsOf({ ...SET, keep: 11 })).toEqual(["attributes.it.keep: expected at most 10, got 11"]);
  });
});
