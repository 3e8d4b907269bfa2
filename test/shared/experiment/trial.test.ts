import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import { compileSite } from "../../../shared/decision.ts";
import { siteSchema } from "../../../shared/site/schema.ts";
import type { PageDecision } from "../../../shared/wire.ts";

const DAY = dayOf(Date.parse("2026-12-01"));
const YESTERDAY = "2026-11-30";
const TOMORROW = "2026-12-02";

function compile(site: object) {
  const checked = v.parse(siteSchema, { version: 1, id: "t", ...site });
  return compileSite(checked, (pattern) => (path) => pattern === path);
}

type Told = PageDecision;
const decided = (site: ReturnType<typeof compile>, change: object): Told =>
  site.decide({ path: "/", day: DAY, buckets: {}, context: {}, ...change }).render(undefined, undefined)
    .decision;
const ids = ({ blocks }: Told) => blocks.map(({ id }) => id);

const block = (target: string, more: object = {}) => ({ target, op: "remove", ...more });
const GOALS = { order: { event: "purchase" } };
const tested = (variants: object, more: object = {}) => ({
  hypothesis: "h",
  primary: "order",
  variants,
  ...more,
});

describe("an experiment", () => {
  const site = compile({
    goals: GOALS,
    blocks: {
      asIs: block("#a"),
      warm: block("#b"),
      both: block("#c"),
      polish: block("#d", { when: { "context.country": "PL" } }),
      page: block("#e", { pages: ["/x"] }),
      free: block("#f"),
    },
    experiments: {
      words: tested(
        { asIs: { blocks: ["asIs", "both"] }, warm: { blocks: ["warm", "both", "polish"] }, none: {} },
        { holdout: 0.1 },
      ),
      pages: tested({ one: {}, two: { blocks: ["page"] } }),
    },
  });

  test.each([
    [undefined, ["asIs", "both", "free"]],
    [
      [0, 0],
      ["asIs", "both", "free"],
    ],
    [
      [1, 0],
      ["asIs", "both", "free"],
    ],
    [
      [2, 0],
      ["warm", "both", "free"],
    ],
    [[3, 0], ["free"]],
    [[4, 0], ["free"]],
  ])("with variants %j shows %j", (variants, shown) => {
    expect(ids(decided(site, { variants }))).toEqual(shown);
  });

  test("keeps its blocks to their conditions and pages, and says which it withholds", () => {
    const polish = decided(site, { variants: [2, 0], context: { country: "PL" } });
    expect(ids(polish)).toEqual(["warm", "both", "polish", "free"]);
    expect(polish.lost).toEqual([{ id: "asIs", reason: "variant" }]);
    expect(decided(site, { variants: [2, 0] }).lost).toContainEqual({ id: "polish", reason: "condition" });
    expect(ids(decided(site, { variants: [0, 2], path: "/x" }))).toContain("page");
    expect(ids(decided(site, { variants: [0, 1], path: "/x" }))).not.toContain("page");
  });

  test("exposes those who have a variant, whichever, where some block of it applies", () => {
    const exposed = (change: object) => decided(site, change).exposed;
    for (const variant of [1, 2, 3, 4])
      expect(exposed({ variants: [variant, 2] })).toEqual([`x.words.${variant}`]);
    expect(exposed({ variants: [0, 0] })).toBeUndefined();
    expect(exposed({ variants: [0, 1], path: "/x" })).toEqual(["x.pages.1"]);
    expect(exposed({ variants: [3, 1], path: "/x" })).toEqual(["x.words.3", "x.pages.1"]);
    const off = { all: true as const, attributes: [], segments: [], blocks: [] };
    expect(exposed({ variants: [2, 2], off })).toBeUndefined();
  });

  test("exposes nobody where the page has no element for any of its blocks", () => {
    const { exposedOn } = site
      .decide({ path: "/x", day: DAY, buckets: {}, context: {}, variants: [2, 1] })
      .render(undefined, undefined);
    const on = (...targets: string[]) => exposedOn!((target) => targets.includes(target));
    expect(on("#a", "#e")).toEqual(["x.words.2", "x.pages.1"]);
    expect(on("#e", "#f")).toEqual(["x.pages.1"]);
    expect(on("#b")).toEqual(["x.words.2"]);
    expect(on("#d")).toBeUndefined();
  });

  test("says where its blocks are to whom has the page, who then comes to the same", () => {
    const rendered = site
      .decide({ path: "/x", day: DAY, buckets: {}, context: {}, variants: [2, 1] })
      .render(undefined, undefined);
    const at = rendered.exposedAt!();
    expect(Object.keys(at)).toEqual(["x.words.2", "x.pages.1"]);
    for (const there of [["#a"], ["#b"], ["#e"], ["#d"], ["#a", "#e"], ["#a", "#b", "#e", "#f"]]) {
      const here = rendered.decision.exposed!.filter((cohort) =>
        at[cohort]!.split(",").some((selector) => there.includes(selector)),
      );
      expect(here).toEqual(rendered.exposedOn!((target) => there.includes(target)) ?? []);
    }
  });

  test("counts its visitors on its pages only, and shows its blocks on all", () => {
    const only = compile({
      goals: GOALS,
      blocks: { warm: block("#a") },
      experiments: { words: tested({ asIs: {}, warm: { blocks: ["warm"] } }, { pages: ["/x"] }) },
    });
    expect(decided(only, { variants: [2] })).toMatchObject({ blocks: [{ id: "warm" }] });
    expect(decided(only, { variants: [2] }).exposed).toBeUndefined();
    expect(decided(only, { variants: [2], path: "/x" }).exposed).toEqual(["x.words.2"]);
  });

  test.each([
    [{ from: TOMORROW }, ["asIs"]],
    [{ until: YESTERDAY }, ["asIs"]],
    [{ from: YESTERDAY, until: TOMORROW }, ["warm"]],
  ])("%j: shows %j to who has its second variant", (dates, shown) => {
    const dated = compile({
      goals: GOALS,
      blocks: { asIs: block("#a"), warm: block("#b") },
      experiments: { words: tested({ asIs: { blocks: ["asIs"] }, warm: { blocks: ["warm"] } }, dates) },
    });
    const decision = decided(dated, { variants: [2] });
    expect(ids(decision)).toEqual(shown);
    expect(decision.exposed).toEqual(shown[0] === "warm" ? ["x.words.2"] : undefined);
  });

  test("hands its blocks on to the next one, as the new one's first variant has it", () => {
    const two = (second: object) =>
      compile({
        goals: GOALS,
        blocks: { warm: block("#a") },
        experiments: {
          first: tested({ asIs: {}, warm: { blocks: ["warm"] } }, { until: YESTERDAY }),
          second: tested({ warm: { blocks: ["warm"] }, asIs: {} }, second),
        },
      });
    expect(ids(decided(two({ from: TOMORROW }), { variants: [2, 0] }))).toEqual([]);
    expect(ids(decided(two({ from: "2026-12-01" }), { variants: [2, 0] }))).toEqual(["warm"]);
    expect(ids(decided(two({ from: "2026-12-01" }), { variants: [2, 2] }))).toEqual([]);
  });

  test("is previewed with any variant, also outside of its dates", () => {
    const dated = compile({
      goals: GOALS,
      blocks: { asIs: block("#a"), warm: block("#b") },
      experiments: {
        words: tested({ asIs: { blocks: ["asIs"] }, warm: { blocks: ["warm"] } }, { from: TOMORROW }),
      },
    });
    const shown = (variants: Record<string, string>) =>
      ids(decided(dated.forcing({ segments: {}, blocks: {}, variants }), {}));
    expect(shown({ words: "warm" })).toEqual(["warm"]);
    expect(shown({ words: "asIs" })).toEqual(["asIs"]);
    expect(shown({ words: "gone", other: "x" })).toEqual(["asIs"]);
  });

  test("on a page that is open exposes to live blocks only", () => {
    const live = { op: "text", text: "x", live: true };
    const open = compile({
      goals: GOALS,
      blocks: { still: block("#a"), moving: { target: "#b", ...live } },
      experiments: {
        one: tested({ asIs: {}, still: { blocks: ["still"] } }),
        two: tested({ asIs: {}, moving: { blocks: ["moving"] } }),
      },
    });
    expect(decided(open, { variants: [2, 1] }).exposed).toEqual(["x.one.2", "x.two.1"]);
    expect(decided(open, { variants: [2, 1], isOpen: true }).exposed).toEqual(["x.two.1"]);
  });
});

