import { PAIRS_PER_SIGNAL } from "../../shared/recommend/limits.ts";
import type { PairKind } from "../../shared/recommend/contract.ts";
import { pairOf } from "../../shared/recommend/pairs.ts";
import type { Count } from "../../shared/wire.ts";
import { type Random, shuffled } from "./random.ts";
import type { Product } from "./shop.ts";

/** One message of a visitor's: on which page, and what it counts. */
export interface Told {
  readonly path: string;
  readonly counts: readonly Count[];
}

/** How often somebody keeps to the category that they came for. */
const FAITHFUL = 0.85;
/** How many look at things only, and don't buy. */
const ONLY_LOOKING = 0.5;

/**
 * What somebody's device tells who comes for one category, looks at some things of it and sometimes at others, and in
 * half the cases buys two or three of them. The steps of the goal are those of the site file.
 */
export function visit(products: readonly Product[], steps: readonly number[], draw: Random): readonly Told[] {
  const taste = products[Math.floor(draw() * products.length)]!.category;
  const own = products.filter(({ category }) => category === taste);
  const others = products.filter(({ category }) => category !== taste);
  const wanted = 3 + Math.floor(draw() * 4);
  const [near, far] = [shuffled(own, draw), shuffled(others, draw)];
  const seen: Product[] = [];
  while (seen.length < wanted) {
    const next = (draw() < FAITHFUL ? near.pop() : undefined) ?? far.pop();
    if (!next) break;
    seen.push(next);
  }
  const views = seen.map((): Count => ["view"]);
  const messages: Told[] = [
    { path: seen.at(-1)!.path, counts: [...views, ...pairs("viewed", seen, seen, draw)] },
  ];
  if (draw() >= ONLY_LOOKING) {
    const bought = shuffled(seen, draw).slice(0, 2 + Math.floor(draw() * 2));
    const total = bought.reduce((sum, { price }) => sum + price, 0);
    const step = Math.max(0, ...steps.filter((each) => each <= total));
    const all = [...pairs("bought", bought, bought, draw), ...pairs("viewed-bought", seen, bought, draw)];
    messages.push({
      path: "/thanks/",
      counts: [["view"], ["goal", "order", step], ...all.slice(0, PAIRS_PER_SIGNAL)],
    });
  }
  return messages;
}

/** Pairs of the one and the other, in their one spelling, as many as a message may tell. */
function pairs(kind: PairKind, from: readonly Product[], to: readonly Product[], draw: Random): Count[] {
  const all = from.flatMap((one) => to.map((other) => pairOf(kind, one.id, other.id)));
  const told = new Map(all.flatMap((pair) => (pair ? [[String(pair), pair] as const] : [])));
  return shuffled([...told.values()], draw).slice(0, PAIRS_PER_SIGNAL);
}
