/** Something the site offers, as the catalog has it. */
export interface Item {
  /** As `view` events of its page name it: `item` in structured data or `data-selvedge-item`. */
  readonly id: string;
  readonly title: string;
  /** Path on the site, with its query if it needs one. */
  readonly url: string;
  readonly image?: string;
  /** Other images for those who are in a segment, by its id. */
  readonly images?: Readonly<Record<string, string>>;
  readonly price?: number;
  /** As it is shown: `€245`. */
  readonly priceText?: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Of the page, if the site has the item in several languages. */
  readonly language?: string;
  /** Absent: it can be had. */
  readonly available?: false;
  /** UTC day number since when it is offered. */
  readonly added?: number;
}

/** All items, at most `CATALOG_ITEMS`; the order is the owner's. */
export type Catalog = readonly Item[];

/**
 * What two items have to do with each other on one device: looked at both, bought both, bought the second after a look at
 * the first.
 */
export const PAIR_KINDS = ["viewed", "bought", "viewed-bought"] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** What a device counts of two items: never more than two of them together, never in which order, or when. */
export type PairCount = readonly ["pair", PairKind, string, string];

/** Other items that have to do with one, the nearest first. */
export interface NearItems {
  readonly ids: readonly string[];
  /** How near each of them is, a letter each (nearness-letters.ts); absent: nobody has said, only the order is known. */
  readonly nearness?: string;
}

/** What is read off all pairs that were counted; published for all isolates, the same for everybody. */
export interface Neighbours {
  /** UTC day number of the count. */
  readonly day: number;
  /** By an item's id what is near it; only where enough devices have told of the pair. */
  readonly of: Readonly<Record<string, Readonly<Partial<Record<PairKind, NearItems>>>>>;
  /** Ids of items that are looked at and bought most of late. */
  readonly trending: readonly string[];
}
