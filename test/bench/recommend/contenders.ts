import { goesWith } from "../../../shared/recommend/basket.ts";
import { PAIR_PARTS } from "../../../shared/recommend/limits.ts";
import { type Nearness, neighboursOf, trendingOf } from "../../../shared/recommend/neighbours.ts";
import { packNeighbours, unpackNeighbours } from "../../../shared/recommend/packed.ts";
import { type ItemTotal, type PairTotal, trimmedTotal } from "../../../shared/recommend/pair-totals.ts";
import type { Basket } from "./baskets.ts";

/** Learns from baskets, then names ten more items for one that isn't complete. */
export type Contender = (train: readonly Basket[]) => (basket: Basket) => readonly number[];

const NAMED = 10;
/** More than either set has. */
const ITEMS = 2 ** 20;

/** The same ten for everybody, but for what they have. */
export const popularity: Contender = (train) => {
  const order = byPopularity(train);
  return (basket) => filled([], basket, order);
};

export const cosine: Nearness = (together, own, other) => together / Math.sqrt(own * other);
export const conditional: Nearness = (together, own) => together / own;

/** Plain item-kNN: all neighbours of all items of the basket that came together so often, by the sum of a measure. */
export function itemKnn(measure: Nearness, support: number): Contender {
  return (train) => {
    const alone = new Map<number, number>();
    const together = new Map<number, Map<number, number>>();
    for (const basket of train) {
      for (const one of basket) {
        alone.set(one, (alone.get(one) ?? 0) + 1);
        const others = together.get(one) ?? new Map<number, number>();
        together.set(one, others);
        for (const other of basket) if (other !== one) others.set(other, (others.get(other) ?? 0) + 1);
      }
    }
    const order = byPopularity(train);
    return (basket) => {
      const scores = new Map<number, number>();
      for (const one of basket)
        for (const [other, count] of together.get(one) ?? [])
          if (count >= support) raise(scores, other, measure(count, alone.get(one)!, alone.get(other)!));
      return filled(best(scores, basket), basket, order);
    };
  };
}

/** What all baskets together tell of pairs and items. */
export interface Told {
  readonly pairs: readonly PairTotal[];
  readonly items: readonly ItemTotal[];
}

/**
 * What the edge publishes, read from what is published and put together as the owner's API does for a basket: bounded
 * lists of neighbours with their nearness, and what is trending.
 */
export function published({ pairs, items }: Told, support: number): Contender {
  return () => {
    const told = { day: 0, of: neighboursOf(pairs, support), trending: trendingOf(items, support) };
    const { of, trending } = unpackNeighbours(packNeighbours(told))!;
    const order = trending.map(Number);
    const listOf = (id: string) => (Object.hasOwn(of, id) ? of[id]!.bought : undefined);
    return (basket) => {
      const found = goesWith(basket.map(String), listOf);
      return filled(found.slice(0, NAMED).map(Number), basket, order);
    };
  };
}

/**
 * Counts pairs as the edge does: once in all, and once as with traffic, where each basket comes from one of sixteen parts
 * of all networks, and of each pair the largest four don't count.
 */
export function toldOf(
  train: readonly Basket[],
  draw: () => number,
): { readonly all: Told; readonly trimmed: Told } {
  const pairs = new Map<number, Uint16Array>();
  const items = new Map<number, Uint16Array>();
  const count = (counts: Map<number, Uint16Array>, key: number, part: number) => {
    const known = counts.get(key) ?? new Uint16Array(PAIR_PARTS);
    known[part]!++;
    counts.set(key, known);
  };
  for (const basket of train) {
    const part = Math.floor(draw() * PAIR_PARTS);
    for (const one of basket) {
      count(items, one, part);
      for (const other of basket) if (one < other) count(pairs, one * ITEMS + other, part);
    }
  }
  const told = (total: (parts: readonly number[]) => number): Told => ({
    pairs: [...pairs].map(([key, parts]) => {
      const [a, b] = [String(Math.floor(key / ITEMS)), String(key % ITEMS)];
      return { kind: "bought", a, b, total: total([...parts]) };
    }),
    items: [...items].map(([id, parts]) => ({ id: String(id), total: total([...parts]) })),
  });
  return { all: told((parts) => parts.reduce((sum, part) => sum + part, 0)), trimmed: told(trimmedTotal) };
}

function byPopularity(train: readonly Basket[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const basket of train) for (const item of basket) raise(counts, item, 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([item]) => item);
}

function best(scores: ReadonlyMap<number, number>, basket: Basket): readonly number[] {
  return [...scores]
    .filter(([item]) => !basket.includes(item))
    .sort(([, one], [, other]) => other - one)
    .slice(0, NAMED)
    .map(([item]) => item);
}

/** Ten items: where a contender knows fewer, the most popular follow. */
function filled(named: readonly number[], basket: Basket, order: readonly number[]): readonly number[] {
  const all = [...named];
  for (const item of order) {
    if (all.length >= NAMED) break;
    if (!basket.includes(item) && !all.includes(item)) all.push(item);
  }
  return all;
}

function raise(scores: Map<number, number>, item: number, by: number): void {
  scores.set(item, (scores.get(item) ?? 0) + by);
}
