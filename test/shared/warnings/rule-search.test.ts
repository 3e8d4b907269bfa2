import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { compileCondition, type Condition } from "../../../shared/condition.ts";
import { buildPlan } from "../../../shared/plan.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { type Found, ruleSearch } from "../../../shared/warnings/rule-search.ts";

// Thousands of searches, perhaps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const ATTRIBUTES = {
  visits: { count: "visit" },
  spend: { sum: "purchase", of: "value" },
  interest: { declared: ["sport", "office"] },
};

/** Asks for somebody who meets one condition, and another one not. */
function find(condition: Condition, unless?: Condition, segments: Record<string, Condition> = {}): Found {
  const blocks = [condition, ...(unless ? [unless] : [])].map((when, index) => [
    `b${index}`,
    { op: "remove", target: "p", when },
  ]);
  const checked = checkSite({
    version: 1,
    id: "shop",
    attributes: ATTRIBUTES,
    segments: Object.fromEntries(Object.entries(segments).map(([id, when]) => [id, { when }])),
    blocks: Object.fromEntries(blocks),
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const rules = rulesOf(checked.value);
  const search = ruleSearch(buildPlan(checked.value, rules), rules);
  return search(rules.blocks["b0"]!.rule, rules.blocks["b1"]?.rule);
}

describe("nobody", () => {
  test.each<[Condition]>([
    [{ visits: { $gte: 5, $lt: 2 } }],
    [{ $and: [{ visits: { $gte: 5 } }, { visits: { $lt: 2 } }] }],
    [{ $and: [{ visits: { $gte: 5 } }, { $or: [{ visits: 1 }, { visits: 2 }] }] }],
    [{ visits: { $lt: 0 } }],
    [{ visits: 1.5 }],
    [{ $nor: [{ visits: { $gte: 0 } }] }],
    [{ "context.country": "PL", $not: { "context.country": { $in: ["PL", "DE"] } } }],
    [{ "context.hour": { $gte: 18, $lt: 6 } }],
    [{ $and: [{ "context.hour": { $gt: 5 } }, { "context.hour": { $lt: 4 } }] }],
    [{ "context.path": { $regex: "^/a" }, visits: { $gte: 5, $lt: 2 } }],
    [{ "context.path": { $regex: "^/a" }, $not: { "context.path": { $regex: "^/a" } } }],
  ])("%j", (condition) => {
    expect(find(condition)).toBe("nobody");
  });

  test("over segments", () => {
    const segments = {
      many: { visits: { $gte: 5 } },
      few: { visits: { $lt: 5 } },
      both: { $segment: "few" },
    };
    expect(find({ $segment: "many", $and: [{ $segment: "both" }] }, undefined, segments)).toBe("nobody");
    expect(find({ $segment: "many" }, undefined, segments)).toBe("somebody");
  });
});

describe("somebody", () => {
  test.each<[Condition]>([
    [{}],
    [{ visits: { $gte: 2 }, "context.hour": { $gte: 18 } }],
    [{ "context.hour": { $gt: 8, $lt: 9 } }],
    [{ "context.country": { $nin: ["PL", "DE"] }, interest: null }],
    // A number may come as text, which equals none.
    [{ "context.hour": { $gte: 5, $lte: 5, $ne: 5 } }],
    [{ "context.city": { $exists: false } }],
  ])("%j", (condition) => {
    expect(find(condition)).toBe("somebody");
  });
});

test("what can't be listed is left open", () => {
  expect(find({ "context.path": { $regex: "^/a" } })).toBe("open");
  expect(find({ "context.city": { $gt: "M" } })).toBe("open");
});

describe("unless", () => {
  test("something else holds whenever it does", () => {
    expect(find({ visits: { $gte: 5 } }, { visits: { $gte: 2 } })).toBe("nobody");
    expect(find({ visits: { $gte: 2 } }, { visits: { $gte: 5 } })).toBe("somebody");
    expect(find({ "context.hour": { $gte: 20 } }, { "context.hour": { $gte: 18 } })).toBe("nobody");
  });

  test("what is always true of a profile isn't known without one", () => {
    expect(find({ "context.country": "PL" }, { visits: { $gte: 0 } })).toBe("somebody");
    expect(find({ visits: { $gte: 1 } }, { visits: { $gte: 0 } })).toBe("nobody");
  });
});

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ visits: fc.record({ $gte: fc.integer({ min: 0, max: 4 }) }) }),
  fc.record({ visits: fc.record({ $lt: fc.integer({ min: 0, max: 4 }) }) }),
  fc.record({ visits: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ interest: fc.constantFrom("sport", "office", null) }),
  fc.record({ "context.country": fc.constantFrom("PL", "DE", null) }),
  fc.record({ "context.country": fc.record({ $nin: fc.subarray(["PL", "DE", "CZ"]) }) }),
  fc.record({ "context.hour": fc.record({ $gte: fc.integer({ min: 0, max: 3 }) }) }),
  fc.record({ "context.hour": fc.record({ $lt: fc.integer({ min: 0, max: 3 }) }) }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.record({ $and: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $not: tie("condition") }),
  ),
}));

test("finds somebody exactly where trying everybody does", () => {
  const everybody = [0, 1, 2, 3, 4, 5].flatMap((visits) =>
    ["sport", "office", null].flatMap((interest) =>
      ["PL", "DE", "CZ", "FR", null].flatMap((country) =>
        [null, -1, 0, 1, 2, 3].map((hour) => ({ visits, interest, context: { country, hour } })),
      ),
    ),
  );
  fc.assert(
    fc.property(condition, condition, (wanted, avoided) => {
      const meets = compile(wanted);
      const isAvoided = compile(avoided);
      expect(find(wanted) === "somebody").toBe(everybody.some(meets));
      // Without a profile or context, what is avoided may be unknown where what is wanted is known.
      if (everybody.some((visitor) => meets(visitor) && !isAvoided(visitor)))
        expect(find(wanted, avoided)).toBe("somebody");
    }),
    { numRuns: 200 },
  );
});

function compile(condition: Condition) {
  const compiled = compileCondition(condition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return compiled.value;
}

test("what would take too long is left open", () => {
  // Pigeons in holes: nobody, but only a search through everything would know.
  const names = [
    "country",
    "region",
    "city",
    "continent",
    "timezone",
    "language",
    "device",
    "source",
    "medium",
  ];
  const differ = names.flatMap((one, index) =>
    names.slice(0, index).map((other) => ({
      $nor: ["a", "b", "c", "d", "e", "f", "g", "h"].map((value) => ({
        [`context.${one}`]: value,
        [`context.${other}`]: value,
      })),
    })),
  );
  const listed = names.map((name) => ({
    [`context.${name}`]: { $in: ["a", "b", "c", "d", "e", "f", "g", "h"] },
  }));
  expect(find({ $and: [...listed, ...differ] })).toBe("open");
});
