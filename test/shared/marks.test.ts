import * as v from "valibot";
import { expect, test } from "vitest";
import { compileSite } from "../../shared/decision.ts";
import { markOf } from "../../shared/marks.ts";
import { blockSchema } from "../../shared/site/block-schema.ts";
import { siteSchema } from "../../shared/site/schema.ts";

const marked = (block: object, marks = true, isTested = false) =>
  markOf(v.parse(blockSchema, { target: "p", ...block }), { marks }, isTested);
const PL = { "context.country": "PL" };

test.each([
  ["with a condition", { op: "content", html: "x", when: PL }, true],
  ["with cases", { op: "text", cases: [{ when: PL, text: "x" }, { text: "y" }] }, true],
  ["that prints", { op: "text", text: "{{context.city}}" }, true],
  ["that sorts", { op: "reorder", by: "data-c", first: "{{context.city}}" }, true],
  ["that is the same for everybody", { op: "content", html: "x" }, false],
  ["that turns a class", { op: "class", add: ["a"], when: PL }, false],
  ["that turns an attribute", { op: "attributes", set: { href: "/" }, when: PL }, false],
  ["that removes", { op: "remove", when: PL }, false],
])("on a site with marks, a block %s", (_, block, has) => {
  expect(marked(block) !== undefined).toBe(has);
  expect(marked(block, false)).toBeUndefined();
});

test("a block of an experiment has one, though its rules ask nothing", () => {
  const plain = { op: "content", html: "x" };
  expect(marked(plain, true, true)).toEqual({ op: "content", target: "p" });
  expect(marked(plain, false, true)).toBeUndefined();
  expect(marked({ op: "class", add: ["a"] }, true, true)).toBeUndefined();
  expect(marked({ ...plain, mark: false }, true, true)).toBeUndefined();
});

test("a block says otherwise", () => {
  expect(marked({ op: "class", add: ["a"], mark: true }, false)).toEqual({ op: "class", target: "p" });
  expect(marked({ op: "content", html: "x", when: PL, mark: false })).toBeUndefined();
});

test("a removing block can't have one, and is told so", () => {
  const checked = v.safeParse(blockSchema, { op: "remove", target: "p", mark: true });
  expect(checked.issues?.map(({ path }) => path?.at(-1)?.key)).toEqual(["mark"]);
});

test("the decision says of chosen blocks how their marks find them, and of others nothing", () => {
  const site = v.parse(siteSchema, {
    version: 1,
    id: "t",
    marks: true,
    blocks: {
      a: { op: "text", target: "h1", text: "a", when: PL },
      b: { op: "text", target: "h2", text: "b" },
      c: { op: "text", target: "h3", text: "c", when: { "context.country": "DE" } },
    },
  });
  const { decision } = compileSite(site, () => () => true)
    .decide({ path: "/", day: 20_000, context: { country: "PL" }, buckets: undefined })
    .render(undefined, undefined);
  expect(decision.blocks).toEqual([{ id: "a", mark: { op: "text", target: "h1" } }, { id: "b" }]);
  expect(decision.lost).toEqual([{ id: "c", reason: "condition" }]);
});
