import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { compileCondition } from "../../../shared/condition.ts";
import { type Attributes, type Condition, UNKNOWN, compile } from "../../../shared/condition/match.ts";
import { OPERATORS } from "../../../shared/condition/operators.ts";
import { runs } from "../runs.ts";

// Thousands of runs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const name = fc.constantFrom("a", "b", "c.d", "list");
const scalar = fc.constantFrom<unknown>(
  0,
  1,
  2,
  10,
  "1",
  "10",
  "x",
  "X",
  "",
  true,
  false,
  null,
  "1.2.3",
  "1.2.3-rc.1",
);
const list = fc.array(scalar, { maxLength: 3 });
const attributes = fc.record(
  { a: scalar, b: scalar, c: fc.record({ d: scalar }, { requiredKeys: [] }), list },
  { requiredKeys: [] },
);

const version = fc.constantFrom("1", "1.2.3", "v1.2.3-rc.1");
const operators: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    ...["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"].map((key) => scalar.map((value) => ({ [key]: value }))),
    ...["$in", "$nin", "$ini", "$nini", "$all", "$alli"].map((key) =>
      list.map((value) => ({ [key]: value })),
    ),
    ...["$veq", "$vne", "$vgt", "$vgte", "$vlt", "$vlte"].map((key) =>
      version.map((value) => ({ [key]: value })),
    ),
    fc.boolean().map(($exists) => ({ $exists })),
    fc.constantFrom("string", "number", "null", "array").map(($type) => ({ $type })),
    fc.constantFrom("x", "^1", "").map(($regex) => ({ $regex })),
    fc.nat(3).map(($size) => ({ $size })),
    fc.record({ $gte: scalar, $lte: scalar }),
    tie("node").map(($not) => ({ $not })),
    tie("node").map(($elemMatch) => ({ $elemMatch })),
  ),
})).node;

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const several = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.tuple(name, fc.oneof(operators, scalar)).map(([key, operand]) => ({ [key]: operand })),
      fc.dictionary(name, operators, { maxKeys: 3 }),
      several.map(($and) => ({ $and })),
      several.map(($or) => ({ $or })),
      several.map(($nor) => ({ $nor })),
      tie("condition").map(($not) => ({ $not })),
    ),
  };
});

const answer = (asked: Condition, values: Attributes) => compile(asked)(values);

/** The attributes with some values made unknown, chosen by the bits of a mask, also on the way and in lists. */
function veil(value: unknown, mask: number, bit = { at: 0 }): unknown {
  if ((mask >> (bit.at++ % 31)) & 1) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item) => veil(item, mask, bit));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, veil(inner, mask, bit)]));
}

/** What fast-check has to say about a property that fails. */
function failure<Values>(property: fc.IProperty<Values>, numRuns: number): string | undefined {
  return fc.defaultReportMessage(fc.check(property, { numRuns: runs(numRuns) }));
}

test("making a value unknown makes an answer unknown, or leaves it; it never turns it", () => {
  const property = fc.property(condition, attributes, fc.nat(), (asked, values, mask) => {
    const veiled = answer(asked, veil(values, mask & ~1) as Attributes);
    return veiled === undefined || veiled === answer(asked, values);
  });
  expect(failure(property, 2000)).toBeUndefined();
});

test("where all is known, the answer is known", () => {
  const property = fc.property(condition, attributes, (asked, values) => answer(asked, values) !== undefined);
  expect(failure(property, 500)).toBeUndefined();
});

test("$nor is not $or; De Morgan; double negation; order and repetition don't matter", () => {
  const property = fc.property(condition, condition, attributes, fc.nat(), (p, q, values, mask) => {
    const veiled = veil(values, mask & ~1) as Attributes;
    const laws: [Condition, Condition][] = [
      [{ $nor: [p, q] }, { $not: { $or: [p, q] } }],
      [{ $not: { $or: [p, q] } }, { $and: [{ $not: p }, { $not: q }] }],
      [{ $not: { $and: [p, q] } }, { $or: [{ $not: p }, { $not: q }] }],
      [{ $not: { $not: p } }, p],
      [{ $or: [p, q] }, { $or: [q, p, q] }],
      [{ $and: [p, { $or: [p, q] }] }, p],
    ];
    return laws.every(([left, right]) => answer(left, veiled) === answer(right, veiled));
  });
  expect(failure(property, 500)).toBeUndefined();
});

test("never throws, and a condition that is accepted compiles", () => {
  const key = fc.oneof(
    fc.constantFrom(...Object.keys(OPERATORS), "a", "__proto__", "a.b"),
    fc.string({ maxLength: 3 }),
  );
  const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
    anything: fc.oneof(
      { maxDepth: 5 },
      scalar,
      fc.array(tie("anything"), { maxLength: 3 }),
      fc.dictionary(key, tie("anything"), { maxKeys: 3 }),
    ),
  }));
  const property = fc.property(fc.oneof(anything, fc.jsonValue()), attributes, (asked, values) => {
    const unchecked = answer(asked as Condition, values);
    const checked = compileCondition(asked);
    return !checked.ok || checked.value(values) === unchecked;
  });
  expect(failure(property, 3000)).toBeUndefined();
});
