import { SIMILAR_EACH } from "./limits.ts";
import type { Catalog, Item } from "./contract.ts";

/** What an item has in common with others: its categories and its tags, which are never taken for each other. */
export function featuresOf({ categories, tags }: Item): ReadonlySet<string> {
  return new Set([...categories.map((name) => `c:${name}`), ...tags.map((name) => `t:${name}`)]);
}

/**
 * Finds what is like an item: by weighted Jaccard, which is the weight of the features that both have over the weight of
 * those that either has. A feature weighs the more the fewer items have it (inverse document frequency,
 * ln(items / items that have it)); a price that is far off costs up to a quarter.
 */
export class Likeness {
  readonly #catalog: Catalog;
  readonly #features: readonly ReadonlySet<string>[];
  readonly #having = new Map<string, number[]>();
  readonly #weights: ReadonlyMap<string, number>;
  /** What the features of each item weigh together. */
  readonly #totals: readonly number[];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#features = catalog.map(featuresOf);
    this.#features.forEach((features, index) => {
      for (const feature of features) {
        const having = this.#having.get(feature);
        if (having) having.push(index);
        else this.#having.set(feature, [index]);
      }
    });
    this.#weights = new Map(
      [...this.#having].map(([feature, { length }]) => [feature, Math.log(catalog.length / length)]),
    );
    this.#totals = this.#features.map((features) => this.#sum(features));
  }

  /** The most similar items, the nearest first, then in the owner's order; nothing that has no feature in common. */
  to(item: Item): readonly Item[] {
    const own = featuresOf(item);
    const shared = new Map<number, number>();
    for (const feature of own) {
      const weight = this.#weights.get(feature) ?? 0;
      for (const index of this.#having.get(feature) ?? [])
        shared.set(index, (shared.get(index) ?? 0) + weight);
    }
    const total = this.#sum(own);
    const scored: { index: number; score: number }[] = [];
    for (const [index, both] of shared) {
      const other = this.#catalog[index]!;
      if (other.id === item.id || both === 0) continue;
      const either = total + this.#totals[index]! - both;
      scored.push({ index, score: (both / either) * nearness(item.price, other.price) });
    }
    scored.sort((one, two) => two.score - one.score || one.index - two.index);
    return scored.slice(0, SIMILAR_EACH).map(({ index }) => this.#catalog[index]!);
  }

  #sum(features: ReadonlySet<string>): number {
    let sum = 0;
    for (const feature of features) sum += this.#weights.get(feature) ?? 0;
    return sum;
  }
}

/** From 0.75 (one price is a hundred of the other) to 1 (the same); in the middle where one isn't known. */
function nearness(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined || one <= 0 || other <= 0) return 0.875;
  return 0.75 + 0.25 * (Math.min(one, other) / Math.max(one, other));
}
