import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BASKET_STRATEGIES,
  basketRow,
  type BasketQuestion,
  type BasketStrategy,
} from "../../../shared/recommend/basket-row.ts";
import { goesWith } from "../../../shared/recommend/basket.ts";
import { candidatesFor } from "../../../shared/recommend/candidates.ts";
import type { Item, Neighbours } from "../../../shared/recommend/contract.ts";
import { CANDIDATES } from "../../../shared/recommend/limits.ts";
import { CatalogIndex, shelfOf } from "../../../shared/recommend/shelf.ts";
import { catalogs, item, neighbours } from "./items.ts";

const strategies = fc.shuffledSubarray([...BASKET_STRATEGIES], { minLength: 1 });
const language = fc.constantFrom(undefined, "en", "pl");
const baskets = fc.subarray([..."abcdefghijkl", "gone"]);
const near = fc.option(neighbours, { nil: undefined });
const rowOf = (question: Partial<BasketQuestion>, catalog: readonly Item[], all?: Neighbours) =>
  basketRow(
    { items: [], strategy: ["trending"], show: 50, language: undefined, ...question },
    shelfOf(new CatalogIndex(catalog), all),
  ).map((found) => [found.item.id, found.strategy]);

describe("a row for a basket", () => {
  test("property: of one item is the row of that item's page", () => {
    fc.assert(
      fc.property(
        catalogs,
        near,
        strategies,
        fc.integer({ min: 1, max: CANDIDATES }),
        language,
        (...drawn) => {
          const [catalog, all, strategy, show, read] = drawn;
          const shelf = shelfOf(new CatalogIndex(catalog), all);
          const own = shelf.index.known("a", read);
          fc.pre(own !== undefined);
          const wanted = { strategy, show, pin: [], exclude: [], filter: {} };
          const row = candidatesFor(wanted, { item: own, language: read, favourite: undefined }, shelf);
          const found = basketRow({ items: ["a"], strategy, show, language: read }, shelf);
          // Of two rows of the catalog for one item, both of which fit, either may come.
          expect(found.map((each) => each.item.id)).toEqual(row.items.slice(0, show).map(({ id }) => id));
          expect(found[0]?.strategy).toBe(row.leading);
        },
      ),
    );
  });

  test("property: is what each strategy finds, in turn, but for what must not come", () => {
    fc.assert(
      fc.property(
        catalogs,
        near,
        strategies,
        fc.integer({ min: 1, max: 8 }),
        language,
        baskets,
        (...drawn) => {
          const [catalog, all, strategy, show, read, items] = drawn;
          const fitting = catalog.filter(
            (each) =>
              each.available !== false && (!each.language || !read || each.language.slice(0, 2) === read),
          );
          const index = new CatalogIndex(catalog);
          const lists = new Map(Object.entries(all?.of ?? {}));
          const idsBy: Readonly<Record<BasketStrategy, () => readonly string[]>> = {
            boughtTogether: () => goesWith(items, (id) => lists.get(id)?.bought),
            boughtAfterViewing: () => goesWith(items, (id) => lists.get(id)?.["viewed-bought"]),
            alsoViewed: () => goesWith(items, (id) => lists.get(id)?.viewed),
            similar: () =>
              goesWith(items, (id) => {
                const own = index.known(id, read);
                const like = own ? index.similarTo(own).filter((each) => fitting.includes(each)) : [];
                return { ids: [...new Set(like.map((each) => each.id))] };
              }),
            trending: () => all?.trending ?? [],
            newest: () =>
              [3, 2, 1].flatMap((day) => fitting.filter(({ added }) => added === day).map(({ id }) => id)),
          };
          const expected = strategy
            .flatMap((by) => idsBy[by]().map((id) => [id, by]))
            .filter(([id]) => !items.includes(id!) && fitting.some((each) => each.id === id))
            .filter(([id], at, every) => every.findIndex(([other]) => other === id) === at)
            .slice(0, show);
          expect(rowOf({ items, strategy, show, language: read }, catalog, all)).toEqual(expected);
        },
      ),
    );
  });

  test("goes by items that can't be had any more, and by those that the catalog doesn't have", () => {
    const catalog = [
      item("shell", { available: false, categories: ["rain"] }),
      item("hat", { categories: ["rain"] }),
      item("mug"),
    ];
    const all: Neighbours = { day: 1, of: { retired: { bought: { ids: ["mug", "shell"] } } }, trending: [] };
    const items = ["shell", "retired"];
    expect(rowOf({ items, strategy: ["boughtTogether", "similar"] }, catalog, all)).toEqual([
      ["mug", "boughtTogether"],
      ["hat", "similar"],
    ]);
    expect(rowOf({ items, strategy: ["boughtTogether", "similar"] }, catalog)).toEqual([["hat", "similar"]]);
  });
});
