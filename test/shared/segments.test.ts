import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Facts } from "../../shared/closures/row.ts";
import { all, any, not } from "../../shared/condition/kleene.ts";
import { compile, type Kleene, UNKNOWN } from "../../shared/condition/match.ts";
import { shortHash } from "../../shared/hash.ts";
import { leavesWith } from "../../shared/leaves.ts";
import { type Leaf, type Rule, ruleOf } from "../../shared/rule.ts";
import { compileSegments } from "../../shared/segments.ts";
import type { KnownAttributes } from "../../shared/segment-index.ts";

const ATTRIBUTES = ["visits", "spend", "favourite", "stage", "unprojected", "constant"];
const BUCKETS = 4;
const COUNTRIES = ["PL", "DE", "CZ", "FR"];

/** Which leaf holds for which bucket is told by chance, the same at every call; some are broken. */
const attributes: KnownAttributes = {
  constants: new Set(["constant"]),
  sent: ["visits", "spend", "favourite", "stage"],
  truth({ attribute, test: asked }: Leaf) {
    if (attribute === "unprojected") return undefined;
    return Array.from({ length: attribute === "constant" ? 1 : BUCKETS }, (_, bucket): Kleene => {
      const chance = Number.parseInt(
        shortHash(`${attribute}${JSON.stringify(asked)}${bucket}`).slice(0, 4),
        36,
      );
      return chance % 11 === 0 ? undefined : chance % 2 === 0;
    });
  },
};

const country = fc.constantFrom(...COUNTRIES);
const hour = fc.constantFrom(0, 9, 12, 18, 23);
const onAttribute = fc
  .tuple(
    fc.constantFrom(...ATTRIBUTES),
    fc.constantFrom({ $gte: 1 }, { $gte: 2 }, { $lt: 3 }, "rain", { $in: [1, 4] }),
  )
  .map(([id, operand]) => ({ [id]: operand }));
const onContext = fc.oneof(
  country.map((value) => ({ "context.country": value })),
  fc.array(country, { maxLength: 3 }).map((list) => ({ "context.country": { $in: list } })),
  fc.array(country, { maxLength: 2 }).map((list) => ({ "context.country": { $nin: [...list, null] } })),
  fc.constantFrom(...COUNTRIES, null).map((value) => ({ "context.country": { $ne: value } })),
  fc.boolean().map((value) => ({ "context.country": { $exists: value } })),
  hour.map((value) => ({ "context.hour": { $gte: value } })),
  fc.tuple(hour, hour).map(([from, to]) => ({ "context.hour": { $gte: from, $lt: to } })),
  fc.constantFrom("^/rain", "camp", "(").map((value) => ({ "context.path": { $regex: value } })),
  fc.constantFrom("mobile", "desktop").map((value) => ({ "context.device.type": value })),
  fc.constantFrom(["PL"], { a: 1 }, true, 0, -0).map((value) => ({ "context.country": value })),
  fc.constant({ context: { country: "PL" } }),
  fc.constant({ "context.hour": { $wrong: 1 } }),
);
const NAMES = Array.from({ length: 40 }, (_, number) => `s${number}`);
const plain = fc.oneof({ weight: 3, arbitrary: onAttribute }, { weight: 3, arbitrary: onContext });

/** Conditions as sites have them: mostly several facts at once; some refer to segments of lower number, or to anything. */
const conditionFor = (reference: fc.Arbitrary<string>) =>
  fc.letrec<{ condition: Record<string, unknown> }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.array(plain, { minLength: 1, maxLength: 4 }).map((list) => Object.assign({}, ...list)),
      reference.map((id) => ({ $segment: id })),
      fc.tuple(reference, plain).map(([id, other]) => ({ $segment: id, ...other })),
      fc.record({ $and: fc.array(tie("condition"), { minLength: 1, maxLength: 4 }) }),
      fc.record({ $or: fc.array(tie("condition"), { maxLength: 4 }) }),
      fc.record({ $nor: fc.array(tie("condition"), { maxLength: 3 }) }),
      fc.record({ $not: tie("condition") }),
    ),
  })).condition;

/** Few conditions, of which many segments are made, so that they share what they ask. */
const siteRules = (reference: (number: number) => fc.Arbitrary<string>) =>
  fc.integer({ min: 1, max: NAMES.length }).chain((count) =>
    fc
      .tuple(...NAMES.slice(0, count).map((_, number) => conditionFor(reference(number))))
      .map((conditions) => {
        const leaves = leavesWith({});
        return Object.fromEntries(conditions.map((when, number) => [NAMES[number]!, ruleOf(when, leaves)]));
      }),
  );
const backward = siteRules((number) =>
  number === 0 ? fc.constant("nobody") : fc.constantFrom("nobody", ...NAMES.slice(0, number)),
);
const anyhow = siteRules(() => fc.constantFrom("nobody", ...NAMES));

