import { describe, expect, test } from "vitest";
import type { Definition } from "../../shared/attribute.ts";
import { partsOf } from "../../shared/parts.ts";
import type { TagConfig } from "../../shared/wire.ts";

const parts = (definition: Definition, goals: TagConfig["goals"] = {}) =>
  partsOf({ attributes: { it: { ...definition, hash: "", horizon: 0 } }, goals });

describe("what a site needs beyond the core of the tag", () => {
  test.each<[string, Definition, TagConfig["parts"]]>([
    ["counted visits", { kind: "count", event: "visit" }, []],
    ["where visits come from", { kind: "last", event: "visit", of: "source" }, ["arrival"]],
    ["visits from somewhere", { kind: "count", event: "visit", where: { source: "news" } }, ["arrival"]],
    ["paths", { kind: "count", event: "view", where: { path: { $regex: "^/pricing" } } }, []],
    [
      "paths by more operators",
      { kind: "count", event: "view", where: { path: { $in: ["/a"] } } },
      ["conditions"],
    ],
    ["categories", { kind: "top", event: "view", of: "category" }, ["markup", "kind.top"]],
    ["views of a category", { kind: "count", event: "view", where: { category: "rain" } }, ["markup"]],
    ["clicks", { kind: "count", event: "click" }, ["actions"]],
    ["what a form ends", { kind: "count", event: "view", since: "form" }, ["actions"]],
    ["scrolling", { kind: "last", event: "scroll", of: "depth" }, ["attention"]],
    [
      "dwelling without a search",
      { kind: "sequence", steps: [{ event: "dwell" }, { event: "search", not: true }] },
      ["attention", "search", "kind.sequence"],
    ],
    [
      "a view of a category, then a visit from somewhere",
      {
        kind: "sequence",
        steps: [
          { event: "view", where: { category: "rain" } },
          { event: "visit", where: { source: "news" } },
        ],
      },
      ["arrival", "markup", "kind.sequence"],
    ],
    [
      "a step by more operators",
      { kind: "funnel", steps: [{ event: "view", where: { path: { $in: ["/a"] } } }] },
      ["conditions", "kind.funnel"],
    ],
    [
      "what is spent on views",
      { kind: "rfm", steps: [{ event: "view" }], of: "value", recency: [1], frequency: [2], monetary: [1] },
      ["markup", "kind.rfm"],
    ],
    ["visits of a week", { kind: "count", event: "visit", where: { week: 4 } }, ["arrival", "weeks"]],
    ["the week of an order", { kind: "first", event: "purchase", of: "week" }, ["weeks", "kind.first"]],
    ["the day of the week", { kind: "first", event: "visit", of: "weekday" }, ["arrival", "kind.first"]],
    ["a basket", { kind: "sum", event: "cart", of: "value", since: "purchase" }, []],
  ])("%s", (_, definition, expected) => {
    expect(parts(definition)).toEqual(["recorder", ...expected]);
  });

  test("of what is sensitive they need what its definition proper does, and what asks for it", () => {
    const guarded = { kind: "top", event: "view", of: "category" } as const;
    const attributes = { it: { kind: "top", keeper: "sensitive", guarded, hash: "", horizon: 0 } } as const;
    expect(partsOf({ attributes, goals: {} })).toEqual(["recorder", "markup", "kind.top", "kind.sensitive"]);
  });

  test("open texts in buckets are tested by all operators", () => {
    const buckets = { count: 2, nil: 0, tests: [{ "": { $regex: "^a" } }], results: ["0", "1"] };
    const attributes = {
      it: { kind: "last", event: "cart", of: "item", hash: "", horizon: 0, buckets },
    } as const;
    expect(partsOf({ attributes, goals: {} })).toEqual(["recorder", "conditions"]);
  });

  test("goals may be reached by what pages say", () => {
    const visits: Definition = { kind: "count", event: "visit" };
    expect(parts(visits, { read: { event: "view", value: "value" } })).toEqual(["recorder", "markup"]);
    expect(parts(visits, { read: { event: "view" }, found: { event: "search" } })).toEqual([
      "recorder",
      "search",
    ]);
  });
});
