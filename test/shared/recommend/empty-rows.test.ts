import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { bucketOf } from "../../../shared/buckets.ts";
import { dayOf } from "../../../shared/day.ts";
import { compileSite } from "../../../shared/decision.ts";
import { CatalogIndex, type Shelf, shelfOf } from "../../../shared/recommend/shelf.ts";
import { type SiteInput, siteSchema } from "../../../shared/site/schema.ts";
import { item } from "./items.ts";

const DAY = dayOf(Date.parse("2026-12-01"));
const TARGETS = ["#a", "#b", "#c"];
const CATEGORIES = ["rain", "camp", "sea"];

/** Rain is there in every language, camp in Polish alone, and of the sea there is nothing. */
const index = new CatalogIndex([
  item("hat", { categories: ["rain"], added: 2 }),
  item("mug", { categories: ["camp"], added: 1, language: "pl" }),
]);

function compile(site: object) {
  const checked = v.parse(siteSchema, {
    version: 1,
    id: "t",
    catalog: { feed: "x" },
    goals: { order: { event: "purchase" } },
    attributes: { favourite: { top: "view", of: "category", values: CATEGORIES } },
    ...site,
  } satisfies Partial<SiteInput> & object);
  return compileSite(checked, () => () => true);
}

const row = (target: string, recommend: object, more: object = {}) => ({
  target,
  op: "content",
  recommend: { item: "<b>{{title}}</b>", ...recommend },
  ...more,
});

interface Drawn {
  readonly kind: "html" | "newest" | "forYou" | "recentlyViewed" | "way";
  readonly category: string;
  readonly target: string;
  readonly priority: number;
  readonly isPolish: boolean;
  readonly variants: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom("html", "newest", "newest", "forYou", "recentlyViewed", "way"),
  category: fc.constantFrom(...CATEGORIES),
  target: fc.constantFrom(...TARGETS),
  priority: fc.constantFrom(0, 1, 2),
  isPolish: fc.boolean(),
  variants: fc.subarray([0, 1]),
});

function blockOf({ kind, category, target, priority, isPolish }: Drawn): object {
  const more = { priority, ...(isPolish && { when: { "context.country": "PL" } }) };
  if (kind === "html") return { target, op: "content", html: "<p>x</p>", ...more };
  if (kind === "way") return { op: "redirect", to: "/elsewhere", ...more };
  if (kind === "newest") return row(target, { strategy: "newest", filter: { categories: [category] } }, more);
  return row(target, { strategy: kind, ...(kind === "forYou" && { by: "favourite" }) }, more);
}

/** Said by the catalog above, not by the code that is tried. */
function isEmpty({ kind, category }: Drawn, language: string, favourite: string | undefined): boolean {
  const isThere = (wanted: string | undefined) =>
    wanted === "rain" || (wanted === "camp" && language === "pl");
  if (kind === "newest") return !isThere(category);
  return kind === "forYou" && !isThere(favourite);
}

