import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { random } from "../../../tools/demo-data/random.ts";
import { demoProducts } from "../../../tools/demo-data/shop.ts";
import { visit } from "../../../tools/demo-data/visitor.ts";
import { signalSchema } from "../../../worker/endpoints/signal-schema.ts";

const products = await demoProducts();
const STEPS = [0, 50, 100, 200];

describe("a simulated visitor", () => {
  test("property: sends what the edge takes, and the same for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const told = visit(products, STEPS, random(seed));
        expect(visit(products, STEPS, random(seed))).toEqual(told);
        expect(told.length).toBeGreaterThan(0);
        for (const { path, counts } of told) {
          const sent = { plan: "p", path, language: "en", counts, message: "0".repeat(32), token: "t" };
          expect(v.safeParse(signalSchema, sent).issues).toBeUndefined();
        }
      }),
    );
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
