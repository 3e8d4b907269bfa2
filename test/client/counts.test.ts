import { describe, expect, test } from "vitest";
import { countsOf } from "../../client/counts.ts";

const goals = {
  order: { event: "purchase", value: "value", steps: [100, 50, 500] },
  lead: { event: "form" },
  read: { event: "view" },
};
const counts = (name: string, properties = {}) => countsOf({ name, properties }, goals);

describe("countsOf", () => {
  test("counts a view, and the goals that it reaches", () => {
    expect(counts("view")).toEqual([["view"], ["goal", "read", 0]]);
  });

  test.each([
    [49, 0],
    [50, 50],
    [99.99, 50],
    [100, 100],
    [1e9, 500],
    [-5, 0],
    ["120", 100],
    ["no number", 0],
    [undefined, 0],
    [Number.NaN, 0],
  ])("invariant 2: of an amount %s only the step %d leaves the device", (value, step) => {
    expect(counts("purchase", { value })).toEqual([["goal", "order", step]]);
  });

  test("a goal without a value is counted as such", () => {
    expect(counts("form", { value: 70 })).toEqual([["goal", "lead", 0]]);
  });

  test("anything else isn't counted", () => {
    expect(counts("scroll", { depth: 75 })).toEqual([]);
  });
});
