import fc from "fast-check";
import { expect, test } from "vitest";
import { CANDIDATES } from "../../../shared/recommend/limits.ts";
import { candidatesFor, type RowQuestion, type Wanted } from "../../../shared/recommend/candidates.ts";
import type { Item, Neighbours } from "../../../shared/recommend/contract.ts";
import { CatalogIndex, shelfOf } from "../../../shared/recommend/shelf.ts";
import { type Strategy, STRATEGIES } from "../../../shared/recommend/strategies.ts";
import { catalogs, item, neighbours } from "./items.ts";

const WANTED: Wanted = { strategy: ["similar"], show: 4, pin: [], exclude: [], filter: {} };
const NOBODY: RowQuestion = { item: undefined, language: undefined, favourite: undefined };

function idsOf(
  items: readonly Item[],
  wanted: Partial<Wanted>,
  question: Partial<RowQuestion>,
  near?: Neighbours,
) {
  const shelf = shelfOf(new CatalogIndex(items), near);
  return candidatesFor({ ...WANTED, ...wanted }, { ...NOBODY, ...question }, shelf).items.map(({ id }) => id);
}

const wanteds: fc.Arbitrary<Wanted> = fc.record({
  strategy: fc.shuffledSubarray([...STRATEGIES], { minLength: 1 }),
  show: fc.integer({ min: 1, max: CANDIDATES }),
  pin: fc.shuffledSubarray(["a", "b", "c", "gone"]),
  exclude: fc.subarray(["b", "c", "d"]),
  filter: fc.record(
    {
      categories: fc.constantFrom(["rain"], ["camp", "rain"]),
      tags: fc.constant(["warm"]),
      below: fc.constantFrom(20, 50),
      above: fc.constantFrom(10, 20),
      sameCategory: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});

/** What a strategy finds, said once more and slowly; what is similar has a test of its own. */
function said(
  strategy: Strategy,
  catalog: readonly Item[],
  question: RowQuestion,
  near: Neighbours | undefined,
) {
  const own =
    question.item && near ? Object.entries(near.of).find(([id]) => id === question.item!.id)?.[1] : undefined;
  const named = (ids: readonly string[] = []) =>
    ids.flatMap((id) => catalog.filter((each) => each.id === id));
  if (strategy === "alsoViewed") return named(own?.viewed?.ids);
  if (strategy === "boughtTogether") return named(own?.bought?.ids);
  if (strategy === "boughtAfterViewing") return named(own?.["viewed-bought"]?.ids);
  if (strategy === "trending") return named(near?.trending);
  if (strategy === "newest") return [3, 2, 1].flatMap((day) => catalog.filter(({ added }) => added === day));
  if (strategy === "similar") return question.item ? new CatalogIndex(catalog).similarTo(question.item) : [];
  if (strategy === "forYou" && question.favourite)
    return [...named(near?.trending), ...catalog].filter((each) =>
      each.categories.includes(question.favourite!),
    );
  return [];
}

test("rows are what a slow reading of the rules gives", () => {
  fc.assert(
    fc.property(
      catalogs,
      fc.option(neighbours, { nil: undefined }),
      wanteds,
      fc.constantFrom("a", "b", "z"),
      fc.constantFrom(undefined, "en", "pl"),
      fc.constantFrom(undefined, "rain"),
      (catalog, near, wanted, id, language, favourite) => {
        const question = { item: catalog.find((each) => each.id === id), language, favourite };
        const may = (each: Item) =>
          each.id !== question.item?.id &&
          each.available !== false &&
          !wanted.exclude.includes(each.id) &&
          (!each.language || !language || each.language.slice(0, 2) === language);
        const { categories, tags, below, above, sameCategory } = wanted.filter;
        const passes = (each: Item) =>
          (!categories || categories.some((name) => each.categories.includes(name))) &&
          (!tags || tags.some((name) => each.tags.includes(name))) &&
          (below === undefined || (each.price ?? Infinity) < below) &&
          (above === undefined || (each.price ?? -Infinity) > above) &&
          (!sameCategory ||
            !question.item ||
            question.item.categories.some((name) => each.categories.includes(name)));
        const row: Item[] = [];
        const put = (each: Item) => {
          if (row.length < CANDIDATES && row.every((other) => other.id !== each.id)) row.push(each);
        };
        for (const pinned of wanted.pin)
          catalog.filter((each) => each.id === pinned && may(each)).forEach(put);
        for (const strategy of wanted.strategy) {
          if (row.length >= wanted.show) break;
          said(strategy, catalog, question, near)
            .filter((each) => may(each) && passes(each))
            .forEach(put);
        }
        expect(idsOf(catalog, wanted, question, near)).toEqual(row.map((each) => each.id));
      },
    ),
    { numRuns: 500 },
  );
});

test("what is similar has categories and tags in common, rare ones before common ones, near prices before far ones", () => {
  const shell = item("shell", { categories: ["rain"], tags: ["hood"], price: 200 });
  const catalog = [
    shell,
    item("sock", { categories: ["camp"], price: 10 }),
    item("hat", { categories: ["rain"], price: 10 }),
    item("anorak", { categories: ["rain"], price: 190 }),
    item("parka", { categories: ["rain"], tags: ["hood"], price: 500 }),
    item("mug", { categories: ["camp"], tags: ["hood", "x", "y"], price: 200 }),
  ];
  expect(idsOf(catalog, { strategy: ["similar"] }, { item: shell })).toEqual([
    "parka",
    "anorak",
    "hat",
    "mug",
  ]);
});

test("what is similar goes by the version of the item that the page is about", () => {
  const catalog = [
    item("a", { language: "en", categories: ["rain"] }),
    item("a", { language: "pl", categories: ["deszcz"], url: "/pl/a" }),
    item("b", { language: "en", categories: ["rain"] }),
    item("c", { language: "pl", categories: ["deszcz"], url: "/pl/c" }),
    item("d"),
  ];
  const shelf = shelfOf(new CatalogIndex(catalog), undefined);
  const found = ["/p/a", "/pl/a", "/p/a"].map((path) => {
    const own = shelf.index.at(path, undefined);
    return candidatesFor(WANTED, { ...NOBODY, item: own, language: own?.language }, shelf).items;
  });
  expect(found.map((items) => items.map(({ id }) => id))).toEqual([["b"], ["c"], ["b"]]);
});

test("of an item in several languages the first that the row is for comes, where the page doesn't say its own", () => {
  const catalog = [item("a", { language: "en" }), item("a", { language: "pl", price: 20, url: "/pl/a" })];
  const near: Neighbours = { day: 1, of: {}, trending: ["a"] };
  const wanted: Wanted = { ...WANTED, strategy: ["trending"], filter: { above: 10 } };
  expect(candidatesFor(wanted, NOBODY, shelfOf(new CatalogIndex(catalog), near)).items).toEqual([catalog[1]]);
});

test("what is similar equals weighted Jaccard over all pairs", () => {
  fc.assert(
    fc.property(catalogs, (catalog) => {
      const index = new CatalogIndex(catalog);
      const features = (each: Item) => [
        ...each.categories.map((name) => `c${name}`),
        ...each.tags.map((name) => `t${name}`),
      ];
      const weight = (feature: string) =>
        Math.log(catalog.length / catalog.filter((each) => features(each).includes(feature)).length);
      const sum = (list: readonly string[]) => list.reduce((total, feature) => total + weight(feature), 0);
      for (const one of catalog.slice(0, 3)) {
        const scores = catalog
          .filter((other) => other.id !== one.id)
          .map((other) => {
            const both = features(one).filter((feature) => features(other).includes(feature));
            const either = [...new Set([...features(one), ...features(other)])];
            const near =
              one.price === undefined || other.price === undefined
                ? 0.875
                : 0.75 + 0.25 * (Math.min(one.price, other.price) / Math.max(one.price, other.price));
            return { other, score: sum(both) === 0 ? 0 : (sum(both) / sum(either)) * near };
          })
          .filter(({ score }) => score > 0);
        const scoreOf = (each: Item) => scores.find(({ other }) => other === each)?.score ?? NaN;
        const found = index.similarTo(catalog.find(({ id }) => id === one.id)!);
        if (catalog.find(({ id }) => id === one.id) !== one) continue;
        expect(new Set(found)).toEqual(new Set(scores.map(({ other }) => other)));
        found.slice(1).forEach((each, place) => {
          expect(scoreOf(found[place]!) - scoreOf(each)).toBeGreaterThan(-1e-9);
        });
      }
    }),
  );
});

test("an item in several languages comes once, in the page's", () => {
  const catalog = [item("a", { language: "en", url: "/a" }), item("a", { language: "pl", url: "/pl/a" })];
  const shelf = shelfOf(new CatalogIndex(catalog), { day: 1, of: {}, trending: ["a"] });
  const wanted: Wanted = { ...WANTED, strategy: ["trending"] };
  const urls = (language: string | undefined) =>
    candidatesFor(wanted, { ...NOBODY, language }, shelf).items.map(({ url }) => url);
  expect(urls("pl-PL")).toEqual(["/pl/a"]);
  expect(urls("de")).toEqual([]);
  expect(urls(undefined)).toEqual(["/a"]);
});

test("a page about several items is about none", () => {
  const index = new CatalogIndex([item("a", { url: "/p?id=a" }), item("b", { url: "/p?id=b" }), item("c")]);
  expect(index.at("/p", undefined)).toBeUndefined();
  expect(index.at("/p/c", undefined)?.id).toBe("c");
});
