import { evalCondition } from "@growthbook/growthbook";
import * as fc from "fast-check";
import { Query } from "mingo";
import { expect, test, vi } from "vitest";
import { type Attributes, type Condition, compile } from "../../../shared/condition/match.ts";
import { runs } from "../runs.ts";

// A hundred thousand runs take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

type Asked = Parameters<typeof evalCondition>[1];

const RUNS = runs(60_000);

const name = fc.constantFrom("a", "b", "c.d", "list");
const word = fc.constantFrom("x", "X", "yy", "Yy", "");
const number = fc.integer({ min: -2, max: 12 });
const plain = fc.oneof<fc.Arbitrary<unknown>[]>(word, number, fc.boolean(), fc.constant(null));
const plains = fc.array(plain, { maxLength: 4 });
const words = fc.array(word, { maxLength: 3 });

/** `$and`, `$or`, `$nor` over fields that ask. */
function queries(question: fc.Arbitrary<unknown>): fc.Arbitrary<Condition> {
  const field = fc.tuple(name, question).map(([key, operand]) => ({ [key]: operand }));
  return fc.letrec<{ query: Condition }>((tie) => {
    const several = fc.array(tie("query"), { minLength: 1, maxLength: 3 });
    return {
      query: fc.oneof(
        { maxDepth: 3 },
        field,
        fc.tuple(field, field).map(([one, other]) => ({ ...one, ...other })),
        ...["$and", "$or", "$nor"].map((key) => several.map((parts) => ({ [key]: parts }))),
      ),
    };
  }).query;
}

const orders = ["$gt", "$gte", "$lt", "$lte"];
const comparing = fc.oneof(
  ...["$eq", "$ne"].map((key) => plain.map((value) => ({ [key]: value }))),
  ...["$in", "$nin"].map((key) => plains.map((value) => ({ [key]: value }))),
  word.map(($regex) => ({ $regex })),
);

function agree(property: fc.IProperty<[Condition, Attributes]>): string | undefined {
  return fc.defaultReportMessage(fc.check(property, { numRuns: RUNS }));
}

/*
 * mingo is MongoDB in JavaScript. Left out, since MongoDB is another language there: values that are
 * lists (it also asks their elements), $all (likewise), $type by its names, $ini and its twins and
 * versions (it has none), $elemMatch, and ordering with null (there null <= null) or with numbers as
 * text. A missing value and null are told apart by its $exists, so every attribute is there.
 */
test("agrees with mingo where the languages do", () => {
  const question = fc.oneof(
    comparing,
    ...orders.map((key) => fc.oneof(word, number).map((value) => ({ [key]: value }))),
    fc.record({ $gte: number, $lt: number }),
  );
  const asked = queries(
    fc.oneof(
      question,
      question.map(($not) => ({ $not })),
      plain,
    ),
  );
  const values = fc.record({ a: plain, b: plain, c: fc.record({ d: plain }), list: plain });
  const property = fc.property(
    asked,
    values,
    (condition, document) => compile(condition)(document) === new Query(condition).test(document),
  );
  expect(agree(property)).toBeUndefined();
});

/*
 * GrowthBook has the operators that mingo lacks. Left out, since it coerces there: plain values that stand for
 * themselves (it compares "1" and 1, null and "null"), ordering other than of two numbers, patterns over anything but
 * texts, elements that are null, versions of anything but texts.
 */
test("agrees with GrowthBook where the languages do", () => {
  const version = fc.constantFrom("1", "1.2.3", "v1.2.3-rc.1", "1.2.3-rc.2", "1.10", "2.0.0+build");
  const ofNumber = fc.oneof(
    comparing.filter((question) => !("$regex" in question)),
    ...orders.map((key) => number.map((value) => ({ [key]: value }))),
    fc.record({ $gte: number, $lt: number }),
    fc.boolean().map(($exists) => ({ $exists })),
    fc.constantFrom("string", "number", "boolean", "array").map(($type) => ({ $type })),
  );
  const ofText = fc.oneof(
    comparing,
    ...["$ini", "$nini"].map((key) => plains.map((value) => ({ [key]: value }))),
    word.map(($regexi) => ({ $regexi })),
  );
  const ofVersion = fc
    .constantFrom("$veq", "$vne", "$vgt", "$vgte", "$vlt", "$vlte")
    .chain((key) => version.map((value) => ({ [key]: value })));
  const ofList = fc.oneof(
    ...["$in", "$nin", "$ini", "$nini", "$all", "$alli"].map((key) =>
      words.map((value) => ({ [key]: value })),
    ),
    fc.nat(3).map(($size) => ({ $size })),
    fc.record({ $gte: fc.nat(2), $lt: fc.nat(4) }).map(($size) => ({ $size })),
    fc
      .oneof(
        word.map(($eq) => ({ $eq })),
        words.map(($in) => ({ $in })),
      )
      .map(($elemMatch) => ({ $elemMatch })),
  );
  const field = fc.oneof(
    ofNumber.map((question) => ({ a: question })),
    ofNumber.map((question) => ({ "c.d": question })),
    ofText.map((question) => ({ b: question })),
    ofVersion.map((question) => ({ app: question })),
    ofList.map((question) => ({ list: question })),
    ofNumber.map(($not) => ({ a: { $not } })),
    ofList.map(($not) => ({ list: { $not } })),
  );
  const { query } = fc.letrec<{ query: Condition }>((tie) => {
    const several = fc.array(tie("query"), { maxLength: 3 });
    return {
      query: fc.oneof(
        { maxDepth: 3 },
        field,
        ...["$and", "$or", "$nor"].map((key) => several.map((parts) => ({ [key]: parts }))),
        tie("query").map(($not) => ({ $not })),
      ),
    };
  });
  const values = fc.record({
    a: number,
    app: version,
    b: word,
    c: fc.record({ d: number }),
    list: words,
  });
  const property = fc.property(
    query,
    values,
    (condition, document) => compile(condition)(document) === evalCondition(document, condition as Asked),
  );
  expect(agree(property)).toBeUndefined();
});
