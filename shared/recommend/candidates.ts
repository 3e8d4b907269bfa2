import { CANDIDATES } from "./limits.ts";
import type { Item } from "./contract.ts";
import { isOffered, nearTo, type Shelf } from "./shelf.ts";
import type { Strategy } from "./strategies.ts";

/** What a row is made of, as its owner says. */
export interface Wanted {
  readonly strategy: readonly Strategy[];
  readonly show: number;
  /** Ids of items that come first. */
  readonly pin: readonly string[];
  /** Ids of items that never come. */
  readonly exclude: readonly string[];
  readonly filter: ItemFilter;
}

/** Which items may come. */
export interface ItemFilter {
  readonly categories?: string[] | undefined;
  readonly tags?: string[] | undefined;
  readonly below?: number | undefined;
  readonly above?: number | undefined;
  readonly sameCategory?: boolean | undefined;
}

/** What a row is asked for. */
export interface RowQuestion {
  /** The item that the page is about. */
  readonly item: Item | undefined;
  /** The page's. */
  readonly language: string | undefined;
  /** The category that this visitor likes best; undefined or "": not known. */
  readonly favourite: string | undefined;
}

/** The items of a row, and which strategy led. */
export interface Candidates {
  readonly items: readonly Item[];
  /** The first strategy that found something; undefined where only pins did, or nothing. */
  readonly leading: Strategy | undefined;
}

/**
 * The items of a row in their order, at most `CANDIDATES`: pins, then what the first strategy finds. Where that isn't
 * enough, the next ones fill up; where it is, what it finds beyond is left for the device to choose from.
 */
export function candidatesFor(wanted: Wanted, question: RowQuestion, shelf: Shelf): Candidates {
  const { index } = shelf;
  const chosen = new Map<string, Item>();
  let leading: Strategy | undefined;
  for (const id of wanted.pin) {
    const [item] = index.offered(id, question.language);
    if (item && chosen.size < CANDIDATES && mayCome(item, wanted, question)) chosen.set(id, item);
  }
  for (const strategy of wanted.strategy) {
    if (chosen.size >= wanted.show) break;
    for (const item of found(strategy, question, shelf)) {
      if (chosen.size >= CANDIDATES) break;
      if (chosen.has(item.id) || !mayCome(item, wanted, question) || !passes(item, wanted, question))
        continue;
      chosen.set(item.id, item);
      leading ??= strategy;
    }
  }
  return { items: [...chosen.values()], leading };
}

/** Never the page's own, never what can't be had, nothing of another language. */
function mayCome(item: Item, { exclude }: Wanted, { item: own, language }: RowQuestion): boolean {
  return item.id !== own?.id && isOffered(item, language) && !exclude.includes(item.id);
}

/** Where the page is about no item, there is no category to have in common. */
function passes({ categories, tags, price }: Item, { filter }: Wanted, { item }: RowQuestion): boolean {
  const { below, above } = filter;
  if (filter.categories && !filter.categories.some((name) => categories.includes(name))) return false;
  if (filter.tags && !filter.tags.some((name) => tags.includes(name))) return false;
  if (below !== undefined && !(price !== undefined && price < below)) return false;
  if (above !== undefined && !(price !== undefined && price > above)) return false;
  return !filter.sameCategory || !item || item.categories.some((name) => categories.includes(name));
}

function found(strategy: Strategy, question: RowQuestion, { index, neighbours }: Shelf): Iterable<Item> {
  const { item, language, favourite } = question;
  const named = (ids: readonly string[] = []) => ids.flatMap((id) => index.offered(id, language));
  const near = item ? nearTo(neighbours, item.id) : {};
  switch (strategy) {
    case "alsoViewed":
      return named(near.viewed?.ids);
    case "boughtTogether":
      return named(near.bought?.ids);
    case "boughtAfterViewing":
      return named(near["viewed-bought"]?.ids);
    case "trending":
      return named(neighbours?.trending);
    case "newest":
      return index.newest;
    case "similar":
      return item ? index.similarTo(item) : [];
    case "forYou": {
      if (!favourite) return [];
      const likes = ({ categories }: Item) => categories.includes(favourite);
      return [...named(neighbours?.trending), ...index.items].filter(likes);
    }
    // Only the device knows.
    case "recentlyViewed":
      return [];
  }
}
