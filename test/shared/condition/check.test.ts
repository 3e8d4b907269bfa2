import { describe, expect, test } from "vitest";
import { checkCondition } from "../../../shared/condition/check.ts";
import { formatIssue } from "../../../shared/issue.ts";

const types = {
  visits: "number",
  favourite: "string",
  abandoned: "boolean",
  tags: "list",
  classes: "object",
  open: undefined,
} as const;
const site = {
  path: "blocks.hero.when",
  known: (path: string) => path in types || path === "context.country",
  typeOf: (path: string) => types[path as keyof typeof types],
  names: [...Object.keys(types), "context.country"],
};

function problems(condition: unknown): string[] {
  return checkCondition(condition, site).map(formatIssue);
}

describe("invariant 9: with the site's attributes known, what could never hold is told", () => {
  test.each<[unknown, string]>([
    [{ visits: { $gte: "2" } }, 'visits.$gte: expected a number, got "2"'],
    [{ visits: "2" }, 'visits: expected a number, got "2"'],
    [{ visits: { $in: [1, "2"] } }, 'visits.$in[1]: expected a number, got "2"'],
    [{ visits: { $in: 2 } }, "visits.$in: expected a list, got 2"],
    [{ visits: { $not: { $lt: true } } }, "visits.$not.$lt: expected a number, got true"],
    [{ visits: { $regex: "2" } }, "visits.$regex: asks about a text, but the attribute is a number"],
    [{ favourite: { $gt: 2 } }, "favourite.$gt: expected a text, got 2"],
    [{ favourite: { $size: 1 } }, "favourite.$size: asks about a list, but the attribute is a text"],
    [{ abandoned: 1 }, "abandoned: expected true or false, got 1"],
    [{ abandoned: { $gt: 0 } }, "abandoned.$gt: asks about an order, but the attribute is true or false"],
    [{ open: { $gt: null } }, "open.$gt: expected a number or a text, got null"],
    [{ tags: "x" }, 'tags: expected a list, got "x"'],
    [{ tags: { $all: ["x", 1] } }, "tags.$all[1]: expected a text, got 1"],
    [{ tags: { $in: [1] } }, "tags.$in[0]: expected a text, got 1"],
    [{ tags: { $size: { $gt: "1" } } }, 'tags.$size.$gt: expected a number, got "1"'],
    [{ tags: { $elemMatch: 5 } }, "tags.$elemMatch: expected a condition, got 5"],
    [{ classes: 1 }, "classes: expected an object, got 1"],
    [{ classes: ["x"] }, "classes: expected an object, got a list"],
    [{ visits: { $vgt: "1" } }, "visits.$vgt: asks about a version, but the attribute is a number"],
    [{ visits: { $all: [1] } }, "visits.$all: asks about a list, but the attribute is a number"],
    [{ visits: { $alli: [1] } }, "visits.$alli: asks about a list, but the attribute is a number"],
    [
      { visits: { $elemMatch: { $gt: 1 } } },
      "visits.$elemMatch: asks about a list, but the attribute is a number",
    ],
    [{ open: { $gt: [1] } }, "open.$gt: expected a number or a text, got a list"],
    [{ visit: 2 }, "visit: unknown attribute, did you mean visits?"],
    [{ vistis: 2 }, "vistis: unknown attribute, did you mean visits?"],
    [{ somethingElse: 2 }, "somethingElse: unknown attribute"],
    [{ "context.contry": "PL" }, '["context.contry"]: unknown attribute, did you mean context.country?'],
  ])("%j", (condition, message) => {
    const path = message.startsWith("[") ? site.path : `${site.path}.`;
    expect(problems(condition)).toEqual([path + message]);
  });

  test("and nothing else", () => {
    expect(problems({ visits: { $gte: 2, $ne: null }, favourite: { $ini: ["x"] }, abandoned: true })).toEqual(
      [],
    );
    expect(problems({ favourite: { $gt: "m", $regex: "^x", $vgt: "1.2", $type: "string" } })).toEqual([]);
    expect(problems({ tags: { $all: ["x"], $alli: ["x"], $nin: ["y"], $size: { $gte: 1 } } })).toEqual([]);
    expect(problems({ tags: ["x", 1], classes: { recency: 1 }, open: { $gt: "m", $lt: 2 } })).toEqual([]);
    expect(problems({ tags: { $elemMatch: { $regex: "^x", $not: { $eq: "xy" } } } })).toEqual([]);
    expect(problems({ open: { $elemMatch: { anything: 1 } }, "context.country": { $in: ["PL"] } })).toEqual(
      [],
    );
  });
});

