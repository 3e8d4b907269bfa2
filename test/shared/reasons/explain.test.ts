import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Condition, type Kleene, UNKNOWN, compile } from "../../../shared/condition/match.ts";
import { type Explanation, explainRule, explainSegment } from "../../../shared/reasons/explain.ts";
import { type KnownValues, factsOfValues } from "../../../shared/reasons/facts.ts";
import { ruleOf } from "../../../shared/rule.ts";

vi.setConfig({ testTimeout: 60_000 });

const parsed = (when: Condition) => ruleOf(when);

const explain = (
  condition: Condition,
  attributes: KnownValues["attributes"],
  context: KnownValues["context"] = {},
  segments: Readonly<Record<string, Condition>> = {},
): Explanation => {
  const rules = Object.fromEntries(Object.entries(segments).map(([id, when]) => [id, parsed(when)]));
  return explainRule(parsed(condition), { segments: rules }, factsOfValues({ attributes, context }));
};
const short = ({ reasons }: Explanation) =>
  reasons.map(
    ({ path, operator, operand, negated }) =>
      `${negated ? "not " : ""}${path} ${operator} ${JSON.stringify(operand)}`,
  );

describe("a match", () => {
  test("tells each predicate that it took, with the value seen", () => {
    expect(
      explain({ visits: { $gte: 2, $lt: 9 }, "context.country": "PL" }, { visits: 3 }, { country: "PL" }),
    ).toEqual({
      holds: true,
      reasons: [
        { path: "visits", operator: "$gte", operand: 2, seen: { value: 3 }, via: [] },
        { path: "visits", operator: "$lt", operand: 9, seen: { value: 3 }, via: [] },
        { path: "context.country", operator: "$eq", operand: "PL", seen: { value: "PL" }, via: [] },
      ],
    });
  });

  test("of alternatives tells the one that needs the fewest predicates", () => {
    const condition = {
      $or: [{ visits: 3, spend: { $gt: 10 } }, { spend: { $gt: 5 } }, { visits: { $gt: 1 } }],
    };
    expect(short(explain(condition, { visits: 3, spend: 20 }))).toEqual(["spend $gt 5"]);
  });

  test("that holds for everybody has no reasons", () => {
    expect(explain({}, undefined)).toEqual({ holds: true, reasons: [] });
    expect(explain({ $or: [] }, undefined)).toEqual({ holds: true, reasons: [] });
  });

  test("leaves out what an alternative chosen elsewhere already settles", () => {
    // Both alternatives look equally good by themselves; all that the second one needs is needed anyway.
    const condition = {
      $and: [
        {
          $or: [
            { a: 1, b: 1 },
            { b: 1, c: 1 },
          ],
        },
        { b: 1 },
        { c: 1 },
      ],
    };
    expect(short(explain(condition, { a: 1, b: 1, c: 1 }))).toEqual(["b $eq 1", "c $eq 1"]);
  });
});

describe("no match", () => {
  test("tells one predicate where one was enough to prevent it", () => {
    expect(short(explain({ visits: { $gte: 2 }, spend: { $gt: 5 } }, { visits: 1, spend: 0 }))).toEqual([
      "visits $gte 2",
    ]);
  });

  test("tells all alternatives, since each would have done", () => {
    expect(
      short(explain({ $or: [{ visits: { $gte: 2 } }, { spend: { $gt: 5 } }] }, { visits: 1, spend: 0 })),
    ).toEqual(["visits $gte 2", "spend $gt 5"]);
  });

  test("of what must not be tells what must be", () => {
    expect(short(explain({ $not: { visits: { $gte: 2 } } }, { visits: 2 }))).toEqual(["not visits $gte 2"]);
    expect(short(explain({ $nor: [{ favourite: "rain" }] }, { favourite: "rain" }))).toEqual([
      'favourite $ne "rain"',
    ]);
    expect(short(explain({ favourite: { $not: { $nin: ["rain"] } } }, {}))).toEqual([
      'favourite $in ["rain"]',
    ]);
    expect(short(explain({ favourite: { $not: { $exists: true } } }, { favourite: "x" }))).toEqual([
      "favourite $exists false",
    ]);
  });
});

describe("what can't be known", () => {
  test("tells what keeps it open, and not what is known", () => {
    const condition = {
      $or: [{ visits: { $gte: 2 } }, { "context.country": "DE" }, { "context.source": "x" }],
    };
    const explanation = explain(condition, undefined, { country: "PL", source: UNKNOWN });
    expect(explanation.holds).toBeUndefined();
    expect(explanation.reasons).toEqual([
      { path: "visits", operator: "$gte", operand: 2, via: [] },
      { path: "context.source", operator: "$eq", operand: "x", via: [] },
    ]);
  });

  test("names a segment that isn't there, or that reads itself", () => {
    expect(short(explain({ $segment: "gone" }, {}))).toEqual(['gone $segment "gone"']);
    expect(short(explain({ $segment: "a" }, {}, {}, { a: { $segment: "b" }, b: { $segment: "a" } }))).toEqual(
      ['a $segment "a"'],
    );
    expect(
      explainSegment("gone", { segments: {} }, factsOfValues({ attributes: {}, context: {} })).holds,
    ).toBeUndefined();
  });

  test("keeps a condition whole that is broken as a whole", () => {
    const explanation = explain({ visits: { $gte: 2, $regex: "(" } }, { visits: 1 });
    expect(explanation.holds).toBeUndefined();
    expect(short(explanation)).toEqual(['visits $and [{"visits":{"$gte":2,"$regex":"("}}]']);
  });
});

