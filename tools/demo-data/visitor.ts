import type { SiteEvent } from "../../shared/event.ts";
import type { PairKind } from "../../shared/recommend/contract.ts";
import { PAIRS_PER_SIGNAL } from "../../shared/recommend/limits.ts";
import { pairOf } from "../../shared/recommend/pairs.ts";
import type { Count } from "../../shared/wire.ts";
import type { Habits } from "./habits.ts";
import { type Random, shuffled } from "./random.ts";
import type { Product } from "./shop.ts";

/** A page that somebody opens. */
export interface Opened {
  readonly path: string;
  readonly view: SiteEvent["properties"];
  /** Something on it may expose them to an experiment; of the others of its kind nothing new would come. */
  readonly isTelling: boolean;
  /** What its device tells of items. */
  readonly pairs: readonly Count[];
}

/** What somebody does who comes once. */
export interface Visit {
  /** Home, the category, three to six things, and often home once more. */
  readonly looks: readonly Opened[];
  /** Then, below some chance, the basket with these … */
  readonly wants: number;
  readonly basket: readonly SiteEvent[];
  /** … and below another one the order. */
  readonly orders: number;
  readonly cart: Opened;
  readonly purchase: SiteEvent;
  readonly thanks: Opened;
}

/** How often somebody keeps to the category that they came for. */
const FAITHFUL = 0.85;
/** How often they look for more at home, in the end. */
const HOME_AGAIN = 0.75;
const HOME = { en: "/", pl: "/pl/" } as const;

/** What happens in a visit, as far as that doesn't depend on what is shown; the same for the same numbers. */
export function visitOf(habits: Habits, products: readonly Product[], draw: Random): Visit {
  const seen = looksOf(habits, products, draw);
  const bought = shuffled(seen, draw).slice(0, habits.pieces);
  const value = bought.reduce((sum, { price }) => sum + price, 0) * (habits.isTrade ? 2 : 1);
  const items = seen.map(({ path, id, category, price }, index) => ({
    ...opened(path, { category, item: id, value: price }),
    isTelling: index === 0,
  }));
  const home = opened(HOME[habits.language], {});
  return {
    looks: [
      home,
      opened(`/${habits.taste}/`, { category: habits.taste }),
      ...(habits.isTrade ? [opened("/pricing/", {})] : []),
      ...items.slice(0, -1),
      { ...items.at(-1)!, pairs: pairs("viewed", seen, seen, draw) },
      ...(draw() < HOME_AGAIN ? [home] : []),
    ],
    wants: draw(),
    basket: bought.map(({ id, price }) => ({ name: "cart", properties: { item: id, value: price } })),
    orders: draw(),
    cart: opened("/cart/", {}),
    purchase: { name: "purchase", properties: { value, items: bought.map(({ id }) => id) } },
    thanks: {
      ...opened("/thanks/", {}),
      pairs: [...pairs("bought", bought, bought, draw), ...pairs("viewed-bought", seen, bought, draw)].slice(
        0,
        PAIRS_PER_SIGNAL,
      ),
    },
  };
}

function opened(path: string, view: Opened["view"]): Opened {
  return { path, view: { path, ...view }, isTelling: true, pairs: [] };
}

/** What somebody looks at: mostly of the category that they came for. */
function looksOf({ taste }: Habits, products: readonly Product[], draw: Random): readonly Product[] {
  const near = shuffled(
    products.filter(({ category }) => category === taste),
    draw,
  );
  const far = shuffled(
    products.filter(({ category }) => category !== taste),
    draw,
  );
  const wanted = 3 + Math.floor(draw() * 4);
  const seen: Product[] = [];
  while (seen.length < wanted) {
    const next = (draw() < FAITHFUL ? near.pop() : undefined) ?? far.pop();
    if (!next) break;
    seen.push(next);
  }
  return seen;
}

/** Pairs of the one and the other, in their one spelling, as many as a message may tell. */
function pairs(kind: PairKind, from: readonly Product[], to: readonly Product[], draw: Random): Count[] {
  const all = from.flatMap((one) => to.map((other) => pairOf(kind, one.id, other.id)));
  const told = new Map(all.flatMap((pair) => (pair ? [[String(pair), pair] as const] : [])));
  return shuffled([...told.values()], draw).slice(0, PAIRS_PER_SIGNAL);
}
