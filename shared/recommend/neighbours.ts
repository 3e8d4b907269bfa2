import { NEIGHBOUR_ITEMS, NEIGHBOURS_PER_ITEM, TRENDING_ITEMS } from "./limits.ts";
import { type NearItems, type Neighbours, PAIR_KINDS, type PairKind } from "./contract.ts";
import { letterOf } from "./nearness-letters.ts";
import type { ItemTotal, PairTotal } from "./pair-totals.ts";

/** How near one item is to another: how often they came together, and how often each came with anything. */
export type Nearness = (together: number, own: number, other: number) => number;

/** So many devices, as it were, have told that the two have nothing to do with each other. */
const SHRINKAGE = 2;
/** How much of their popularity is taken from popular items: 0 is none, 1 all of it. */
const DAMPING = 0.2;

/**
 * What few have told of is taken for less than it is. Source: "significance weighting" of Herlocker, Konstan, Borchers,
 * Riedl 1999, "An algorithmic framework for performing collaborative filtering"; in this form Bell and Koren 2007,
 * "Scalable collaborative filtering with jointly derived neighborhood interpolation weights".
 */
function shrunk(together: number): number {
  return (together * together) / (together + SHRINKAGE);
}

/** Cosine of two items. Source: Sarwar, Karypis, Konstan, Riedl 2001, "Item-based collaborative filtering". */
const cosine: Nearness = (together, own, other) => shrunk(together) / Math.sqrt(own * other);

/**
 * The probability of the other item where there is the one, damped by the popularity of the other. Source: Deshpande
 * and Karypis 2004, "Item-based top-N recommendation algorithms", equation 5.
 */
const conditional: Nearness = (together, own, other) => shrunk(together) / (own * other ** DAMPING);

/**
 * By which measure the neighbours of each kind are found. What is looked at together is alike, whichever way one
 * asks: cosine. What is bought with an item is asked one way, and found best so on baskets (`npm run bench --
 * recommend`): conditional probability.
 */
export const NEARNESS: Readonly<Record<PairKind, Nearness>> = {
  viewed: cosine,
  bought: conditional,
  "viewed-bought": conditional,
};

/**
 * The nearest neighbours of each item, by kind. How often an item came with anything is the sum over its pairs: each
 * pair counts as a basket of two, so nothing about single items is told for this. Pairs of less than `support` count
 * nowhere. Equally near ones are in the order of their totals, then of their ids.
 */
export function neighboursOf(pairs: readonly PairTotal[], support: number): Neighbours["of"] {
  const of = new Map<string, { -readonly [kind in PairKind]?: NearItems }>();
  for (const kind of PAIR_KINDS) {
    const known = pairs.filter((pair) => pair.kind === kind && pair.total >= support);
    for (const [id, neighbours] of nearest(known, kind)) {
      const entry = of.get(id) ?? {};
      entry[kind] = neighbours;
      of.set(id, entry);
    }
  }
  return Object.fromEntries(most(of, pairs, support));
}

/** Of one kind, the nearest of each item. */
function nearest(pairs: readonly PairTotal[], kind: PairKind): Map<string, NearItems> {
  const isOrdered = kind === "viewed-bought";
  const firsts = new Map<string, number>();
  const seconds = isOrdered ? new Map<string, number>() : firsts;
  const links = new Map<string, { readonly id: string; readonly total: number }[]>();
  for (const { a, b, total } of pairs) {
    add(firsts, a, total);
    add(seconds, b, total);
    link(links, a, b, total);
    if (!isOrdered) link(links, b, a, total);
  }
  const near = NEARNESS[kind];
  const ranked = [...links].map(([id, others]) => {
    const own = firsts.get(id)!;
    const all = others.map((other) => ({
      ...other,
      nearness: near(other.total, own, seconds.get(other.id)!),
    }));
    all.sort((x, y) => y.nearness - x.nearness || y.total - x.total || byId(x.id, y.id));
    const kept = all.slice(0, NEIGHBOURS_PER_ITEM);
    const nearness = kept.map((other) => letterOf(other.nearness)).join("");
    return [id, { ids: kept.map((other) => other.id), nearness }] as const;
  });
  return new Map(ranked);
}

/** Those items that are told of most, if there are too many. */
function most<T>(of: ReadonlyMap<string, T>, pairs: readonly PairTotal[], support: number): [string, T][] {
  if (of.size <= NEIGHBOUR_ITEMS) return [...of];
  const told = new Map<string, number>();
  for (const { a, b, total } of pairs) {
    if (total < support) continue;
    add(told, a, total);
    add(told, b, total);
  }
  const ids = [...of.keys()].sort((x, y) => told.get(y)! - told.get(x)! || byId(x, y));
  return ids.slice(0, NEIGHBOUR_ITEMS).map((id) => [id, of.get(id)!]);
}

/** The items that most devices have told of, the first is the one with the most; less than `support` isn't told. */
export function trendingOf(items: readonly ItemTotal[], support: number): readonly string[] {
  return items
    .filter(({ total }) => total >= support)
    .sort((x, y) => y.total - x.total || byId(x.id, y.id))
    .slice(0, TRENDING_ITEMS)
    .map(({ id }) => id);
}

function add(totals: Map<string, number>, id: string, total: number): void {
  totals.set(id, (totals.get(id) ?? 0) + total);
}

function link(
  links: Map<string, { readonly id: string; readonly total: number }[]>,
  from: string,
  id: string,
  total: number,
): void {
  const known = links.get(from);
  if (known) known.push({ id, total });
  else links.set(from, [{ id, total }]);
}

function byId(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
