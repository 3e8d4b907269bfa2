import { describe, expect, test } from "vitest";
import type { PlanEntry } from "../../../shared/plan.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { compiledSite } from "../../../tools/compiled.ts";
import { courseWords } from "../../../tools/persona/words.ts";

/** The plan's entry of an attribute that these conditions read. */
function entryOf(attribute: object, conditions: readonly unknown[]): PlanEntry {
  const segments = Object.fromEntries(
    conditions.map((condition, index) => [`s${index}`, { when: { a: condition } }]),
  );
  const checked = checkSite({ version: 1, id: "t", attributes: { a: attribute }, segments });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return compiledSite(checked.value).plan.entries[0]!;
}

test.each([
  ["numbers", { count: "view" }, [{ $gte: 2 }, { $gte: 5 }], ["below 2", "2 to below 5", "5 or more"]],
  ["one number", { count: "view" }, [{ $eq: 3 }], ["3", "below 3 or 4 or more"]],
  ["above a number", { sum: "cart", of: "value" }, [{ $gt: 0 }], ["0 or below", "above 0"]],
  ["texts", { top: "view", of: "category" }, ["rain"], ["rain", "nothing or anything else"]],
  ["true and false", { sequence: ["cart"] }, [true], ["false", "true"]],
])("buckets of %s", (_, attribute, conditions, expected) => {
  const entry = entryOf(attribute, conditions);
  const { count } = entry.attribute.buckets!;
  const words = Array.from({ length: count }, (_, bucket) => courseWords(entry, bucket));
  expect(words.sort()).toEqual([...expected].sort());
});

describe("a course", () => {
  const entry = entryOf({ count: "view", within: "9d" }, [{ $gte: 1 }]);
  const [no, yes] = courseWords(entry, 0) === "below 1" ? [0, 1] : [1, 0];

  test.each([
    [0, "1 or more, then below 1 in 5 days"],
    [4, "1 or more, then below 1 in 1 day"],
    [5, "below 1"],
  ])("%i days later", (age, words) => expect(courseWords(entry, [yes, 5, no], age)).toBe(words));
});
