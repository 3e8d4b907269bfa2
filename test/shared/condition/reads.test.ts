import { expect, test } from "vitest";
import { readsOf } from "../../../shared/condition/reads.ts";

test("names attributes, context and segments", () => {
  const reads = readsOf({
    visits: { $gte: 2 },
    "profile.city": "x",
    "context.country": "PL",
    list: { $elemMatch: { inner: 1 } },
    $segment: "one",
    $or: [{ a: 1 }, { $nor: [{ "context.hour": { $gt: 18 } }, { $segment: "two" }] }],
    $not: { $and: [{ b: 1 }] },
  });
  expect(reads).toEqual({
    attributes: new Set(["visits", "profile", "list", "a", "b"]),
    context: new Set(["country", "hour"]),
    segments: new Set(["one", "two"]),
  });
});

test("context as a whole is the empty name", () => {
  expect(readsOf({ context: { $exists: true } }).context).toEqual(new Set([""]));
});

test("what no condition could be names nothing", () => {
  const nothing = { attributes: new Set(), context: new Set(), segments: new Set() };
  expect(readsOf({ $segment: 5, $and: [null, 5, "text"], $or: "text", $not: null })).toEqual(nothing);
});
