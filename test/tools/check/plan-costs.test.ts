import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Condition } from "../../../shared/condition.ts";
import { buildPlan } from "../../../shared/plan.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { type PlanCosts, planCosts } from "../../../tools/check/plan-costs.ts";

// Thousands of searches, perhaps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function costs(site: object): PlanCosts {
  const checked = checkSite({ version: 1, id: "shop", ...site });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const rules = rulesOf(checked.value);
  return planCosts(checked.value, rules, buildPlan(checked.value, rules));
}

const attributes = {
  spend: { sum: "purchase", of: "value" },
  interest: { declared: ["sport", "office", "home"] },
  basket: { sum: "cart", of: "value" },
  unread: { count: "view" },
};

test("attributes that are read, in the order of the file, and what they cost together", () => {
  const segments = { rich: { when: { spend: { $gte: 100 }, interest: "sport" } } };
  const plan = costs({ attributes, segments });
  expect(plan.attributes).toEqual([
    { id: "spend", kind: "sum", buckets: 2, bits: 1 },
    { id: "interest", kind: "declared", buckets: 2, bits: 1 },
  ]);
  expect(plan.bits).toBe(2);
});

test("what only one condition asks for is its cost; what others ask for too costs nothing more", () => {
  const segments = {
    rich: { when: { spend: { $gte: 100 } } },
    alsoRich: { when: { spend: { $gte: 100 } } },
    sporty: { when: { interest: "sport" } },
  };
  const block = { op: "remove", target: "p", when: { $segment: "rich", basket: { $gte: 5 } } };
  const cases = [{ when: { spend: { $gte: 500 } }, text: "a" }, { text: "b" }];
  const blocks = { b: block, c: { op: "text", target: "p", cases } };
  const { conditions } = costs({ attributes, segments, blocks });
  expect(conditions).toEqual([
    { path: "segments.sporty.when", attributes: ["interest"], bits: 1 },
    { path: "blocks.b.when", attributes: ["basket"], bits: 1 },
    { path: "blocks.c.cases[0].when", attributes: ["spend"], bits: expect.closeTo(Math.log2(3) - 1) },
    { path: "segments.rich.when", attributes: ["spend"], bits: 0 },
    { path: "segments.alsoRich.when", attributes: ["spend"], bits: 0 },
  ]);
});

test("a condition costs what a site file without it spares", () => {
  const test = fc.oneof(
    fc.record({ spend: fc.record({ $gte: fc.integer({ min: 1, max: 5 }) }) }),
    fc.record({ basket: fc.record({ $lt: fc.integer({ min: 1, max: 5 }) }) }),
    fc.record({ interest: fc.constantFrom("sport", "office") }),
    fc.record({ spend: fc.integer({ min: 1, max: 5 }), interest: fc.constantFrom("sport", "home") }),
  );
  fc.assert(
    fc.property(fc.array(test, { minLength: 1, maxLength: 5 }), fc.boolean(), (whens, isPrinted) => {
      const html = isPrinted ? "{{interest}}" : "x";
      const site = (list: readonly Condition[]) => ({
        attributes,
        segments: Object.fromEntries(list.map((when, index) => [`s${index}`, { when }])),
        blocks: { b: { op: "content", target: "p", html } },
      });
      const whole = costs(site(whens));
      for (const { path, bits } of whole.conditions.filter((each) => each.path.startsWith("segments"))) {
        const index = Number(/\d+/.exec(path)![0]);
        const without = costs(site(whens.map((when, other) => (other === index ? {} : when))));
        expect(bits).toBeCloseTo(whole.bits - without.bits);
      }
    }),
    { numRuns: 50 },
  );
});

test("what a block prints costs, too, if no other block prints it", () => {
  const block = (html: string) => ({ op: "content", target: "p", html });
  const one = { a: block("{{interest}}"), b: block("x") };
  expect(costs({ attributes, blocks: one }).conditions).toEqual([
    { path: "blocks.a (printing)", attributes: ["interest"], bits: 2 },
  ]);
  const segments = { sporty: { when: { interest: "sport" } } };
  expect(costs({ attributes, segments, blocks: one }).conditions).toEqual([
    { path: "blocks.a (printing)", attributes: ["interest"], bits: 1 },
    { path: "segments.sporty.when", attributes: ["interest"], bits: 0 },
  ]);
  expect(costs({ attributes, blocks: { a: one.a, b: one.a } }).conditions).toEqual([]);
});