const value = (known: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: fc.constantFrom(UNKNOWN, null, undefined, "other", ["PL"]) },
  );
const context = fc.oneof(
  { weight: 1, arbitrary: fc.constant(UNKNOWN) },
  {
    weight: 12,
    arbitrary: fc.record(
      {
        country: value(fc.constantFrom<unknown>(...COUNTRIES, "SE", 0, -0, Number.NaN, true)),
        hour: value(fc.integer({ min: 0, max: 23 })),
        path: value(fc.constantFrom("/rain/", "/camp/", "/")),
        device: value(fc.record({ type: value(fc.constantFrom("mobile", "desktop")) })),
      },
      { requiredKeys: [] },
    ),
  },
);
const bucket = fc.oneof(
  { weight: 8, arbitrary: fc.nat(BUCKETS - 1) },
  { weight: 1, arbitrary: fc.constantFrom(undefined, BUCKETS, -1, 0.5) },
);
const buckets = fc.option(
  fc.record(Object.fromEntries(ATTRIBUTES.map((id) => [id, bucket])), { requiredKeys: [] }),
  { nil: undefined, freq: 12 },
);
const facts: fc.Arbitrary<Facts> = fc.record({ context, buckets }) as fc.Arbitrary<Facts>;

/** The value of every segment the obvious way: each asked anew, through whatever it refers to. */
function obviously(rules: Readonly<Record<string, Rule>>, { context: of, buckets: known }: Facts) {
  const evaluate = (rule: Rule): Kleene => {
    if ("all" in rule) return all(rule.all, evaluate);
    if ("any" in rule) return any(rule.any, evaluate);
    if ("not" in rule) return not(evaluate(rule.not));
    if ("segment" in rule) return rules[rule.segment] && evaluate(rules[rule.segment]!);
    if ("context" in rule) return compile(rule.context)({ context: of });
    const bucketOf = known && (rule.attribute === "constant" ? 0 : known[rule.attribute]);
    return bucketOf === undefined ? undefined : attributes.truth(rule)?.[bucketOf];
  };
  return Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, evaluate(rule)]));
}

const holding = (all: Readonly<Record<string, Kleene>>) => Object.keys(all).filter((id) => all[id] === true);

describe("the index", () => {
  test("finds what evaluating every segment finds, whatever is asked and known", { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(backward, fc.array(facts, { minLength: 1, maxLength: 4 }), (rules, visits) => {
        const segments = compileSegments(rules, attributes, 0);
        for (const visit of [...visits, ...visits]) {
          const expected = obviously(rules, visit);
          const answers = segments.ask(visit);
          expect(answers.matching()).toEqual(holding(expected));
          expect(answers.all()).toEqual(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test(
    "comes to the same as closures where segments refer to each other in a circle",
    { timeout: 180_000 },
    () => {
      fc.assert(
        fc.property(anyhow, facts, (rules, visit) => {
          const closures = compileSegments(rules, attributes, Infinity).ask(visit);
          const indexed = compileSegments(rules, attributes, 0).ask(visit);
          expect(indexed.matching()).toEqual(closures.matching());
          expect(closures.matching()).toEqual(holding(indexed.all()));
        }),
        { numRuns: 1500 },
      );
    },
  );
});

describe("closures", () => {
  test(
    "find what asking every rule finds, one visitor after another or in between",
    { timeout: 180_000 },
    () => {
      fc.assert(
        fc.property(backward, facts, facts, (rules, visit, other) => {
          const segments = compileSegments(rules, attributes, Infinity);
          const [expected, others] = [obviously(rules, visit), obviously(rules, other)];
          const [answers, meanwhile] = [segments.ask(visit), segments.ask(other)];
          for (const [id, rule] of Object.entries(rules)) {
            const question = segments.question(rule);
            expect(answers.answer(question)).toBe(expected[id]);
            expect(meanwhile.answer(question)).toBe(others[id]);
          }
          expect(answers.matching()).toEqual(holding(expected));
          expect(meanwhile.all()).toEqual(others);
          expect(answers.all()).toEqual(expected);
        }),
        { numRuns: 1000 },
      );
    },
  );
});

describe("a circle", () => {
  const leaves = leavesWith({});
  const rules = {
    a: ruleOf({ $or: [{ $segment: "b" }, { "context.country": "PL" }] }, leaves),
    b: ruleOf({ $segment: "a" }, leaves),
    reads: ruleOf({ $or: [{ $segment: "a" }, { "context.country": "PL" }] }, leaves),
    other: ruleOf({ "context.country": "PL" }, leaves),
  };
  test.each([0, Infinity])("is unknown, and so is what leads into it (index from %s)", (from) => {
    const answers = compileSegments(rules, attributes, from).ask({ buckets: {}, context: { country: "PL" } });
    expect(answers.all()).toEqual({ a: undefined, b: undefined, reads: undefined, other: true });
    expect(answers.matching()).toEqual(["other"]);
  });
});
