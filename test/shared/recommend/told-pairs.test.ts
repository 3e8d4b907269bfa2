import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PAIR_MEMORY_DAYS,
  PAIRED_ITEMS,
  PAIRS_PER_DAY,
  PAIRS_PER_SIGNAL,
} from "../../../shared/recommend/limits.ts";
import { noteItem, readRecent, type Recent } from "../../../shared/recommend/recent.ts";
import { pairsOfPurchase, pairsOfView } from "../../../shared/recommend/told-pairs.ts";

const TODAY = 20_000;
const EMPTY = readRecent(undefined, TODAY);

const after = (ids: readonly string[], recent: Recent = EMPTY, day = TODAY) =>
  ids.reduce((grown, id) => noteItem(grown, { id, about: [] }, "view", day), recent);
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 12 });

describe("invariant 2: pairs", () => {
  test("the same items in another order are told in the same bytes", () => {
    fc.assert(
      fc.property(ids, fc.string({ minLength: 1 }), (names, seed) => {
        const [own, ...others] = names as [string, ...string[]];
        const some = others.slice(0, PAIRED_ITEMS);
        const mixed = [...some].sort((one, other) => (one + seed < other + seed ? 1 : -1));
        const told = (order: string[]) => JSON.stringify(pairsOfView(after(order), own, TODAY).counts);
        expect(told(mixed)).toBe(told(some));
      }),
    );
    fc.assert(
      fc.property(ids, ids, (looked, bought) => {
        const some = looked.slice(0, PAIRED_ITEMS);
        const told = (views: string[], items: string[]) =>
          JSON.stringify(pairsOfPurchase(after(views), items, TODAY).counts);
        expect(told([...some].reverse(), [...bought].reverse())).toBe(told(some, bought));
      }),
    );
  });

  test("are sorted, each once, in one spelling, and bounded", () => {
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 0, max: PAIRS_PER_SIGNAL }), (looked, bought, most) => {
        const { counts } = pairsOfPurchase(after(looked), bought, TODAY, most);
        const lines = counts.map((count) => count.join("\n"));
        expect(lines).toEqual([...new Set(lines)].sort());
        expect(counts.length).toBeLessThanOrEqual(most);
        for (const [, kind, one, other] of counts) {
          expect(one).not.toBe(other);
          if (kind !== "viewed-bought") expect(one < other).toBe(true);
        }
      }),
    );
  });

  test("the record holds neither what they were of, nor an order or a time finer than the day", () => {
    const { recent } = pairsOfView(after(["one", "two"]), "three", TODAY);
    expect(Object.values(recent.pairs)).toEqual([TODAY, TODAY]);
    expect(JSON.stringify(recent.pairs)).not.toMatch(/one|two|three/);
  });
});

describe("pairs of what is looked at", () => {
  test("with the last few others of the last days, each once in a while", () => {
    const old = after(["old"], EMPTY, TODAY - 7);
    const recent = after(["a", "b", "c", "d", "e", "f", "x"], old);
    const { counts, recent: then } = pairsOfView(recent, "x", TODAY);
    expect(counts).toEqual(["b", "c", "d", "e", "f"].map((other) => ["pair", "viewed", other, "x"]));
    expect(pairsOfView(then, "x", TODAY).counts).toEqual([]);
    expect(pairsOfView(then, "f", TODAY).counts).not.toContainEqual(["pair", "viewed", "f", "x"]);
    const later = TODAY + PAIR_MEMORY_DAYS;
    const forgotten = after(["b"], readRecent(then, later), later);
    expect(pairsOfView(forgotten, "x", later).counts).toEqual([["pair", "viewed", "b", "x"]]);
  });

  test("no more than so many on one day", () => {
    let recent = EMPTY;
    let told = 0;
    for (let at = 0; at < 40; at++) {
      const found = pairsOfView(recent, `i${at}`, TODAY);
      told += found.counts.length;
      recent = after([`i${at}`], found.recent);
    }
    expect(told).toBe(PAIRS_PER_DAY);
    expect(pairsOfView(recent, "i40", TODAY + 1).counts).toHaveLength(PAIRED_ITEMS);
  });

  test("what is no id of an item isn't told", () => {
    expect(pairsOfView(after(["fine", "a sentence, perhaps", "x".repeat(65)]), "own", TODAY).counts).toEqual([
      ["pair", "viewed", "fine", "own"],
    ]);
  });
});

test("what is bought is paired with each other, and with what was looked at before", () => {
  const { counts } = pairsOfPurchase(after(["shell", "tent"]), ["tent", "mug", "mug"], TODAY);
  expect(counts).toEqual([
    ["pair", "bought", "mug", "tent"],
    ["pair", "viewed-bought", "shell", "mug"],
    ["pair", "viewed-bought", "shell", "tent"],
    ["pair", "viewed-bought", "tent", "mug"],
  ]);
});
