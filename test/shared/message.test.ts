import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { bucketOf } from "../../shared/buckets.ts";
import type { DecisionInput } from "../../shared/decide.ts";
import { type CompiledSite, compileSite } from "../../shared/decision.ts";
import { doneBlocks } from "../../shared/done-blocks.ts";
import { wordsIn } from "../../shared/message-words.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { WIDGET_LANGUAGES } from "../../shared/widget-languages.ts";

function compile(site: object): CompiledSite {
  const checked = v.parse(siteSchema, { version: 1, id: "t", ...site });
  return compileSite(checked, (pathname) => (path) => pathname === path);
}

function visitor(site: CompiledSite, visits?: number): DecisionInput {
  const buckets =
    visits === undefined
      ? undefined
      : Object.fromEntries(
          site.plan.entries.map(({ id, attribute }) => [id, bucketOf(attribute.buckets!, visits)]),
        );
  return { path: "/", day: 20_000, context: { country: "PL" }, buckets };
}

const attributes = { visits: { count: "visit" } };
const panel = { op: "message", kind: "panel", html: "<p>Hello</p>" };
const inline = { ...panel, kind: "inline", target: "#aside" };

describe("messages are decided as all blocks are", () => {
  const site = compile({
    attributes,
    blocks: {
      back: { ...panel, when: { visits: { $gte: 2 } } },
      here: { ...panel, when: { "context.country": "PL" }, priority: 1 },
      elsewhere: { ...panel, pages: ["/b"] },
      early: { ...panel, from: "2030-01-01" },
    },
  });
  const decided = (input: DecisionInput) => site.decide(input).render("pl", undefined);

  test("by condition, dates, pages and priority, none in the place of another", () => {
    const { decision, edits } = decided(visitor(site, 2));
    expect(decision.blocks.map(({ id }) => id)).toEqual(["here", "back"]);
    expect(decision.lost).toEqual([{ id: "early", reason: "dates" }]);
    expect(edits).toEqual([]);
    expect(doneBlocks(decision, { edits })).toEqual(decision.blocks);
    expect(site.targets("/")).toEqual([]);
  });

  test("invariant 1: of whom nothing may be known there is no message, here or ahead", () => {
    const { decision } = decided(visitor(site));
    expect(decision.blocks).toEqual([]);
    expect(decision.lost.map(({ id, reason }) => [id, reason])).toEqual([
      ["here", "unknown"],
      ["back", "unknown"],
      ["early", "dates"],
    ]);
    expect(site.ahead(visitor(site), [])).toEqual({
      segments: [],
      blocks: [
        { id: "here", open: true },
        { id: "back", open: true },
        { id: "elsewhere", pages: ["/b"], open: true },
      ],
      lost: [],
    });
  });

  test("ahead with all that is shown", () => {
    const { blocks } = site.ahead(visitor(site, 1), []);
    expect(blocks.map(({ id, message }) => [id, message?.html])).toEqual([
      ["here", "<p>Hello</p>"],
      ["elsewhere", "<p>Hello</p>"],
    ]);
  });

  test("one that is switched off by its visitor isn't chosen", () => {
    const off = { attributes: [], segments: [], blocks: ["here"] };
    const { decision } = decided({ ...visitor(site, 2), off });
    expect(decision.blocks.map(({ id }) => id)).toEqual(["back"]);
  });
});

describe("what the device is told", () => {
  test("all of it, in the language of the page", () => {
    const site = compile({
      attributes,
      blocks: {
        m: {
          ...panel,
          kind: "bar",
          at: "top",
          label: { en: "Basket", ar: "السلة" },
          html: { en: "Hello", ar: "مرحبا {{context.country}}" },
          trigger: [
            "exit",
            { event: "cart", count: 2 },
            { event: "x" },
            { time: 9 },
            { idle: 8 },
            { scroll: 50 },
          ],
          times: 3,
          every: "7d",
          quiet: "10d",
        },
      },
    });
    const { decision } = site.decide(visitor(site, 1)).render("ar-EG", "en");
    expect(decision.blocks).toEqual([
      {
        id: "m",
        message: {
          kind: "bar",
          html: "مرحبا PL",
          lang: "ar",
          dir: "rtl",
          words: ["إغلاق", "عدم العرض مرة أخرى", "السلة"],
          at: "top",
          triggers: [
            ["exit"],
            ["event", 2, "cart"],
            ["event", 1, "x"],
            ["time", 9],
            ["idle", 8],
            ["scroll", 50],
          ],
          caps: { times: 3, every: 7 },
          quiet: 10,
        },
      },
    ]);
  });

  test("invariant 8: what a visitor can write is escaped", () => {
    const site = compile({ attributes, blocks: { m: { ...panel, html: "<p>{{context.country}}</p>" } } });
    const input = { ...visitor(site, 1), context: { country: "<script>" } };
    expect(site.decide(input).render(undefined, undefined).decision.blocks[0]!.message!.html).toBe(
      "<p>&lt;script&gt;</p>",
    );
  });

  test("the case that holds", () => {
    const cases = [{ when: { visits: { $gte: 2 } }, html: "again" }, { html: "first" }];
    const site = compile({ attributes, blocks: { m: { ...panel, html: undefined, cases } } });
    const htmlFor = (visits: number) =>
      site.decide(visitor(site, visits)).render(undefined, undefined).decision.blocks[0]!.message!.html;
    expect([htmlFor(1), htmlFor(2)]).toEqual(["first", "again"]);
  });

  test("our own words in every language of the widget, else in English", () => {
    for (const language of WIDGET_LANGUAGES)
      expect(Object.values(wordsIn([language])).every(Boolean)).toBe(true);
    expect(wordsIn([undefined, "", "nl", "constructor", "pl-PL"])).toBe(wordsIn(["pl"]));
    expect(wordsIn(["nl"])).toBe(wordsIn(["en"]));
  });
});

describe("those within the page", () => {
  test("want their place for themselves", () => {
    const site = compile({
      attributes,
      blocks: {
        one: inline,
        other: { ...inline, priority: 1 },
        block: { op: "content", target: "#aside", html: "x", priority: 2 },
        after: { ...inline, place: "append" },
      },
    });
    const { decision } = site.decide(visitor(site, 1)).render(undefined, undefined);
    expect(decision.blocks.map(({ id }) => id)).toEqual(["block", "after"]);
    expect(decision.lost).toEqual([
      { id: "other", reason: "priority", to: "block" },
      { id: "one", reason: "priority", to: "block" },
    ]);
    // Ahead nobody can tell who gives way, so these pages ask.
    const { blocks } = site.ahead(visitor(site, 1), []);
    expect(blocks.filter(({ edit, message }) => !edit && !message).map(({ id }) => id)).toEqual([
      "other",
      "one",
    ]);
  });
});