describe("the site's holdout", () => {
  const site = compile({
    holdout: 0.05,
    goals: GOALS,
    segments: { polish: { when: { "context.country": "PL" } } },
    blocks: {
      all: block("#a"),
      polish: block("#b", { when: "polish" }),
      cases: { target: "#c", op: "text", cases: [{ when: "polish", text: "x" }, { text: "y" }] },
      printing: { target: "#d", op: "text", text: "in {{context.country}}" },
      strong: block("#e", { when: "polish", priority: 2 }),
      weak: block("#e", { when: "polish", priority: 1 }),
      fallback: block("#e"),
      warm: block("#f"),
    },
    experiments: { words: tested({ asIs: {}, warm: { blocks: ["warm"] } }) },
  });
  const polish = { country: "PL" };

  test("withholds all that isn't the same for everybody, and nothing else", () => {
    const held = decided(site, { variants: [2, 2], context: polish });
    expect(ids(held)).toEqual(["all", "fallback"]);
    const withheld = ["strong", "weak", "polish", "cases", "printing", "warm"];
    expect(held.lost).toEqual(withheld.map((id) => ({ id, reason: "holdout" })));
    expect(ids(decided(site, { variants: [1, 2], context: polish }))).toEqual([
      "strong",
      "all",
      "polish",
      "cases",
      "printing",
      "warm",
    ]);
  });

  test("exposes both sides to the same, and to what would have been shown, by block", () => {
    const both = [1, 2].map((side) => decided(site, { variants: [side, 0], context: polish }).exposed);
    const blocks = ["strong", "polish", "cases", "printing"];
    expect(both).toEqual([1, 2].map((side) => [`h.${side}`, ...blocks.map((id) => `b.${id}.${side}`)]));
    const elsewhere = [1, 2].map((side) => decided(site, { variants: [side, 0] }).exposed);
    expect(elsewhere).toEqual([1, 2].map((side) => [`h.${side}`, `b.cases.${side}`, `b.printing.${side}`]));
    expect(decided(site, { variants: [0, 2], context: polish }).exposed).toEqual(["x.words.2"]);
    expect(decided(site, { variants: [2, 2], context: polish }).exposed).not.toContain("x.words.2");
  });
});

