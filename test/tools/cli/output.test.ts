import { describe, expect, test } from "vitest";
import { indent, isColoured, plural, table } from "../../../tools/cli/output.ts";

describe("colours", () => {
  test.each([
    ["a terminal", {}, true, true],
    ["a pipe, of which Node says nothing", { CI: "true" }, undefined, false],
    ["NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["NO_COLOR that is empty", { NO_COLOR: "" }, true, true],
    ["a terminal without colours", { TERM: "dumb" }, true, false],
    ["continuous integration", { CI: "true" }, false, false],
    ["FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ])("%s", (_, env, isTerminal, expected) => {
    expect(isColoured(env, isTerminal)).toBe(expected);
  });
});

test("columns are aligned, whatever colours and letters their cells have", () => {
  const rows = [
    ["name", "n"],
    ["\u001b[1mążę\u001b[22m", "10"],
    ["", "1"],
  ];
  expect(table(rows, ["left", "right"])).toBe("name   n\n\u001b[1mążę\u001b[22m   10\n       1");
  expect(
    table([
      ["a", ""],
      ["bbb", "c"],
    ]),
  ).toBe("a\nbbb  c");
});

test("indent leaves empty lines empty", () => {
  expect(indent("a\n\nb")).toBe("  a\n\n  b");
});

test("plural", () => {
  expect([plural(1, "error"), plural(0, "error"), plural(2, "try", "tries")]).toEqual([
    "1 error",
    "0 errors",
    "2 tries",
  ]);
});
