import { describe, expect, test } from "vitest";
import { siteWith } from "./kinds/play.ts";

const SET = { set: "view", of: "tags", keep: 3 };
const count = (it: object, ...whens: readonly object[]) => {
  const { entries, issues } = siteWith(it, ...whens.map((asked) => ({ it: asked }))).plan;
  return issues.length > 0
    ? issues.map(({ message }) => message)
    : (entries[0]?.attribute.buckets!.count ?? 1);
};

describe("invariant 3: lists fall into the classes that rules can tell apart, and no more", () => {
  test.each<[string, object, readonly object[], number]>([
    ["one text", SET, [{ $in: ["a"] }], 2],
    ["its opposite is the same question", SET, [{ $in: ["a"] }, { $nin: ["a"] }], 2],
    ["any of many texts", SET, [{ $in: ["a", "b", "c", "d", "e"] }], 2],
    ["three texts each", SET, [{ $in: ["a"] }, { $in: ["b"] }, { $in: ["c"] }], 8],
    ["not all fit", { ...SET, keep: 2 }, [{ $in: ["a"] }, { $in: ["b"] }, { $in: ["c"] }], 7],
    ["all of some", SET, [{ $all: ["a", "b"] }], 2],
    ["more than can be kept", { ...SET, keep: 2 }, [{ $all: ["a", "b", "c"] }], 1],
    ["how many", SET, [{ $size: { $gte: 2 } }, { $size: 3 }], 3],
    ["more than there can be", SET, [{ $size: 4 }], 1],
    ["more than are named", { ...SET, values: ["a", "b"] }, [{ $size: 3 }], 1],
    ["a text that isn't kept", { ...SET, values: ["a", "b"] }, [{ $in: ["c"] }], 1],
    ["none at all", SET, [{ $exists: false }], 2],
    ["a pattern", SET, [{ $elemMatch: { $regex: "^r" } }], 2],
    ["a pattern of named texts", { ...SET, values: ["rain", "camp"] }, [{ $elemMatch: { $regex: "^x" } }], 1],
    ["whatever the case", SET, [{ $ini: ["RAIN"] }], 2],
    ["a certain list", SET, [["a", "b"]], 2],
    ["the only order", SET, [["a"], { $size: 1 }], 3],
    ["a list that can't be", SET, [["a", "a"]], 1],
  ])("%s", (_, it, whens, expected) => {
    expect(count(it, ...whens)).toBe(expected);
  });

  test("too many are refused", () => {
    const whens = Array.from({ length: 7 }, (_, index) => ({ $in: [`t${index}`] }));
    expect(count({ set: "view", of: "tags" }, ...whens)).toEqual([
      "falls into more than 64 buckets: rules tell too many values apart",
    ]);
    const texts = Array.from({ length: 30 }, (_, index) => `t${index}`);
    expect(count({ set: "view", of: "tags" }, { $all: texts })).toEqual([
      "falls into more than 64 buckets: rules tell too many values apart",
    ]);
  });
});