test("a row without items counts for nothing: everything is decided as on a site file without it", () => {
  let empty = 0;
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("en", "pl"),
      fc.constantFrom("PL", "DE"),
      fc.option(fc.constantFrom(...CATEGORIES), { nil: undefined }),
      fc.constantFrom(0, 0.1),
      fc.boolean(),
      fc.tuple(fc.nat(2), fc.nat(2)),
      (blocks, language, country, favourite, holdout, isTested, variants) => {
        const ids = blocks.map((_, at) => `b${at}`);
        const siteOf = (kept: readonly string[]) => {
          const only = (of: number) =>
            kept.filter((id) => blocks[Number(id.slice(1))]!.variants.includes(of));
          const tests = {
            hypothesis: "h",
            primary: "order",
            variants: { one: { blocks: only(0) }, two: { blocks: only(1) } },
          };
          return compile({
            blocks: Object.fromEntries(kept.map((id) => [id, blockOf(blocks[Number(id.slice(1))]!)])),
            holdout,
            ...(isTested && { experiments: { tests } }),
          });
        };
        const decided = (site: ReturnType<typeof compile>) => {
          const buckets = Object.fromEntries(
            site.plan.entries.map(({ id, attribute }) => [
              id,
              bucketOf(attribute.buckets!, favourite ?? null),
            ]),
          );
          const { redirect, render } = site.decide({
            path: "/",
            day: DAY,
            context: { country },
            buckets,
            variants: [...(holdout > 0 ? [variants[0]] : []), ...(isTested ? [variants[1]] : [])],
            shelf: () => shelfOf(index, undefined),
          });
          const { exposedOn, exposedAt, ...rendered } = render(language, undefined);
          const on = TARGETS.map((target) => exposedOn?.((has) => has === target));
          return { redirect, rendered, on, at: exposedAt?.() };
        };

        const full = ids.filter((_, at) => !isEmpty(blocks[at]!, language, favourite));
        const told = decided(siteOf(ids));
        const expected = decided(siteOf(full));
        const { lost } = told.rendered.decision;
        const ofFull = { ...told.rendered.decision, lost: lost.filter(({ id }) => full.includes(id)) };
        expect({ ...told, rendered: { ...told.rendered, decision: ofFull } }).toEqual(expected);
        // Each block of the page is told of once, and a row that is empty never as the winner of its place.
        const named = [...told.rendered.decision.blocks, ...lost].map(({ id }) => id);
        expect(named.sort()).toEqual(ids);
        empty += lost.filter(({ reason }) => reason === "empty").length;
        for (const { to } of lost) if (to !== undefined) expect(full).toContain(to);
      },
    ),
    { numRuns: 2000 },
  );
  expect(empty).toBeGreaterThan(500);
});

/** A shelf that counts how often a row is looked up. */
function counting(): { readonly shelf: Shelf; looks: () => number } {
  let looks = 0;
  const rows = new (class extends WeakMap<object, Map<string, unknown>> {
    override get(key: object) {
      looks++;
      return super.get(key);
    }
  })();
  return { shelf: { index, neighbours: undefined, rows }, looks: () => looks };
}

test("a row that another block comes before anyway isn't looked up", () => {
  const looked = (blocks: object, context: object = {}) => {
    const { shelf, looks } = counting();
    const site = compile({ blocks });
    const { decision } = site
      .decide({ path: "/", day: DAY, context: { ...context }, buckets: undefined, shelf: () => shelf })
      .render("en", undefined);
    return [looks(), decision.lost];
  };
  const newest = { strategy: "newest" };
  const first = { target: "#a", op: "content", html: "x", priority: 1 };
  const lost = { id: "newest", reason: "priority", to: "first" };
  expect(looked({ first, newest: row("#a", newest) })).toEqual([0, [lost]]);
  expect(looked({ first, newest: row("#b", newest) })).toEqual([1, []]);
  const polish = row("#a", newest, { when: { "context.country": "PL" } });
  expect(looked({ polish }, { country: "DE" })).toEqual([0, [{ id: "polish", reason: "condition" }]]);
});

test("the next block for the place steps in, whatever it does there", () => {
  const none = row("#a", { strategy: "newest", filter: { categories: ["sea"] } }, { priority: 2 });
  const site = compile({
    blocks: {
      none,
      newest: row("#a", { strategy: "newest", because: false }, { priority: 1 }),
      last: { target: "#a", op: "content", html: "<p>x</p>" },
    },
  });
  const { decision, edits } = site
    .decide({ path: "/", day: DAY, context: {}, buckets: undefined, shelf: () => shelfOf(index, undefined) })
    .render("en", undefined);
  expect(decision.blocks).toEqual([{ id: "newest" }]);
  expect(decision.lost).toEqual([
    { id: "none", reason: "empty" },
    { id: "last", reason: "priority", to: "newest" },
  ]);
  expect(edits).toMatchObject([{ block: "newest", html: expect.stringContaining("The hat") }]);
});
