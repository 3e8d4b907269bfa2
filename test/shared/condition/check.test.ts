import { describe, expect, test } from "vitest";
import { checkCondition } from "../../../shared/condition/check.ts";
import { formatIssue } from "../../../shared/issue.ts";

const types = { visits: "number", favourite: "string", abandoned: "boolean", open: undefined } as const;
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
