import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../shared/condition.ts";
import type { DecisionInput } from "../../shared/decide.ts";
import { type CompiledSite, compileSite } from "../../shared/decision.ts";
import { bucketOf } from "../../shared/buckets.ts";
import { dayOf } from "../../shared/day.ts";
import { siteSchema } from "../../shared/site/schema.ts";

function compile(site: object): CompiledSite {
  const checked = v.parse(siteSchema, { version: 1, id: "t", ...site });
  return compileSite(
    checked,
    (pathname) => (path) =>
      pathname === path || (pathname.endsWith("*") && path.startsWith(pathname.slice(0, -1))),
  );
}

/** The input for a visitor with these values; none: nothing is known. */
function visitor(
  site: CompiledSite,
  values?: Record<string, unknown>,
  change: Partial<DecisionInput> = {},
): DecisionInput {
  const buckets =
    values &&
    Object.fromEntries(
      site.plan.entries.map(({ id, attribute }) => [id, bucketOf(attribute.buckets!, values[id] ?? null)]),
    );
  return { path: "/", day: 20_000, context: {}, buckets, ...change };
}

const attributes = {
  visits: { count: "visit" },
  favourite: { top: "view", of: "category", values: ["rain", "camp"] },
};
const block = { target: "h1", op: "content", html: "x" };

describe("which blocks", () => {
  test("a segment, several, a condition, or none", () => {
    const site = compile({
      attributes,
      segments: {
        returning: { when: { visits: { $gte: 2 } } },
        polish: { when: { "context.country": "PL" } },
        both: { when: { $and: [{ $segment: "returning" }, { $segment: "polish" }] } },
      },
      blocks: {
        always: { ...block, target: "#a" },
        one: { ...block, target: "#b", when: "returning" },
        list: { ...block, target: "#c", when: ["returning", "polish"] },
        condition: { ...block, target: "#d", when: { "context.country": "PL", visits: { $lt: 2 } } },
      },
    });
    const ids = (input: DecisionInput) =>
      site
        .decide(input)
        .render(undefined, undefined)
        .decision.blocks.map(({ id }) => id);
    expect(ids(visitor(site, { visits: 3 }, { context: { country: "PL" } }))).toEqual([
      "always",
      "one",
      "list",
    ]);
    expect(ids(visitor(site, { visits: 1 }, { context: { country: "PL" } }))).toEqual([
      "always",
      "condition",
    ]);
    expect(ids(visitor(site, { visits: 3 }, { context: { country: "DE" } }))).toEqual(["always", "one"]);
    expect(ids(visitor(site, undefined, { context: { country: "PL" } }))).toEqual(["always"]);
    expect(ids(visitor(site, { visits: 3 }, { context: UNKNOWN }))).toEqual(["always", "one"]);
    expect(
      site.decide(visitor(site, { visits: 3 }, { context: { country: "PL" } })).render(undefined, undefined)
        .decision.segments,
    ).toEqual(["returning", "polish", "both"]);
  });

  test("unknown isn't null: what nothing is known of doesn't match, also negated, but an or still can", () => {
    const site = compile({
      attributes,
      segments: {
        few: { when: { visits: { $lt: 2 } } },
        notMany: { when: { $not: { visits: { $gte: 2 } } } },
        or: { when: { $or: [{ "context.country": "PL" }, { visits: { $gte: 2 } }] } },
        nor: { when: { $nor: [{ visits: { $gte: 2 } }] } },
      },
    });
    const { segments } = site.decide(visitor(site, undefined, { context: { country: "PL" } }));
    expect(segments).toEqual({ few: undefined, notMany: undefined, or: true, nor: undefined });
  });

  test("higher priority wins a place, then file order, and losers are told", () => {
    const site = compile({
      blocks: {
        first: block,
        second: { ...block, priority: 5 },
        third: { ...block, priority: 5 },
        elsewhere: { ...block, target: "h2" },
      },
    });
    const { decision, edits } = site.decide(visitor(site)).render(undefined, undefined);
    expect(decision.blocks).toEqual([{ id: "second" }, { id: "elsewhere" }]);
    expect(decision.lost).toEqual([
      { id: "third", reason: "priority", to: "second" },
      { id: "first", reason: "priority", to: "second" },
    ]);
    expect(edits.map((edit) => edit.block)).toEqual(["second", "elsewhere"]);
  });

  test("the first case that matches; unknown ones are passed over", () => {
    const cases = [
      { when: { visits: { $gte: 2 } }, html: "again" },
      { when: { "context.hour": { $gte: 18 } }, html: "evening" },
    ];
    const site = compile({ attributes, blocks: { hero: { target: "h1", op: "content", cases } } });
    const shown = (input: DecisionInput) => site.decide(input).render(undefined, undefined);
    expect(shown(visitor(site, { visits: 2 }, { context: { hour: 20 } })).edits).toEqual([
      { block: "hero", target: "h1", op: "content", html: "again" },
    ]);
    expect(shown(visitor(site, undefined, { context: { hour: 20 } })).decision.blocks).toEqual([
      { id: "hero", case: 1 },
    ]);
    expect(shown(visitor(site, { visits: 1 }, { context: { hour: 9 } })).decision.lost).toEqual([
      { id: "hero", reason: "condition" },
    ]);
    expect(shown(visitor(site, undefined, { context: { hour: 9 } })).decision.lost).toEqual([
      { id: "hero", reason: "unknown" },
    ]);
  });

  test("what comes first is the visitor's, and a block that knows nothing to put first is lost", () => {
    const nav = { target: "ul", op: "reorder", by: "data-category", first: "{{favourite}}" };
    const both = { ...nav, target: "ol", first: ["{{favourite}}", "camp", "{{context.device}}"] };
    const site = compile({
      attributes,
      blocks: { nav, both, other: { ...nav, priority: -1, first: "rain" } },
    });
    const shown = (input: DecisionInput) => site.decide(input).render(undefined, undefined);
    const order = { by: "data-category" };
    const known = shown(visitor(site, { favourite: "camp" }, { context: { device: "mobile" } }));
    expect(known.reorders).toEqual([
      { block: "nav", target: "ul", ...order, first: ["camp"] },
      { block: "both", target: "ol", ...order, first: ["camp", "mobile"] },
    ]);
    expect(known.edits).toEqual([]);
    expect(known.decision.lost).toEqual([{ id: "other", reason: "priority", to: "nav" }]);
    for (const nobody of [
      visitor(site),
      visitor(site, { favourite: null }),
      visitor(site, { favourite: "other" }),
    ]) {
      const { decision, reorders } = shown(nobody);
      expect(decision.lost).toEqual([{ id: "nav", reason: "unknown" }]);
      expect(reorders.map(({ block, first }) => [block, first])).toEqual([
        ["both", ["camp"]],
        ["other", ["rain"]],
      ]);
    }
  });

  test("from its first day to its last", () => {
    const site = compile({ blocks: { sale: { ...block, from: "2026-11-01", until: "2026-12-24" } } });
    const on = (date: string) =>
      site.decide(visitor(site, undefined, { day: dayOf(Date.parse(date)) })).render(undefined, undefined)
        .decision;
    expect(on("2026-10-31").lost).toEqual([{ id: "sale", reason: "dates" }]);
    expect(on("2026-11-01").blocks).toEqual([{ id: "sale" }]);
    expect(on("2026-12-24T23:59:59Z").blocks).toEqual([{ id: "sale" }]);
    expect(on("2026-12-25").blocks).toEqual([]);
  });

  test("only on their pages; a page is personalizable whoever asks", () => {
    const site = compile({
      exclude: ["/admin/*"],
      blocks: { shop: { ...block, pages: ["/shop/*"], when: { "context.country": "PL" } } },
    });
    expect([
      site.personalizable("/shop/a"),
      site.personalizable("/"),
      site.excluded("/admin/x"),
      site.excluded("/"),
    ]).toEqual([true, false, true, false]);
  });
});

