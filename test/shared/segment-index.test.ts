import { describe, expect, test } from "vitest";
import { leavesWith } from "../../shared/leaves.ts";
import { ruleOf } from "../../shared/rule.ts";
import { indexSegments } from "../../shared/segment-index.ts";
import { newLiterals } from "../../shared/segment-index/literals.ts";
import { waysTo } from "../../shared/segment-index/ways.ts";

const known = {
  truth: () => [false, true, true],
  constants: new Set<string>(),
  sent: ["visits", "spend"],
};

/** An index over conditions, which tells what it finds and which segments it has evaluated for that. */
function indexOf(conditions: readonly object[]) {
  const leaves = leavesWith({});
  const literals = newLiterals();
  const makings = { ...literals, ofSegment: () => [] };
  const ways = conditions.map((when) => waysTo(true, ruleOf({ ...when }, leaves), makings));
  const index = indexSegments(ways, literals.all(), known);
  return (facts: Parameters<typeof index.find>[0]) => {
    const visited: number[] = [];
    const found = index.find(facts, (segment) => visited.push(segment) > 0);
    return { found, visited };
  };
}

const numbers = Array.from({ length: 100 }, (_, number) => number);

describe("visits only what can match", () => {
  test("no segment whose conditions are all looked up", () => {
    const find = indexOf(numbers.map((number) => ({ visits: 1, "context.city": `city-${number % 50}` })));
    const here = { buckets: { visits: 2 }, context: { city: "city-7" } };
    expect(find(here)).toEqual({ found: [7, 57], visited: [] });
    expect(find({ ...here, buckets: { visits: 0 } })).toEqual({ found: [], visited: [] });
    expect(find({ ...here, buckets: {} })).toEqual({ found: [], visited: [] });
    expect(find({ ...here, buckets: undefined })).toEqual({ found: [], visited: [] });
  });

  test("of the others those that nothing excludes", () => {
    const find = indexOf(
      numbers.map((number) => ({
        "context.country": number % 20 === 3 ? "PL" : "DE",
        "context.path": { $regex: `^/${number}` },
      })),
    );
    const { found, visited } = find({ buckets: undefined, context: { country: "PL", path: "/" } });
    expect(visited).toEqual([3, 23, 43, 63, 83]);
    expect(found).toEqual(visited);
  });

  test("each at most once, however many ways it has", () => {
    const find = indexOf(
      numbers.map(() => ({
        $or: [{ visits: 1 }, { spend: 1 }, { "context.device": "mobile" }],
        context: { country: "PL" },
      })),
    );
    const { visited } = find({ buckets: { visits: 1, spend: 1 }, context: { device: "mobile" } });
    expect(visited).toEqual(numbers);
  });
});

test("buckets are found by name where a record has another order or other names", () => {
  const find = indexOf([...numbers.map(() => ({ visits: 1 })), ...numbers.map(() => ({ spend: 1 }))]);
  const context = {};
  const first = numbers;
  const second = numbers.map((number) => number + 100);
  expect(find({ context, buckets: { visits: 1, spend: 0 } }).found).toEqual(first);
  expect(find({ context, buckets: { spend: 0, visits: 1 } }).found).toEqual(first);
  expect(find({ context, buckets: { visits: 0, other: 1, spend: 1 } }).found).toEqual(second);
  expect(find({ context, buckets: { visits: 1, spend: 1, more: 1 } }).found).toEqual([...first, ...second]);
  expect(find({ context, buckets: { spend: 1 } }).found).toEqual(second);
});

test("values of requests are kept within bounds, and found again after those were reached", () => {
  const count = 40_000;
  const find = indexOf(
    Array.from({ length: count }, (_, number) => ({ "context.campaign": `campaign-${number % 400}` })),
  );
  for (let round = 0; round < 2; round++) {
    for (let number = 0; number < 400; number++) {
      const { found, visited } = find({ buckets: undefined, context: { campaign: `campaign-${number}` } });
      expect([found.length, found[0], visited.length]).toEqual([count / 400, number, 0]);
    }
  }
  expect(find({ buckets: undefined, context: { campaign: "nobody's" } }).found).toEqual([]);
});
