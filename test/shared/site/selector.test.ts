import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuseSelector, targetTags } from "../../../shared/site/selector.ts";
import vectors from "../../vectors/selectors.json" with { type: "json" };

// That the edge finds what they mean is shown by test/worker/page/selectors.test.ts, with the same table.
describe("refuseSelector", () => {
  test.each(vectors.supported)("accepts %j", (selector) => {
    expect(refuseSelector(selector)).toBeUndefined();
  });

  test.each(vectors.refused)("refuses %j", (selector) => {
    expect(refuseSelector(selector)).toBeTypeOf("string");
  });

  test.each([
    ["a + b", "the combinator + isn't supported at the edge"],
    ["p:last-child", ":last-child isn't supported at the edge"],
    ["p::before", "::before isn't supported at the edge"],
    ["a:not(b > c)", "combinators inside :not() aren't supported at the edge"],
    ["a >", "a combinator needs a selector on both sides"],
    ["p:nth-child(2 of .x)", ":nth-child() needs an+b, odd, even or a number"],
    [".1a", '"1a" begins with a digit; put it in quotes, in an attribute selector such as [id="1a"]'],
    ["{{x}}", "templates don't work in selectors"],
    [" ", "expected a CSS selector"],
  ])("says what is wrong with %j", (selector, message) => {
    expect(refuseSelector(selector)).toBe(message);
  });

  test("never throws", () => {
    const pieces = fc.constantFrom(
      "a",
      ".b",
      "#c",
      "[d]",
      "[d=",
      '"',
      "]",
      ":",
      ":not(",
      ")",
      " ",
      ">",
      "+",
      ",",
      "\\",
      "*",
      "|",
      "1",
      "\0",
      "é",
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => void refuseSelector(parts.join(""))));
  });
});

test.each([
  ["a.cta", ["a"]],
  ["ul > LI, .x p:first-child", ["li", "p"]],
  [".cta", undefined],
  ["div .cta", undefined],
  ["a, .cta", undefined],
])("targetTags(%j)", (selector, tags) => {
  expect(targetTags(selector)).toEqual(tags);
});