describe("against a naive reading of the rules", () => {
  const NAMES = ["b0", "b1", "b2", "b3", "b4", "b5"];
  const blockOf = fc.record({
    target: fc.constantFrom("#a", "#b"),
    op: fc.constant("remove"),
    priority: fc.integer({ min: 0, max: 2 }),
    when: fc.option(fc.record({ "context.country": fc.constantFrom("PL", "DE") }), { nil: undefined }),
    pages: fc.option(fc.constant(["/x"]), { nil: undefined }),
  });
  const dates = fc.constantFrom({}, { from: TOMORROW }, { until: YESTERDAY }, { from: YESTERDAY });
  /** Each block is in one experiment at most, with the variants that get it. */
  const places = fc.tuple(
    ...NAMES.map(() =>
      fc.record({
        experiment: fc.constantFrom("e0", "e1", undefined),
        variants: fc.subarray([0, 1, 2], { minLength: 1 }),
      }),
    ),
  );
  const scenario = fc.record({
    blocks: fc.tuple(...NAMES.map(() => blockOf)),
    places,
    dates: fc.tuple(dates, dates),
    holdout: fc.constantFrom(0, 0.1),
    inner: fc.constantFrom(0, 0.1),
    variants: fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 3 }),
    ),
    path: fc.constantFrom("/", "/x"),
    country: fc.constantFrom("PL", "DE", "FR"),
  });

  test("the same blocks as on a site of which those are taken out that aren't for this visitor", () => {
    fc.assert(
      fc.property(
        scenario,
        ({ blocks, places: where, dates: [first, second], holdout, inner, variants, path, country }) => {
          const clean = (each: object) => JSON.parse(JSON.stringify(each)) as object;
          const all = Object.fromEntries(NAMES.map((id, index) => [id, clean(blocks[index]!)]));
          const stands = (experiment: string, variant: number) =>
            NAMES.filter(
              (_, index) =>
                where[index]!.experiment === experiment && where[index]!.variants.includes(variant),
            );
          const experimentOf = (id: string, more: object) =>
            tested(Object.fromEntries([0, 1, 2].map((k) => [`v${k}`, { blocks: stands(id, k) }])), {
              holdout: inner,
              ...more,
            });
          const site = compile({
            holdout,
            goals: GOALS,
            blocks: all,
            experiments: { e0: experimentOf("e0", first), e1: experimentOf("e1", second) },
          });
          const most = 3 + (inner > 0 ? 1 : 0);
          const [side, ...own] = variants.map((variant) => Math.min(variant, most)) as [
            number,
            number,
            number,
          ];
          const has = holdout > 0 ? [side, ...own] : own;

          const isHeldOut = holdout > 0 && side === 2;
          const runs = [first, second].map(
            (date) => !("from" in date && date.from > "2026-12-01") && !("until" in date),
          );
          const isFor = (index: number) => {
            const { experiment, variants: shown } = where[index]!;
            if (isHeldOut && (experiment !== undefined || blocks[index]!.when !== undefined)) return false;
            if (experiment === undefined) return true;
            const number = experiment === "e0" ? 0 : 1;
            const mine = runs[number] && own[number] > 0 ? own[number] : 1;
            return shown.includes(mine - 1);
          };
          const rest = Object.fromEntries(
            NAMES.filter((_, index) => isFor(index)).map((id) => [id, all[id]!]),
          );
          const plain = compile({ blocks: rest });

          const visit = { path, context: { country } };
          const told = decided(site, { ...visit, variants: has });
          const expected = decided(plain, visit);
          expect(told.blocks).toEqual(expected.blocks);
          // What lost there loses here, too, for the same reason.
          expect(told.lost).toEqual(expect.arrayContaining([...expected.lost]));
          const withheld = told.lost.filter(({ reason }) => reason === "variant" || reason === "holdout");
          for (const { id, reason } of withheld) {
            expect(rest).not.toHaveProperty(id);
            expect(reason).toBe(isHeldOut ? "holdout" : "variant");
          }

          // Whom a page exposes to what doesn't depend on what they have of it.
          const kinds = (cohorts: readonly string[] = []) =>
            cohorts.map((cohort) => cohort.replace(/\.\d+$/, ""));
          if (holdout > 0) {
            const sides = [1, 2].map((which) =>
              kinds(decided(site, { ...visit, variants: [which, 0, 0] }).exposed),
            );
            expect(sides[0]).toEqual(sides[1]);
          }
          const each = [1, 2, 3].map((k) =>
            kinds(decided(site, { ...visit, variants: holdout > 0 ? [0, k, k] : [k, k] }).exposed),
          );
          expect(each[1]).toEqual(each[0]);
          expect(each[2]).toEqual(each[0]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
