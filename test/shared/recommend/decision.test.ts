import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { compileSite } from "../../../shared/decision.ts";
import type { Neighbours } from "../../../shared/recommend/contract.ts";
import { CatalogIndex, shelfOf } from "../../../shared/recommend/shelf.ts";
import { siteSchema } from "../../../shared/site/schema.ts";
import { item } from "./items.ts";

const NEAR: Neighbours = { day: 1, of: {}, trending: ["a"] };
const ROW = { strategy: "trending", item: "<b>{{title}}</b>", because: false };

function compiled(blocks: object) {
  const attributes = {
    favourite: { top: "view", of: "category", values: ["rain", "camp"] },
    visits: { count: "visit" },
  };
  const site = v.parse(siteSchema, { version: 1, id: "t", catalog: { feed: "x" }, attributes, blocks });
  return compileSite(site, () => () => true);
}

const input = { path: "/", day: 1, buckets: undefined, context: {} };
const shelf = shelfOf(new CatalogIndex([item("a", { categories: ["rain"] })]), NEAR);

describe("invariant 3: what a row reads is projected, and nothing else", () => {
  test("the favourite that only a row reads, in a bucket for each of its values", () => {
    const { plan } = compiled({
      row: { target: "#row", op: "content", recommend: { ...ROW, strategy: "forYou", by: "favourite" } },
    });
    expect(plan.entries.map(({ id }) => id)).toEqual(["favourite"]);
    const printed = plan.entries[0]!.samples.map((_, bucket) => plan.entries[0]!.printed(bucket));
    expect(printed.map(String).sort()).toEqual(["camp", "null", "rain"]);
  });

  test("a row by the page alone reads nothing", () => {
    expect(compiled({ row: { target: "#row", op: "content", recommend: ROW } }).plan.entries).toEqual([]);
  });
});

test("a row without items is told as empty, the page stays as it is; with items it is an edit, always the same", () => {
  const site = compiled({ row: { target: "#row", op: "append", recommend: ROW } });
  for (const none of [undefined, () => undefined, () => shelfOf(new CatalogIndex([]), NEAR)]) {
    const { decision, edits } = site.decide({ ...input, shelf: none }).render("en", undefined);
    expect([decision.blocks, decision.lost, edits]).toEqual([[], [{ id: "row", reason: "empty" }], []]);
  }
  const render = () => site.decide({ ...input, shelf: () => shelf }).render("en", undefined);
  expect(render().decision.blocks).toEqual([{ id: "row" }]);
  expect(render().edits).toEqual([
    {
      block: "row",
      target: "#row",
      op: "append",
      html: '<div data-selvedge-recommend="row" data-selvedge-show="4"><b data-selvedge-candidate="a" data-selvedge-about="rain">The a</b></div>',
    },
  ]);
  expect(render().edits[0]).toBe(render().edits[0]);
});

test("a case may be a row; ahead of its page nothing is said of it", () => {
  const site = compiled({
    row: {
      target: "#row",
      op: "content",
      cases: [{ when: { "context.country": "PL" }, html: "<p>x</p>" }, { recommend: ROW }],
    },
  });
  const edits = (country: string) =>
    site.decide({ ...input, context: { country }, shelf: () => shelf }).render("en", undefined).edits;
  expect(edits("PL")).toMatchObject([{ html: "<p>x</p>" }]);
  expect(edits("DE")).toMatchObject([{ html: expect.stringContaining("The a") }]);
  expect(site.ahead({ ...input, context: { country: "DE" } }, ["en"]).blocks).toEqual([
    { id: "row", open: true },
  ]);
});

test("with marks, the browser finds what a row has put in", () => {
  const site = v.parse(siteSchema, {
    version: 1,
    id: "t",
    marks: true,
    catalog: { feed: "x" },
    blocks: { row: { target: "#row", op: "after", recommend: ROW } },
  });
  const { edits, decision } = compileSite(site, () => () => true)
    .decide({ ...input, shelf: () => shelf })
    .render("en", undefined);
  expect(decision.blocks).toEqual([{ id: "row", mark: { op: "after", target: "#row" } }]);
  expect(edits).toMatchObject([{ html: expect.stringContaining('data-selvedge-block="row"') }]);
});
