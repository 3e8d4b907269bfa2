import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHOICES, LIST_BYTES } from "../../../shared/limits.ts";
import type { PropertyValue } from "../../../shared/event.ts";
import { type Played, problemsOf, siteWith, valueAfter } from "./play.ts";

const OUTDOORS = { choices: ["hiking", "running", "camping"] };
const said = (...answers: readonly (PropertyValue | undefined)[]): Played[] =>
  answers.map((each) => [1, "declare", each === undefined ? { other: "hiking" } : { it: each }]);

describe("choices", () => {
  test("all that was last chosen, in the order of the site file; null where that is nothing", () => {
    expect(valueAfter(OUTDOORS, said())).toBe(null);
    expect(valueAfter(OUTDOORS, said(["camping", "hiking"]))).toEqual(["hiking", "camping"]);
    expect(valueAfter(OUTDOORS, said("running"))).toEqual(["running"]);
  });

  test("what is said anew takes the place of what was said, and nothing takes it back", () => {
    expect(valueAfter(OUTDOORS, said(["hiking", "running"], ["camping"]))).toEqual(["camping"]);
    expect(valueAfter(OUTDOORS, said(["hiking", "running"], []))).toBe(null);
    expect(valueAfter(OUTDOORS, said("hiking", null))).toBe(null);
    expect(valueAfter(OUTDOORS, said("hiking", null, ["running"]))).toEqual(["running"]);
  });

  test("who says something else, or nothing of it, changes nothing", () => {
    expect(valueAfter(OUTDOORS, said("hiking", "sleeping"))).toEqual(["hiking"]);
    expect(valueAfter(OUTDOORS, said("hiking", ["sleeping", "eating"]))).toEqual(["hiking"]);
    expect(valueAfter(OUTDOORS, said("hiking", ""))).toEqual(["hiking"]);
    expect(valueAfter(OUTDOORS, said("hiking", undefined))).toEqual(["hiking"]);
    expect(valueAfter(OUTDOORS, said("hiking", ["sleeping", "running"]))).toEqual(["running"]);
  });

  test("saying the same again changes nothing, in whichever order", () => {
    const lists = fc.array(fc.constantFrom(...OUTDOORS.choices, "other"), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(lists, { minLength: 1 }), (answers) => {
        const value = valueAfter(OUTDOORS, said(...answers));
        expect(valueAfter(OUTDOORS, said(...answers, [...answers.at(-1)!].reverse()))).toEqual(value);
        if (value !== null) expect(valueAfter(OUTDOORS, said(value as readonly string[]))).toEqual(value);
      }),
    );
  });

  test("the checker knows it for a list of at most so many values, each once", () => {
    const whens = [{ $in: ["hiking"] }, { $all: ["hiking", "running"] }, { $size: { $gte: 2 } }, null];
    expect(problemsOf(OUTDOORS, ...whens.map((it) => ({ it })))).toEqual([]);
    expect(problemsOf(OUTDOORS, { it: "hiking" }, { it: { $gte: 2 } })).toEqual([
      'segments.s0.when.it: expected a list, got "hiking"',
      "segments.s1.when.it.$gte: asks about an order, but the attribute is a list",
    ]);
    const many = Array.from({ length: CHOICES + 1 }, (_, index) => `choice-${index}`);
    expect(problemsOf({ choices: many })).toEqual([
      `attributes.it.choices: expected at most ${CHOICES} values`,
    ]);
    expect(problemsOf({ choices: ["a", "a"] })).toEqual(["attributes.it.choices: expected each value once"]);
    expect(problemsOf({ choices: [] })).toEqual(["attributes.it.choices: expected at least one value"]);
  });

  test("only what conditions ask of it leaves the device", () => {
    const { plan } = siteWith(OUTDOORS, { it: { $in: ["hiking"] } });
    expect(plan.attributes["it"]!.buckets!.count).toBe(2);
  });

  test("all of the longest list is kept", () => {
    const long = Array.from({ length: CHOICES }, (_, index) => `${index}`.padStart(60, "x"));
    expect(JSON.stringify(long).length).toBeGreaterThan(LIST_BYTES);
    expect(valueAfter({ choices: long }, said(long))).toEqual(long);
  });
});
