import { describe, expect, test } from "vitest";
import { type ClosureMakings, compileRule } from "../../../shared/closures/compile.ts";
import { Row } from "../../../shared/closures/row.ts";
import type { Kleene } from "../../../shared/condition/match.ts";
import type { Rule } from "../../../shared/rule.ts";

describe("a compiled rule", () => {
  const holds: Rule = { context: { "context.x": 1 } };
  const fails: Rule = { context: { "context.x": 2 } };
  const open: Rule = { segment: "open" };
  const row = new Row(["a", "b", "c", "none"], new Set());
  const makings: ClosureMakings = {
    truth: ({ attribute }) => (attribute === "none" ? undefined : [false, true]),
    row,
    leaves: { true: new Map(), false: new Map() },
    ofSegment: (id, wanted) => () => id !== "open" && (id === "yes") === wanted,
  };
  const ask = (rule: Rule): Kleene => {
    const [yes, no] = [true, false].map((wanted) => compileRule(wanted, rule, makings)(row));
    expect(yes && no).toBe(false);
    return yes || (no ? false : undefined);
  };
  row.turnTo({ buckets: { a: 1, b: 0, none: 1 }, context: { x: 1 } });

  test.each<[string, Rule, Kleene]>([
    ["the context", holds, true],
    ["the context", fails, false],
    ["a segment", { segment: "yes" }, true],
    ["a segment", { segment: "no" }, false],
    ["a segment", open, undefined],
    ["an attribute's bucket", { attribute: "a", test: {} }, true],
    ["an attribute's bucket", { attribute: "b", test: {} }, false],
    ["an attribute of which nothing is known", { attribute: "c", test: {} }, undefined],
    ["an attribute that isn't projected", { attribute: "none", test: {} }, undefined],
    ["nothing", { all: [] }, true],
    ["none of nothing", { any: [] }, false],
    ["all", { all: [holds, holds] }, true],
    ["all", { all: [holds, fails] }, false],
    ["all", { all: [holds, open] }, undefined],
    ["all", { all: [open, holds] }, undefined],
    ["all", { all: [open, fails] }, false],
    ["all", { all: [fails, open] }, false],
    ["any", { any: [fails, fails] }, false],
    ["any", { any: [fails, holds] }, true],
    ["any", { any: [fails, open] }, undefined],
    ["any", { any: [open, fails] }, undefined],
    ["any", { any: [open, holds] }, true],
    ["not", { not: holds }, false],
    ["not", { not: fails }, true],
    ["not", { not: open }, undefined],
  ])("asks %s: %j", (_, rule, expected) => {
    expect(ask(rule)).toBe(expected);
    // Also what was compiled before.
    expect(ask(rule)).toBe(expected);
  });

  test("asks first what is answered fast", () => {
    const asked: string[] = [];
    const noting: ClosureMakings = { ...makings, ofSegment: (id) => () => asked.push(id) > 0 };
    expect(compileRule(true, { all: [{ segment: "yes" }, fails] }, noting)(row)).toBe(false);
    expect(asked).toEqual([]);
  });
});
