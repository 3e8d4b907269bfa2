import { expect, test } from "vitest";
import { childOf, inside, parseSelector, subjects, within } from "../../../worker/page/selector.ts";

test("selectors are extended part by part", () => {
  const list = parseSelector('main > a.x[title="a, b > c"] b , [data-slot=hero]:not(.y, .z)');
  expect(inside(list)).toBe('main>a.x[title="a, b > c"] b *,[data-slot=hero]:not(.y, .z) *');
  expect(within(["p"], parseSelector("a > b c"))).toBe("p a>b c,a>b p c");
  expect(childOf(["li"], parseSelector("a b, c, d > e"))).toBe("a li>b,li>c");
});

test("subjects are the names of what can match", () => {
  expect(subjects(parseSelector("nav ul, A.cta"))).toEqual(["ul", "a"]);
  expect(subjects(parseSelector("h1, .x"))).toBeUndefined();
  expect(subjects(parseSelector("*"))).toBeUndefined();
});

test("a selector with brackets in quotes works in HTMLRewriter as it was", async () => {
  let seen = 0;
  const selector = inside(parseSelector('div[title="a ]>, b"] > p'));
  const rewriter = new HTMLRewriter().on(selector, { element: () => void seen++ });
  await rewriter.transform(new Response('<div title="a ]>, b"><p><b>x</b></p></div><b></b>')).text();
  expect(seen).toBe(1);
});
