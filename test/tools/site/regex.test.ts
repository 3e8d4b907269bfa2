import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checkRegexes, regexProblem } from "../../../tools/site/regex.ts";

// Thousands of searches, perhaps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe("refused: expressions that can run super-linearly", () => {
  test.each([
    // Exponential.
    "(a+)+$",
    "(a|a)*b",
    String.raw`^(\w+\s?)*$`,
    "(a|aa)+$",
    "([a-zA-Z]+)*x",
    "^(?:a|b|ab)*c",
    "(x+x+)+y",
    "^([a-z]|[a-z0-9])+$",
    String.raw`^/shop/(\w+-?)+$`,
    "(?=(a+)+$)a",
    String.raw`(a*)*\1b`,
    "(a{1,50}){1,50}$",
    "(a?){30}a{30}",
    // Polynomial.
    String.raw`\s+$`,
    String.raw`^\s+|\s+$`,
    String.raw`\d+\d+$`,
    "(.*a){20}",
    "^.*a.*b.*c$",
    ".*.*=.*",
    "a.*b",
    String.raw`\s{0,100}\s{0,100}$`,
  ])("%s", (source) => {
    expect(regexProblem(source)).toMatch(
      /^the regular expression .* could take very long on some texts, such as ".*…/s,
    );
  });
});

describe("fine: what owners write", () => {
  test.each([
    "^/pricing",
    "^/(de|pl)/shop/[^/]+$",
    String.raw`^/products/[a-z-]+\.html$`,
    "rain|camp",
    "rain|rainy|raincoat|rain-wear",
    "rain|running|camp|shoes|jackets|trousers|hats|socks|gloves|tents|stoves|bags",
    "(de|en|pl|cs|sk|hu|ro|bg|hr|sl|sr|lt|lv|ee|fi|sv)-(DE|PL|CZ)",
    "^https?://",
    String.raw`^\d{4}-\d\d$`,
    String.raw`\.pdf$`,
    String.raw`\bsale\b`,
    "/product/",
    "news(letter)?",
    "^/(en|de)?/?blog/",
    "^/blog/(?!draft)",
    "^/shop/.*/sale$",
    String.raw`^[^?]*\?utm=`,
    String.raw`^[\w.+-]+@example\.com$`,
    "^[a-z]+(-[a-z]+)*$",
    "^.{0,200}$",
    String.raw`^(?=.*\d)(?=.*[a-z]).{8,64}$`,
    "",
  ])("%s", (source) => {
    expect(regexProblem(source)).toBeUndefined();
    expect(regexProblem(source, true)).toBeUndefined();
  });

  test("any text that stands for itself", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        expect(regexProblem(RegExp.escape(text))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

test("a repetition within a repetition is refused, whatever is repeated", () => {
  const repeated = fc.constantFrom("a", "[a-z]", String.raw`\d`, "(?:ab)", "ż", "[^/]");
  fc.assert(
    fc.property(repeated, fc.constantFrom("+", "*"), fc.constantFrom("+", "*"), (part, inner, outer) => {
      expect(regexProblem(`^(${part}${inner})${outer}!$`)).toBeDefined();
    }),
  );
});

test("ignoring case can make two parts alike", () => {
  expect(regexProblem("^(a|A)*!$")).toBeUndefined();
  expect(regexProblem("^(a|A)*!$", true)).toBeDefined();
});

test("the example is a text that the expression tries in many ways", () => {
  expect(regexProblem("^(a+)+$")).toMatch(/such as "a{10,}…!"/);
  expect(regexProblem(String.raw`\d+\d+$`)).toMatch(/such as "0{10,}…!"/);
});

test("what isn't an expression is left to whoever checks conditions", () => {
  expect(regexProblem("(")).toBeUndefined();
});

test("each is found where it stands, with its place", () => {
  const site = {
    attributes: { a: { where: { path: { $regex: "(a+)+$" }, title: { $regex: "^/a" } } } },
    blocks: { b: { cases: [{ when: { $or: [{ "context.path": { $not: { $regexi: "(b|b)*c" } } }] } }] } },
    $regex: 3,
  };
  expect(checkRegexes(site).map(({ path }) => path)).toEqual([
    "attributes.a.where.path.$regex",
    'blocks.b.cases[0].when.$or[0]["context.path"].$not.$regexi',
  ]);
});
