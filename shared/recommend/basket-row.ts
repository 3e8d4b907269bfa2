import { goesWith } from "./basket.ts";
import type { Item, PairKind } from "./contract.ts";
import { isOffered, nearTo, type Shelf } from "./shelf.ts";
import type { Strategy } from "./strategies.ts";

/** Ways to find items for a basket: those of rows that need no visitor. */
export const BASKET_STRATEGIES = [
  "boughtTogether",
  "boughtAfterViewing",
  "alsoViewed",
  "similar",
  "trending",
  "newest",
] as const satisfies readonly Strategy[];
export type BasketStrategy = (typeof BASKET_STRATEGIES)[number];

/** What is asked for a basket. */
export interface BasketQuestion {
  /** Ids of its items; nothing says that the catalog has them. */
  readonly items: readonly string[];
  readonly strategy: readonly BasketStrategy[];
  /** How many items at most. */
  readonly show: number;
  /** Of whoever reads it; undefined: any. */
  readonly language: string | undefined;
}

/** An item, and the first strategy that found it. */
export interface BasketItem {
  readonly item: Item;
  readonly strategy: BasketStrategy;
}

/**
 * What goes with a basket, the best first: what the first strategy finds, then what the next ones fill up with. Never
 * what is in the basket, what can't be had, or what is in another language.
 */
export function basketRow(question: BasketQuestion, shelf: Shelf): readonly BasketItem[] {
  const { items, strategy: strategies, show, language } = question;
  const chosen = new Map<string, BasketItem>();
  for (const strategy of strategies) {
    for (const item of found(strategy, question, shelf)) {
      if (chosen.size >= show) return [...chosen.values()];
      if (items.includes(item.id) || chosen.has(item.id) || !isOffered(item, language)) continue;
      chosen.set(item.id, { item, strategy });
    }
  }
  return [...chosen.values()];
}

function found(
  strategy: BasketStrategy,
  { items, language }: BasketQuestion,
  { index, neighbours }: Shelf,
): readonly Item[] {
  const named = (ids: readonly string[] = []) => ids.flatMap((id) => index.offered(id, language));
  const near = (kind: PairKind) => named(goesWith(items, (id) => nearTo(neighbours, id)[kind]));
  switch (strategy) {
    case "boughtTogether":
      return near("bought");
    case "boughtAfterViewing":
      return near("viewed-bought");
    case "alsoViewed":
      return near("viewed");
    case "similar": {
      const like = (id: string) => {
        const item = index.known(id, language);
        const all = item ? index.similarTo(item).filter((other) => isOffered(other, language)) : [];
        return { ids: [...new Set(all.map((other) => other.id))] };
      };
      return named(goesWith(items, like));
    }
    case "trending":
      return named(neighbours?.trending);
    case "newest":
      return index.newest;
  }
}
