import { expect, test } from "vitest";
import { parseRobots } from "../../../tools/init/robots.ts";

const TEXT = `
# for everybody
User-agent: other
User-Agent: *
Disallow: /private   # and below
Allow: /private/open
Disallow: /*.pdf$
Disallow: /a*b*c
Disallow:

User-agent: Selvedge-Init
Disallow: /
Allow: /$
`;

test.each([
  ["/", true],
  ["/private", false],
  ["/private/x", false],
  ["/private/open/x", true],
  ["/x.pdf", false],
  ["/x.pdf.html", true],
  ["/axxbxxc/d", false],
  ["/axxcxxb", true],
])("for everybody, %s: %s", (path, may) => {
  expect(parseRobots(TEXT, "somebody")(path)).toBe(may);
});

test("the group that names the program is its only one, and the end of a path can be told", () => {
  const mayRead = parseRobots(TEXT, "selvedge-init");
  expect([mayRead("/"), mayRead("/private/open"), mayRead("/x")]).toEqual([true, false, false]);
});

test.each(["", "User-agent: *\nDisallow:", "<html>not found</html>", "Disallow: /"])(
  "%j forbids nothing",
  (text) => {
    expect(parseRobots(text, "selvedge-init")("/x")).toBe(true);
  },
);
