import { expect, test } from "vitest";
import { resolveGroups } from "../../../shared/condition/groups.ts";
import { matches } from "../../../shared/condition/match.ts";

const groups = { near: ["DE", "CZ"] };

test("groups are written out wherever they stand", () => {
  const condition = {
    a: { $inGroup: "near", $ne: "DE" },
    $or: [
      { b: { $not: { $notInGroup: "near" } } },
      { $not: { c: { $elemMatch: { d: { $inGroup: "near" } } } } },
    ],
  };
  expect(resolveGroups(condition, groups)).toEqual({
    a: { $in: ["DE", "CZ"], $ne: "DE" },
    $or: [
      { b: { $not: { $nin: ["DE", "CZ"] } } },
      { $not: { c: { $elemMatch: { d: { $in: ["DE", "CZ"] } } } } },
    ],
  });
});

test("beside $in the group's operator stays, with the members", () => {
  const resolved = resolveGroups({ a: { $in: ["PL", "CZ"], $inGroup: "near" } }, groups);
  expect(resolved).toEqual({ a: { $in: ["PL", "CZ"], $inGroup: ["DE", "CZ"] } });
  expect(matches(resolved, { a: "CZ" })).toBe(true);
  expect(matches(resolved, { a: "PL" })).toBe(false);
});

test("values and unknown groups are left alone", () => {
  const condition = { a: { b: "near" }, c: { $eq: { x: ["near"] } }, d: { $inGroup: "far" } };
  expect(resolveGroups(condition, groups)).toEqual(condition);
});

test("in every kind of list of conditions", () => {
  const asked = { a: { $inGroup: "near" } };
  const plain = { a: { $in: ["DE", "CZ"] } };
  for (const key of ["$and", "$or", "$nor"]) {
    expect(resolveGroups({ [key]: [asked, { b: 1 }] }, groups)).toEqual({ [key]: [plain, { b: 1 }] });
    expect(resolveGroups({ [key]: "near" }, groups)).toEqual({ [key]: "near" });
  }
  expect(resolveGroups({ c: { $elemMatch: asked } }, groups)).toEqual({ c: { $elemMatch: plain } });
});

test("only a name asks for a group, and only of its operators", () => {
  const condition = {
    country: "near",
    list: { $inGroup: ["near"] },
    value: { inner: { $inGroup: "near" } },
    own: { $inGroup: "toString" },
  };
  expect(resolveGroups(condition, groups)).toEqual(condition);
});
