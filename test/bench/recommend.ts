import { PAIR_SUPPORT } from "../../shared/recommend/limits.ts";
import { type Basket, dependencies, supermarket } from "./recommend/baskets.ts";
import { type Contender, itemKnn, popularity, published, toldOf } from "./recommend/contenders.ts";
import { type Random, random, shuffled } from "../../tools/demo-data/random.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";

const HELD_BACK = 1 / 5;
const OWN = "published neighbours";

interface Found {
  /** Share of baskets of which the item that was taken out is among the ten. */
  readonly hits: number;
  /** Mean of one through its place among the ten, or 0. */
  readonly reciprocal: number;
}

/**
 * How well what is bought together is found: of a fifth of all baskets one item each is taken out, and named by who has
 * learned from the others. One split differs from the next by far more than the best do from each other, so all are asked
 * the same, and ratios are taken within a split. "Published neighbours" are made of all pairs that were told (support 1);
 * what the default support, and leaving out four of sixteen parts of the networks, cost where there are few counts, is told
 * apart.
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
  const found = new Map<string, Found[]>();
  for (let split = 1; split <= splits; split++) {
    const draw = random(split);
    const { train, test } = splitOf(baskets, draw);
    progress(`recommend: ${name}, split ${split} of ${splits}, counting`);
    const { all, trimmed } = toldOf(train, draw);
    const contenders: Readonly<Record<string, Contender>> = {
      [OWN]: published(all, 1),
      popularity,
      "item-kNN by cosine": itemKnn((together, own, other) => together / Math.sqrt(own * other)),
      "item-kNN by conditional probability": itemKnn((together, own) => together / own),
      [`with the default support of ${PAIR_SUPPORT}`]: published(all, PAIR_SUPPORT),
      "and four of sixteen parts left out": published(trimmed, PAIR_SUPPORT),
    };
    for (const [who, contender] of Object.entries(contenders)) {
      progress(`recommend: ${name}, split ${split} of ${splits}, ${who}`);
      found.set(who, [...(found.get(who) ?? []), tryOut(contender(train), test)]);
    }
  }
  const rows = (of: keyof Found): Row[] =>
    [...found].map(([who, all], place) => {
      const own = all.map((each) => 100 * each[of]);
      const ours = found.get(OWN)!.map((each) => 100 * each[of]);
      // No peer may find more, or find it sooner; what the defaults cost isn't held to that.
      const limit = place <= 3 ? 1 : undefined;
      const ratios = who === OWN ? [] : [ratioOf(OWN, own, ours, limit)];
      return {
        name: who,
        value: quantile(own, 0.5),
        low: Math.min(...own),
        high: Math.max(...own),
        unit: "%",
        ratios,
      };
    });
  const about = `recommend: ${name}, ${baskets.length.toLocaleString("en")} of them`;
  const how = `median of ${splits} splits (least–most)`;
  return [
    { title: `${about}, hit rate@10, ${how}`, rows: rows("hits") },
    { title: `${about}, mean reciprocal rank@10, ${how}`, rows: rows("reciprocal") },
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