describe("segments", () => {
  const segments = {
    returning: { visits: { $gte: 2 } },
    warm: { $segment: "returning", "context.country": "PL" },
    cold: { $not: { $segment: "warm" } },
  };
  test("are opened, and tell which way a predicate came", () => {
    const { reasons } = explain({ $segment: "cold" }, { visits: 3 }, { country: "PL" }, segments);
    expect(reasons.map(({ path, operator, via }) => [path, operator, via])).toEqual([
      ["visits", "$gte", ["cold", "warm", "returning"]],
      ["context.country", "$ne", ["cold", "warm"]],
    ]);
  });

  test("that refer to each other in all ways are opened once each", () => {
    const chain: Record<string, Condition> = { s0: { visits: { $gte: 1 } } };
    for (let index = 1; index <= 60; index++) {
      chain[`s${index}`] = {
        $and: [{ $segment: `s${index - 1}` }, { $not: { $nor: [{ $segment: `s${index - 1}` }] } }],
      };
    }
    const { holds, reasons } = explain({ $segment: "s60" }, { visits: 1 }, {}, chain);
    expect(holds).toBe(true);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]!.via).toHaveLength(61);
  });
});

// What follows judges explanations by conditions alone: it is told what is known by taking values away.

/** Attributes that each stand for one predicate, so that a value can be taken away from just one. */
const NAMES = ["a", "b", "c", "d", "e", "f"];
const value = fc.constantFrom<0 | 1 | typeof UNKNOWN>(0, 1, 1, UNKNOWN);
const values = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])));
const predicate = fc
  .tuple(fc.constantFrom(...NAMES), fc.boolean(), fc.constantFrom("", "$not", "$ne", "$nin"))
  .map(([name, inContext, form]): Condition => {
    const path = inContext ? `context.${name}` : name;
    if (form === "$not") return { [path]: { $not: { $eq: 1 } } };
    if (form === "") return { [path]: 1 };
    // An attribute would have three different predicates: here all are "equals 1", said in several ways.
    return { [path]: form === "$ne" ? { $ne: 1 } : { $not: { $ne: 1 } } };
  });
const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const several = fc.array(tie("condition"), { maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 5 },
      predicate,
      several.map(($and) => ({ $and })),
      several.map(($or) => ({ $or })),
      several.map(($nor) => ({ $nor })),
      tie("condition").map(($not) => ({ $not })),
      fc.constantFrom("one", "two").map(($segment) => ({ $segment })),
    ),
  };
});
const flat = fc.oneof(
  predicate,
  fc.array(predicate, { maxLength: 3 }).map(($or) => ({ $or })),
);

type World = Readonly<Record<string, unknown>>;

/** The condition itself, over values of which only some are given. */
function answer(condition: Condition, segments: Record<string, Condition>, world: World): Kleene {
  const context = Object.fromEntries(NAMES.map((name) => [name, world[`context.${name}`]]));
  const find = (id: string) => (Object.hasOwn(segments, id) ? compile(segments[id]!, find) : undefined);
  return compile(condition, find)({ ...world, context });
}
const only = (world: World, paths: readonly string[], rest: unknown = UNKNOWN): World =>
  Object.fromEntries(Object.keys(world).map((path) => [path, paths.includes(path) ? world[path] : rest]));

test("the reasons are enough, and none of them can be left out", () => {
  fc.assert(
    fc.property(condition, flat, flat, values, values, (condition, one, two, attributes, context) => {
      const segments = { one, two: { $and: [two, { $segment: "one" }] } };
      const { holds, reasons } = explain(condition, attributes, context, segments);
      const world: World = {
        ...attributes,
        ...Object.fromEntries(NAMES.map((name) => [`context.${name}`, context[name]])),
      };
      expect(holds).toBe(answer(condition, segments, world));
      const paths = reasons.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      if (holds === undefined) {
        expect(paths.map((path) => world[path])).toEqual(paths.map(() => UNKNOWN));
        return;
      }
      expect(answer(condition, segments, only(world, paths))).toBe(holds);
      for (const path of paths) {
        const others = paths.filter((other) => other !== path);
        expect(answer(condition, segments, only(world, others)), path).toBeUndefined();
      }
    }),
    { numRuns: 20_000 },
  );
});

