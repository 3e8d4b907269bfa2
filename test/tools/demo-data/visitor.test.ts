import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectsOf } from "../../../tools/demo-data/effects.ts";
import { habitsOf } from "../../../tools/demo-data/habits.ts";
import { random } from "../../../tools/demo-data/random.ts";
import { demoProducts } from "../../../tools/demo-data/shop.ts";
import { visitOf } from "../../../tools/demo-data/visitor.ts";

const products = await demoProducts();

describe("a simulated visitor", () => {
  test("property: has the same habits, and does the same, for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 90 }), (seed, days) => {
        const once = () => {
          const draw = random(seed);
          const habits = habitsOf(products, days, draw);
          return { habits, visit: visitOf(habits, products, draw) };
        };
        const { habits, visit } = once();
        expect(once()).toEqual({ habits, visit });
        expect(habits.days.length).toBeGreaterThan(0);
        expect(habits.days.at(-1)).toBeLessThan(days);
        expect(habits.days).toEqual([...new Set(habits.days)].sort((one, other) => one - other));
        expect(visit.looks[1]!.path).toBe(`/${habits.taste}/`);
        expect(visit.basket.length).toBeGreaterThan(0);
        expect(Number(visit.purchase.properties["value"])).toBeGreaterThan(0);
      }),
    );
  });

  test("property: of many some say yes, no, and have a browser that says no", () => {
    const draw = random(7);
    const all = Array.from({ length: 500 }, () => habitsOf(products, 28, draw).choice);
    for (const choice of ["yes", "no", "gpc"] as const)
      expect(all.filter((each) => each === choice).length).toBeGreaterThan(20);
  });

  test("knows the shop's pages", () => {
    expect(products).toHaveLength(12);
    expect(products.find(({ id }) => id === "tarn-shell")).toEqual({
      id: "tarn-shell",
      category: "rain",
      price: 245,
      path: "/products/tarn-shell.html",
    });
  });
});

test("variants do what they do, together; whoever has none does what they would", () => {
  const having = (variants: Readonly<Record<string, number>>) =>
    effectsOf({ variantOf: (experiment) => variants[experiment] ?? 0 });
  expect(having({})).toEqual({ wanting: 1, ordering: 1 });
  expect(having({ "buy-promise": 1, "category-intro": 1, "collection-line": 2, "basket-note": 2 })).toEqual({
    wanting: 1,
    ordering: 1,
  });
  const { wanting, ordering } = having({ "buy-promise": 2, "category-intro": 3 });
  expect(wanting).toBeGreaterThan(1);
  expect(ordering).toBeGreaterThan(1);
});
