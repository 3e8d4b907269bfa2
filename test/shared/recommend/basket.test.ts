import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goesWith } from "../../../shared/recommend/basket.ts";
import type { NearItems } from "../../../shared/recommend/contract.ts";
import { letterOf, nearnessAt } from "../../../shared/recommend/nearness-letters.ts";
import { nearOf } from "./items.ts";

const IDS = [..."abcdefgh", "__proto__"];
const id = fc.constantFrom(...IDS);
const lists = fc.uniqueArray(fc.tuple(id, nearOf(fc.shuffledSubarray(IDS))), { selector: ([of]) => of });
const baskets = fc.array(fc.constantFrom(...IDS, "unheard-of"), { maxLength: 12 });

const goes = (basket: readonly string[], all: readonly (readonly [string, NearItems])[]) =>
  goesWith(basket, (item) => all.find(([of]) => of === item)?.[1]);

describe("what goes with a basket", () => {
  test("property: equals a brute-force computation, exactly", () => {
    fc.assert(
      fc.property(baskets, lists, (basket, all) => {
        const items = [...IDS, "unheard-of"].filter((item) => basket.includes(item)).sort();
        const score = (other: string) => {
          let sum = 0;
          for (const item of items) {
            const { ids, nearness } = all.find(([of]) => of === item)?.[1] ?? { ids: [] };
            const place = ids.indexOf(other);
            if (place < 0) continue;
            const code = nearness?.charCodeAt(place) ?? 126;
            sum += 2 ** ((code - 126) / 4) * (1 / Math.log2(place + 2));
          }
          return sum;
        };
        const expected = IDS.filter((other) => !basket.includes(other) && score(other) > 0).sort(
          (one, other) => score(other) - score(one) || (one < other ? -1 : 1),
        );
        expect(goes(basket, all)).toEqual(expected);
      }),
    );
  });

  test("property: doesn't depend on the order in which items are named, or on how often", () => {
    fc.assert(
      fc.property(baskets, lists, (basket, all) => {
        expect(goes([...basket, ...basket].reverse(), all)).toEqual(goes(basket, all));
      }),
    );
  });

  test("property: nor where only rounding tells sums apart", () => {
    const same = [..."abcdefgh"];
    const shuffled = fc.shuffledSubarray(same, { minLength: same.length }).map((ids) => ({ ids }));
    fc.assert(
      fc.property(fc.array(shuffled, { minLength: 6, maxLength: 6 }), (drawn) => {
        const all = drawn.map((list, at) => [`item-${at}`, list] as const);
        const names = all.map(([name]) => name);
        expect(goes(names.toReversed(), all)).toEqual(goes(names, all));
      }),
      { numRuns: 1000 },
    );
  });

  test("property: with one item it is that item's list, in its order, with nearness as counted or without", () => {
    const far = fc.array(fc.double({ min: 1e-7, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(fc.shuffledSubarray(IDS), far, fc.boolean(), (ids, drawn, isTold) => {
        const nearest = drawn.sort((one, other) => other - one).map(letterOf);
        const list = isTold ? { ids, nearness: nearest.slice(0, ids.length).join("") } : { ids };
        expect(goes(["x"], [["x", list]])).toEqual(ids);
      }),
    );
  });

  test("what is near one item comes before what is far from two, which places alone don't tell", () => {
    const near = { ids: ["mug"], nearness: letterOf(0.9) };
    const far = { ids: ["hat"], nearness: letterOf(0.1) };
    const all = [["a", near] as const, ["b", far] as const, ["c", far] as const];
    expect(goes(["a", "b", "c"], all)).toEqual(["mug", "hat"]);
    expect(
      goes(
        ["a", "b", "c"],
        all.map(([of, { ids }]) => [of, { ids }]),
      ),
    ).toEqual(["hat", "mug"]);
  });
});

test("property: a letter is at most an eighth of a halving off, down to one in ten million; farther is as far as that", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 23.5, noNaN: true }), (halvings) => {
      const read = nearnessAt(letterOf(2 ** -halvings), 0);
      expect(Math.abs(Math.log2(read) + halvings)).toBeLessThanOrEqual(1 / 8 + 1e-9);
    }),
  );
  expect([1, 0.5, 1e-7, 1e-12, 0].map(letterOf)).toEqual(["~", "z", "!", " ", " "]);
});
