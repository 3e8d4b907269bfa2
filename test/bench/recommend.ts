import { PAIR_SUPPORT } from "../../shared/recommend/limits.ts";
import { type Basket, dependencies, supermarket } from "./recommend/baskets.ts";
import {
  conditional,
  type Contender,
  cosine,
  itemKnn,
  popularity,
  published,
  toldOf,
} from "./recommend/contenders.ts";
import { type Random, random, shuffled } from "../../tools/demo-data/random.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";

const HELD_BACK = 1 / 5;
const OWN = "published neighbours";
const BY_DEFAULT = `with the default support of ${PAIR_SUPPORT}`;

interface Found {
  /** Share of baskets of which the item that was taken out is among the ten. */
  readonly hits: number;
  /** Mean of one through its place among the ten, or 0. */
  readonly reciprocal: number;
}

/** Who is asked, and against whom they are held; `limit`: as many times as much they may find at most. */
interface Entrant {
  readonly name: string;
  readonly contender: Contender;
  readonly against?: string;
  readonly limit?: number;
}

/**
 * How well what is bought together is found: of a fifth of all baskets one item each is taken out, and named by who has
 * learned from the others. One split differs from the next by far more than the best do from each other, so all are asked
 * the same, and ratios are taken within a split. "Published neighbours" are made of all pairs that were told (support 1).
 * The same with the default support, which hides what few have told, is held against peers who are told as much. What it
 * costs besides to leave out four of sixteen parts of the networks is told apart.
 */
export async function benchRecommend(progress: (text: string) => void): Promise<readonly Report[]> {
  return [
    compare("baskets of a supermarket", supermarket(), 60, progress),
    compare("dependencies of Debian packages", dependencies(), 6, progress),
  ].flat();
}

function compare(
  name: string,
  baskets: readonly Basket[],
  splits: number,
  progress: (text: string) => void,
): readonly Report[] {
  const found = new Map<string, { readonly entrant: Entrant; readonly all: Found[] }>();
  for (let split = 1; split <= splits; split++) {
    const draw = random(split);
    const { train, test } = splitOf(baskets, draw);
    progress(`recommend: ${name}, split ${split} of ${splits}, counting`);
    for (const entrant of entrants(toldOf(train, draw))) {
      progress(`recommend: ${name}, split ${split} of ${splits}, ${entrant.name}`);
      const { all } = found.get(entrant.name) ?? { all: [] };
      found.set(entrant.name, { entrant, all: [...all, tryOut(entrant.contender(train), test)] });
    }
  }
  const rows = (of: keyof Found): Row[] => {
    const each = (who: string) => found.get(who)!.all.map((one) => 100 * one[of]);
    return [...found.values()].map(({ entrant: { name: who, against, limit } }) => ({
      name: who,
      value: quantile(each(who), 0.5),
      low: Math.min(...each(who)),
      high: Math.max(...each(who)),
      unit: "%",
      ratios: against === undefined ? [] : [ratioOf(against, each(who), each(against), limit)],
    }));
  };
  const about = `recommend: ${name}, ${baskets.length.toLocaleString("en")} of them`;
  const how = `median of ${splits} splits (least–most)`;
  return [
    { title: `${about}, hit rate@10, ${how}`, rows: rows("hits") },
    { title: `${about}, mean reciprocal rank@10, ${how}`, rows: rows("reciprocal") },
  ];
}

/** No peer may find more, or find it sooner, than who is told as much; what the defaults cost isn't held to that. */
function entrants({ all, trimmed }: ReturnType<typeof toldOf>): readonly Entrant[] {
  const neighbours = (support: number, against: string) => {
    const name = (measure: string) => `item-kNN by ${measure}${support > 1 ? `, support ${support}` : ""}`;
    return [
      { name: name("cosine"), contender: itemKnn(cosine, support), against, limit: 1 },
      { name: name("conditional probability"), contender: itemKnn(conditional, support), against, limit: 1 },
    ];
  };
  return [
    { name: OWN, contender: published(all, 1) },
    { name: "popularity", contender: popularity, against: OWN, limit: 1 },
    ...neighbours(1, OWN),
    { name: BY_DEFAULT, contender: published(all, PAIR_SUPPORT), against: OWN },
    ...neighbours(PAIR_SUPPORT, BY_DEFAULT),
    { name: "and four of sixteen parts left out", contender: published(trimmed, PAIR_SUPPORT), against: OWN },
  ];
}

interface Question {
  readonly basket: Basket;
  readonly hidden: number;
}

function splitOf(baskets: readonly Basket[], draw: Random): { train: readonly Basket[]; test: Question[] } {
  const order = shuffled(baskets, draw);
  const held = Math.floor(order.length * HELD_BACK);
  const test = order.slice(0, held).map((all) => {
    const hidden = all[Math.floor(draw() * all.length)]!;
    return { basket: all.filter((item) => item !== hidden), hidden };
  });
  return { train: order.slice(held), test };
}

function tryOut(name: (basket: Basket) => readonly number[], test: readonly Question[]): Found {
  const places = test.map(({ basket, hidden }) => name(basket).indexOf(hidden));
  const hits = places.filter((place) => place >= 0);
  const reciprocal = hits.reduce((sum, place) => sum + 1 / (place + 1), 0);
  return { hits: hits.length / test.length, reciprocal: reciprocal / test.length };
}