test("without them, a list operator without a list is left to be false", () => {
  for (const name of ["$in", "$nin", "$ini", "$nini", "$all", "$alli"]) {
    expect(checkCondition({ a: { [name]: 1 } })).toEqual([]);
  }
});

test("each of what is known of attributes is enough to be strict", () => {
  const asked = { a: { $in: 1 } };
  const message = "a.$in: expected a list, got 1";
  expect(checkCondition(asked, { known: () => true }).map(formatIssue)).toEqual([message]);
  expect(checkCondition(asked, { typeOf: () => undefined }).map(formatIssue)).toEqual([message]);
  expect(checkCondition({ a: 1 }, { known: () => false }).map(formatIssue)).toEqual(["a: unknown attribute"]);
});

describe("what is asked of elements", () => {
  test.each<[unknown, string[]]>([
    [{ $regex: "(" }, ["a.$elemMatch.$regex: Invalid regular expression: /(/: Unterminated group"]],
    [{ $gt: 1, name: 2 }, ["a.$elemMatch.$gt: must stand inside an attribute"]],
    [{ $not: 1 }, ["a.$elemMatch.$not: expected a condition, got 1"]],
    [{ $not: { name: { $foo: 1 } } }, ["a.$elemMatch.$not.name.$foo: unknown operator"]],
    [{ $not: { $foo: 1 } }, ["a.$elemMatch.$not.$foo: unknown operator"]],
    [{}, []],
    [{ name: 1, $not: { $eq: 2 } }, ["a.$elemMatch.$not.$eq: must stand inside an attribute"]],
  ])("%j", ($elemMatch, messages) => {
    expect(checkCondition({ a: { $elemMatch } }).map(formatIssue)).toEqual(messages);
  });
});

test("a segment that isn't there is guessed among those that are", () => {
  const check = (segments?: Record<string, unknown>) =>
    checkCondition({ $segment: "loyl" }, { segments }).map(formatIssue);
  expect(check({ new: {}, loyal: {} })).toEqual([
    '$segment: there is no segment "loyl", did you mean loyal?',
  ]);
  expect(check({})).toEqual(['$segment: there is no segment "loyl"']);
  expect(check()).toEqual(['$segment: there is no segment "loyl"']);
});

test("types are named, and guessed from texts only", () => {
  const check = ($type: unknown) => checkCondition({ a: { $type } }).map(formatIssue);
  expect(check(1)).toEqual(["a.$type: expected one of string, number, boolean, null, array, object, got 1"]);
  expect(["string", "number", "boolean", "null", "array", "object"].flatMap(check)).toEqual([]);
});

test("what is nested too deep is told, what stands twice beside itself isn't", () => {
  let deep: object = { a: 1 };
  for (let level = 0; level < 80; level++) deep = { $and: [deep] };
  expect(checkCondition(deep).map(({ message }) => message)).toEqual(["nested more than 64 deep"]);
  const part = { a: { $gt: 1 } };
  expect(checkCondition({ $or: [part, part], $nor: [part] })).toEqual([]);
});

test("values are looked into, and shown short", () => {
  const check = (value: unknown) => checkCondition({ a: value }).map(formatIssue);
  expect(check([1, undefined, { b: Number.POSITIVE_INFINITY }])).toEqual([
    "a[1]: expected a JSON value, got undefined",
    "a[2].b: expected a JSON value, got Infinity",
  ]);
  expect(check(Object.assign(Object.create(null), { b: 1 }))).toEqual([]);
  expect(check(new Map())).toEqual(["a: expected a JSON value"]);
  const shown = (length: number) => checkCondition({ $and: "x".repeat(length) })[0]?.message;
  expect(shown(58)).toBe(`expected a list of conditions, got "${"x".repeat(58)}"`);
  expect(shown(59)).toBe(`expected a list of conditions, got "${"x".repeat(56)}…`);
});