/** Conditions that only more knowledge of the same sort can turn from open to true. */
const { hopeful } = fc.letrec<{ hopeful: Condition }>((tie) => ({
  hopeful: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...NAMES).map((name): Condition => ({ [name]: 1 })),
    fc.array(tie("hopeful"), { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })),
    fc.array(tie("hopeful"), { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })),
  ),
}));

test("what keeps it open does so however well all else turns out, and none of it can be left out", () => {
  fc.assert(
    fc.property(hopeful, values, (condition, attributes) => {
      const { holds, reasons } = explain(condition, attributes);
      fc.pre(holds === undefined);
      const open = reasons.map(({ path }) => path);
      const best = (kept: readonly string[]): World =>
        Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            value === UNKNOWN && !kept.includes(name) ? 1 : value,
          ]),
        );
      expect(answer(condition, {}, best(open))).toBeUndefined();
      for (const path of open) {
        const others = open.filter((other) => other !== path);
        expect(answer(condition, {}, best(others)), path).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});

/** Questions that may be asked of one value together; each stands for itself in a world of its own. */
const QUESTIONS: readonly (readonly [path: string, operator: string, operand: unknown])[] = [
  ["n", "$gte", 2],
  ["n", "$lt", 4],
  ["n", "$gte", 4],
  ["n", "$in", [1, 3, 5]],
  ["n", "$eq", 3],
  ["t", "$regex", "^a"],
  ["t", "$in", ["a", "b"]],
  ["t", "$exists", true],
  ["context.c", "$eq", "x"],
  ["context.c", "$in", ["x", "y"]],
  ["context.d", "$gt", 1],
];
const nameOf = (question: unknown) =>
  `q${QUESTIONS.findIndex((one) => JSON.stringify(one) === JSON.stringify(question))}`;

/** A condition as it is written, and the same over answers alone. */
type Written = readonly [asked: Condition, answered: Condition];
const question = fc.constantFrom(...QUESTIONS);
const { written } = fc.letrec<{ written: Written }>((tie) => {
  const logic = (key: string) =>
    fc
      .array(tie("written"), { minLength: 1, maxLength: 3 })
      .map((parts): Written => [
        { [key]: parts.map(([one]) => one) },
        { [key]: parts.map(([, one]) => one) },
      ]);
  return {
    written: fc.oneof(
      { maxDepth: 4 },
      question.map((one): Written => [{ [one[0]]: { [one[1]]: one[2] } }, { [nameOf(one)]: true }]),
      question.map((one): Written => [
        { [one[0]]: { $not: { [one[1]]: one[2] } } },
        { $not: { [nameOf(one)]: true } },
      ]),
      fc.tuple(question, question).chain(([one, other]): fc.Arbitrary<Written> => {
        const isPair = one[0] === other[0] && one[1] !== other[1];
        const several = isPair ? [one, other] : [one];
        const asked = Object.fromEntries(several.map(([, operator, operand]) => [operator, operand]));
        const answered = several.map((each) => ({ [nameOf(each)]: true }));
        return fc.constantFrom<Written>(
          [{ [one[0]]: asked }, { $and: answered }],
          [{ [one[0]]: { $not: asked } }, { $not: { $and: answered } }],
        );
      }),
      logic("$and"),
      logic("$or"),
      logic("$nor"),
      tie("written").map(([asked, answered]): Written => [{ $not: asked }, { $not: answered }]),
    ),
  };
});

test("of several questions to one value only those are reasons that it takes", () => {
  const facts = fc.record({
    n: fc.constantFrom<number | typeof UNKNOWN>(1, 2, 3, 4, 5, UNKNOWN),
    t: fc.constantFrom<string | null | typeof UNKNOWN>("a", "b", "ac", null, UNKNOWN),
  });
  const request = fc.record({
    c: fc.constantFrom<string | typeof UNKNOWN>("x", "y", "z", UNKNOWN),
    d: fc.constantFrom<number | null>(1, 2, null),
  });
  fc.assert(
    fc.property(written, facts, request, ([asked, answered], attributes, context) => {
      const answers = Object.fromEntries(
        QUESTIONS.map((one): [string, unknown] => {
          const truth = compile({ [one[0]]: { [one[1]]: one[2] } })({ ...attributes, context });
          return [nameOf(one), truth === undefined ? UNKNOWN : truth];
        }),
      );
      const { holds, reasons } = explain(asked, attributes, context);
      expect(holds).toBe(compile(answered)(answers));
      const positive: Record<string, string> = { $ne: "$eq", $nin: "$in" };
      const names = reasons.map(({ path, operator, operand }) =>
        nameOf([path, positive[operator] ?? operator, operator === "$exists" ? true : operand]),
      );
      expect(names).not.toContain("q-1");
      expect(new Set(names).size).toBe(names.length);
      if (holds === undefined) return;
      expect(compile(answered)(only(answers, names))).toBe(holds);
      for (const name of names) {
        const others = names.filter((other) => other !== name);
        expect(compile(answered)(only(answers, others)), name).toBeUndefined();
      }
    }),
    { numRuns: 10_000 },
  );
});
