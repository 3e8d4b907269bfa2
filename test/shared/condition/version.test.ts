import { expect, test } from "vitest";
import { compareVersions, parseVersion } from "../../../shared/condition/version.ts";

test.each<[string, readonly (readonly (string | number)[])[]]>([
  ["1", [[1], ["~"]]],
  ["V10.2", [[10, 2], ["~"]]],
  [
    "1.2.3-rc.10+build.7",
    [
      [1, 2, 3],
      ["rc", 10],
    ],
  ],
  ["1.2.3-0A-x", [[1, 2, 3], ["0A-x"]]],
  ["1+", [[1], ["~"]]],
])("%s is a version", (text, parts) => {
  expect(parseVersion(text)).toEqual(parts);
});

test.each<unknown>([
  "",
  "v",
  "new 1.2.3",
  "a1",
  "vv1",
  "1.2.3 beta",
  "1.2.3!",
  "1.",
  "1..2",
  ".1",
  "1.x",
  "1-",
  "1-a.",
  "1-a..b",
  "1-a_b",
  1,
  null,
  ["1"],
])("%j isn't", (value) => {
  expect(parseVersion(value)).toBeUndefined();
  expect(compareVersions(value, "1")).toBeNaN();
  expect(compareVersions("1", value)).toBeNaN();
});

test("versions stand in semver's order", () => {
  const ascending = [
    "0.9",
    "1-0",
    "1-2",
    "1-10",
    "1-10.0",
    "1-A",
    "1-a",
    "1-a.1",
    "1-a.b",
    "1-b",
    "1",
    "1.0.1",
    "1.1",
    "1.1.0.1",
    "1.10",
  ];
  ascending.forEach((left, index) => {
    ascending.forEach((right, other) => {
      expect([left, right, Math.sign(compareVersions(left, right))]).toEqual([
        left,
        right,
        Math.sign(index - other),
      ]);
    });
  });
  expect(compareVersions("1", "1.0.0")).toBe(0);
  expect(compareVersions("1.0", "v1+x")).toBe(0);
});