describe("redirects", () => {
  const away = { op: "redirect", to: "/de/" };

  test("one at most, by priority and then the order of the file; all others are told", () => {
    const site = compile({
      attributes,
      blocks: {
        low: { ...away, priority: -1 },
        nobody: { ...away, when: { visits: { $gte: 2 } }, priority: 9 },
        first: { ...away, to: "/a/" },
        second: away,
        hi: block,
      },
    });
    const decided = site.decide(visitor(site, { visits: 1 }));
    expect(decided.redirect).toEqual({ block: "first", to: "/a/" });
    const { decision, edits } = decided.render(undefined, undefined);
    expect(decision.blocks).toEqual([{ id: "first" }, { id: "hi" }]);
    expect(decision.lost).toEqual([
      { id: "nobody", reason: "condition" },
      { id: "second", reason: "priority", to: "first" },
      { id: "low", reason: "priority", to: "first" },
    ]);
    expect(edits.map((edit) => edit.block)).toEqual(["hi"]);
  });

  test("cases, and templates as whole URLs; what prints something unknown is lost, and another may win", () => {
    const cases = [{ when: { visits: { $gte: 2 } }, to: "/{{favourite}}/{{context.city}}" }, { to: "/new/" }];
    const site = compile({
      attributes,
      blocks: { by: { op: "redirect", cases, priority: 1 }, or: { ...away, to: "{{context.city}}" } },
    });
    const led = (values: Record<string, unknown>, city: unknown) =>
      site.decide(visitor(site, values, { context: { city } })).redirect;
    expect(led({ visits: 2, favourite: "rain" }, "a/../b?c")).toEqual({
      block: "by",
      to: "/rain/a%2F..%2Fb%3Fc",
    });
    expect(led({ visits: 1 }, "x")).toEqual({ block: "by", to: "/new/" });
    expect(led({ visits: 2 }, "x")).toEqual({ block: "or", to: "x" });
    expect(led({ visits: 2, favourite: "rain" }, null)).toBeUndefined();
    // What no URL may be is a fragment, which leads nowhere.
    expect(led({ visits: 2 }, "javascript:alert(1)")).toEqual({ block: "or", to: "#" });
    const { lost } = site.decide(visitor(site, { visits: 2 })).render(undefined, undefined).decision;
    expect(lost).toEqual([
      { id: "by", reason: "unknown" },
      { id: "or", reason: "unknown" },
    ]);
  });

  test("a section that is hidden needs nothing known", () => {
    const to = "{{#favourite}}/{{favourite}}/{{/favourite}}{{^favourite}}/all/{{/favourite}}";
    const site = compile({ attributes, blocks: { by: { op: "redirect", to } } });
    expect(site.decide(visitor(site, {})).redirect?.to).toBe("/all/");
    expect(site.decide(visitor(site, { favourite: "camp" })).redirect?.to).toBe("/camp/");
  });

  test("the paths on which one could apply are personalizable, whoever asks", () => {
    const site = compile({ blocks: { geo: { ...away, pages: ["/"], when: { "context.country": "DE" } } } });
    expect(["/", "/x"].map((path) => [site.redirectable(path), site.personalizable(path)])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(compile({ blocks: { hi: block } }).redirectable("/")).toBe(false);
  });
});

describe("what they say", () => {
  test("a limit goes along with each edit; without one there is none", () => {
    const nav = { target: "ul", op: "reorder", by: "data-category", first: "rain" };
    const site = compile({
      blocks: {
        one: { ...block, limit: 1 },
        gone: { target: "p", op: "remove", limit: 3 },
        title: { target: "a", op: "attributes", set: { title: "x" }, limit: 2 },
        nav: { ...nav, limit: 1 },
        all: { ...block, target: "h2" },
        sorted: { ...nav, target: "ol" },
      },
    });
    const { edits, reorders } = site.decide(visitor(site)).render(undefined, undefined);
    const limits = [...edits, ...reorders].map((edit) => [edit.block, "limit" in edit, edit.limit]);
    expect(limits).toEqual([
      ["one", true, 1],
      ["gone", true, 3],
      ["title", true, 2],
      ["all", false, undefined],
      ["nav", true, 1],
      ["sorted", false, undefined],
    ]);
  });

  const say = (site: CompiledSite, input: DecisionInput, page?: string, own?: string) =>
    site
      .decide(input)
      .render(page, own)
      .edits.map((edit) => ("html" in edit ? edit.html : edit));

  test("in the page's language, then the visitor's, then the first", () => {
    const site = compile({
      blocks: { hero: { ...block, html: { en: "Hello", pl: "Cześć", "pt-BR": "Oi" } } },
    });
    expect(say(site, visitor(site), "pl-PL", "en")).toEqual(["Cześć"]);
    expect(say(site, visitor(site), "fr", "pl")).toEqual(["Cześć"]);
    expect(say(site, visitor(site), "pt-br", undefined)).toEqual(["Oi"]);
    expect(say(site, visitor(site), undefined, undefined)).toEqual(["Hello"]);
  });

  test("printed values are those that the projection tells apart, escaped", () => {
    const site = compile({
      attributes: { ...attributes, points: { sum: "purchase", of: "value", buckets: [10, 50] } },
      blocks: { hero: { ...block, html: "{{favourite}} {{points}} {{context.city}}" } },
    });
    expect(
      say(site, visitor(site, { favourite: "rain", points: 49.9 }, { context: { city: "<b>" } })),
    ).toEqual(["rain 10 &lt;b&gt;"]);
    expect(say(site, visitor(site, { favourite: "other", points: 3 }))).toEqual([" 0 "]);
    expect(say(site, visitor(site))).toEqual(["  "]);
  });

  test("sections ask whether there is something", () => {
    const site = compile({
      attributes,
      blocks: { hero: { ...block, html: "{{#visits}}again{{/visits}}{{^visits}}new{{/visits}}" } },
    });
    expect(say(site, visitor(site, { visits: 3 }))).toEqual(["again"]);
    expect(say(site, visitor(site, { visits: 0 }))).toEqual(["new"]);
    expect(say(site, visitor(site))).toEqual(["new"]);
  });

  test("attributes and classes", () => {
    const site = compile({
      blocks: {
        cta: { target: "a", op: "attributes", set: { href: "/{{context.country}}" }, remove: ["title"] },
        badge: { target: "body", op: "class", add: ["is-new"] },
      },
    });
    const { edits } = site
      .decide(visitor(site, undefined, { context: { country: "PL" } }))
      .render(undefined, undefined);
    expect(edits).toEqual([
      { block: "cta", target: "a", op: "attributes", set: { href: "/PL" }, remove: ["title"] },
      { block: "badge", target: "body", op: "class", add: ["is-new"], remove: [] },
    ]);
  });
});

describe("what a preview forces", () => {
  const site = compile({
    attributes,
    segments: {
      returning: { when: { visits: { $gte: 2 } } },
      both: { when: { $and: [{ $segment: "returning" }, { "context.country": "PL" }] } },
    },
    blocks: {
      high: { ...block, priority: 5, when: "returning" },
      low: { ...block, when: { "context.country": "PL" } },
      cases: {
        target: "p",
        op: "text",
        cases: [
          { when: "both", text: "1" },
          { when: { visits: 1 }, text: "2" },
        ],
      },
      past: { target: "b", op: "remove", until: "2000-01-01" },
      sorted: { target: "ul", op: "reorder", by: "data-category", first: "{{favourite}}" },
    },
  });
  const decision = (forced: Parameters<CompiledSite["forcing"]>[0], input: DecisionInput) =>
    site.forcing(forced).decide(input).render(undefined, undefined).decision;
  const poland = { context: { country: "PL" } };

  test("segments hold or don't, and what refers to them follows; nobody else is concerned", () => {
    const on = { segments: { returning: true }, blocks: {} };
    expect(decision(on, visitor(site, { visits: 1 }, poland)).segments).toEqual(["returning", "both"]);
    expect(decision(on, visitor(site, undefined, poland)).segments).toEqual(["returning", "both"]);
    const off = { segments: { returning: false }, blocks: {} };
    const input = visitor(site, { visits: 3 }, poland);
    expect(decision(off, input).segments).toEqual([]);
    expect(site.forcing(off).decide(input).segments).toEqual({ returning: false, both: false });
    expect(site.decide(input).segments).toEqual({ returning: true, both: true });
  });

  test("of nothing forced the decision is the same, and forcing anew forgets what was forced before", () => {
    const input = visitor(site, { visits: 3 }, poland);
    const plain = site.decide(input).render(undefined, undefined);
    const none = { segments: {}, blocks: {} };
    expect(site.forcing(none).decide(input).render(undefined, undefined)).toEqual(plain);
    const twice = site.forcing({ segments: { returning: false }, blocks: { high: false } }).forcing(none);
    expect(twice.decide(input).render(undefined, undefined)).toEqual(plain);
  });

  test("blocks are shown, whatever keeps them away, before those that won by themselves", () => {
    const blocks = { low: true, past: true, cases: true };
    const { blocks: shown, lost } = decision({ segments: {}, blocks }, visitor(site, { visits: 2 }));
    expect(shown).toEqual([{ id: "low" }, { id: "cases", case: 0 }, { id: "past" }]);
    expect(lost).toEqual([
      { id: "high", reason: "priority", to: "low" },
      { id: "sorted", reason: "unknown" },
    ]);
  });

  test("of a block's cases the one that holds is shown, else the first", () => {
    const forced = { segments: {}, blocks: { cases: true } };
    expect(decision(forced, visitor(site, { visits: 1 })).blocks).toEqual([{ id: "cases", case: 1 }]);
    expect(decision(forced, visitor(site, { visits: 5 })).blocks).toContainEqual({ id: "cases", case: 0 });
  });

  test("a block that is switched off makes room for the next", () => {
    const forced = { segments: {}, blocks: { high: false } };
    const { blocks, lost } = decision(forced, visitor(site, { visits: 2 }, poland));
    expect(blocks).toEqual([{ id: "low" }, { id: "cases", case: 0 }]);
    expect(lost).toContainEqual({ id: "high", reason: "preview" });
  });

  test("many segments come to the same as few", () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`s${at}`, { when: { visits: { $gte: at } } }]),
    );
    const large = compile({ attributes, segments: many, blocks: { a: { ...block, when: "s30" } } });
    const input = visitor(large, { visits: 3 });
    const forced = large.forcing({ segments: { s30: true, s1: false }, blocks: {} }).decide(input);
    const { segments, blocks } = forced.render(undefined, undefined).decision;
    expect([segments, blocks]).toEqual([["s0", "s2", "s3", "s30"], [{ id: "a" }]]);
  });
});
