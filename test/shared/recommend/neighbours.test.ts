import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Neighbours,
  type PairCount,
  PAIR_KINDS,
  type PairKind,
} from "../../../shared/recommend/contract.ts";
import { nearnessAt } from "../../../shared/recommend/nearness-letters.ts";
import { neighboursOf, trendingOf } from "../../../shared/recommend/neighbours.ts";
import type { PairTotal } from "../../../shared/recommend/pair-totals.ts";
import { isCanonical, isItemId, pairOf } from "../../../shared/recommend/pairs.ts";

const IDS = ["a", "b", "c", "d", "e", "__proto__", "toString"];
const id = fc.constantFrom(...IDS);
const kind = fc.constantFrom(...PAIR_KINDS);
const told = fc.tuple(kind, id, id).map(([of, one, other]) => pairOf(of, one, other));
const messages = fc
  .array(told, { maxLength: 200 })
  .map((all) => all.filter((pair): pair is PairCount => pair !== undefined));

/** Counted as slowly and plainly as can be: each question goes through all messages again. */
function bruteForce(all: readonly PairCount[], of: PairKind, from: string, support: number) {
  const is = (pair: PairCount, a: string, b: string) => pair[1] === of && pair[2] === a && pair[3] === b;
  const together = (a: string, b: string) => {
    const ordered = of === "viewed-bought";
    const found = all.filter((pair) => is(pair, a, b) || (!ordered && is(pair, b, a))).length;
    return found >= support ? found : 0;
  };
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
  const asFirst = (item: string) => sum(IDS.map((other) => together(item, other)));
  const asSecond = (item: string) => sum(IDS.map((other) => together(other, item)));
  const near = (other: string) => {
    const both = together(from, other);
    const shrunk = (both * both) / (both + 2);
    return of === "viewed"
      ? shrunk / Math.sqrt(asFirst(from) * asSecond(other))
      : shrunk / (asFirst(from) * asSecond(other) ** 0.2);
  };
  const ids = IDS.filter((other) => together(from, other) > 0).sort(
    (x, y) => near(y) - near(x) || together(from, y) - together(from, x) || (x < y ? -1 : 1),
  );
  return { ids, near: ids.map(near) };
}

/** The ids of all lists. */
function orderOf(of: Neighbours["of"]) {
  return Object.fromEntries(
    Object.entries(of).map(([from, entry]) => [
      from,
      Object.fromEntries(Object.entries(entry).map(([kind, { ids }]) => [kind, ids])),
    ]),
  );
}

function totals(all: readonly PairCount[]): PairTotal[] {
  const found = new Map<string, number>();
  for (const pair of all) found.set(JSON.stringify(pair), (found.get(JSON.stringify(pair)) ?? 0) + 1);
  return [...found].map(([text, total]) => {
    const [, of, a, b] = JSON.parse(text) as PairCount;
    return { kind: of, a, b, total };
  });
}

describe("neighbours", () => {
  test("property: equal a brute-force computation over all that was told, exactly", () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 4 }), (all, support) => {
        const found = neighboursOf(totals(all), support);
        const expected: Record<string, Record<string, string[]>> = {};
        for (const from of IDS) {
          for (const of of PAIR_KINDS) {
            const { ids, near } = bruteForce(all, of, from, support);
            if (ids.length > 0)
              Object.defineProperty(expected, from, {
                value: { ...(Object.hasOwn(expected, from) ? expected[from] : {}), [of]: ids },
                enumerable: true,
                configurable: true,
              });
            // Four letters to a halving: no letter is farther from what it stands for than half of one.
            const letters = Object.hasOwn(found, from) ? (found[from]![of]?.nearness ?? "") : "";
            const off = near.map((value, place) => Math.log2(nearnessAt(letters, place) / value));
            expect(letters).toHaveLength(ids.length);
            expect(off.every((halvings) => Math.abs(halvings) <= 1 / 8 + 1e-9)).toBe(true);
          }
        }
        expect(orderOf(found)).toEqual(expected);
      }),
    );
  });

  test("property: don't depend on the order in which pairs come", () => {
    fc.assert(
      fc.property(messages, (all) => {
        const [one, other] = [totals(all), totals(all).reverse()];
        expect(neighboursOf(other, 1)).toEqual(neighboursOf(one, 1));
      }),
    );
  });

  test("of a pair that fewer have told of than the support there are none, and it weighs nothing", () => {
    const pair = (a: string, b: string, total: number): PairTotal => ({ kind: "bought", a, b, total });
    const pairs = [pair("a", "b", 5), pair("a", "c", 4.5), pair("b", "c", 4)];
    expect(orderOf(neighboursOf(pairs, 5))).toEqual({ a: { bought: ["b"] }, b: { bought: ["a"] } });
    expect(neighboursOf(pairs.slice(0, 1), 5)).toEqual(neighboursOf(pairs, 5));
  });

  test("are 20 of a kind at most, of 10,000 items at most, those that are told of most", () => {
    const star = Array.from({ length: 30 }, (_, index): PairTotal => ({
      kind: "viewed",
      a: "hub",
      b: `item-${index}`,
      total: 5 + index,
    }));
    expect(neighboursOf(star, 5)["hub"]!.viewed!.ids).toHaveLength(20);
    const many = Array.from({ length: 5001 }, (_, index): PairTotal => ({
      kind: "bought",
      a: `a-${index}`,
      b: `b-${index}`,
      total: index === 77 ? 5 : 6,
    }));
    const of = neighboursOf(many, 5);
    expect(Object.keys(of)).toHaveLength(10_000);
    expect([of["a-77"], of["b-77"]]).toEqual([undefined, undefined]);
  });

  test("what is bought after a look goes one way", () => {
    const of = neighboursOf([{ kind: "viewed-bought", a: "jacket", b: "wax", total: 9 }], 5);
    expect(orderOf(of)).toEqual({ jacket: { "viewed-bought": ["wax"] } });
  });
});

test("trending is what most have told of, from the support on, the same for everybody", () => {
  const items = ["b", "a", "c", "d"].map((item, index) => ({ id: item, total: [7, 7, 9, 4.5][index]! }));
  expect(trendingOf(items, 5)).toEqual(["c", "a", "b"]);
});

describe("invariant 2: a pair has one spelling", () => {
  test("property: whichever way two items are named", () => {
    fc.assert(
      fc.property(fc.constantFrom("viewed", "bought"), id, id, (of, one, other) => {
        const pair = pairOf(of, one, other);
        expect(pair).toEqual(pairOf(of, other, one));
        if (one === other) expect(pair).toBeUndefined();
        else expect(isCanonical(pair!) && !isCanonical(["pair", of, pair![3], pair![2]])).toBe(true);
      }),
    );
    expect(pairOf("viewed-bought", "b", "a")).toEqual(["pair", "viewed-bought", "b", "a"]);
  });

  test.each(["", "a b", "a\n", "é", "x".repeat(65), "a,b", '"'])("no sentence is an id: %j", (text) => {
    expect(isItemId(text)).toBe(false);
    expect(pairOf("viewed", "a", text)).toBeUndefined();
  });
});
