import { SIMILAR_ITEMS } from "./limits.ts";
import type { Catalog, Item, Neighbours } from "./contract.ts";
import { Likeness } from "./similar.ts";

/** A catalog, and what is found in it. */
export class CatalogIndex {
  readonly items: Catalog;
  /** Those with a day since when they are offered, the newest first. */
  readonly newest: Catalog;
  /** Segments that some item has an image of its own for. */
  readonly imageSegments: readonly string[];
  readonly #byId = new Map<string, Item[]>();
  readonly #byPath = new Map<string, Item[]>();
  readonly #similar = new Map<Item, readonly Item[]>();
  #likeness: Likeness | undefined;

  constructor(items: Catalog) {
    this.items = items;
    for (const item of items) {
      add(this.#byId, item.id, item);
      add(this.#byPath, pathnameOf(item.url), item);
    }
    this.newest = items
      .filter(({ added }) => added !== undefined)
      .sort((one, other) => other.added! - one.added!);
    this.imageSegments = [...new Set(items.flatMap(({ images }) => Object.keys(images ?? {})))];
  }

  /** Whether there is an item of that id, in any language, whether or not it can be had. */
  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The item of that id, whether or not it can be had, in a page's language if there is one; undefined where there is none. */
  known(id: string, language: string | undefined): Item | undefined {
    const all = this.#byId.get(id);
    return all?.find((item) => fits(item, language)) ?? all?.[0];
  }

  /** The items of that id that can be had by who reads a language: several where one is in more than one, and the page doesn't say. */
  offered(id: string, language: string | undefined): readonly Item[] {
    return this.#byId.get(id)?.filter((item) => isOffered(item, language)) ?? [];
  }

  /** The item that the page at a pathname is about; undefined where it is about none, or about more than one. */
  at(pathname: string, language: string | undefined): Item | undefined {
    const found = this.#byPath.get(pathname) ?? [];
    if (found.some(({ id }) => id !== found[0]!.id)) return undefined;
    return found.find((item) => fits(item, language)) ?? found[0];
  }

  /** What is like an item; worked out when it is asked for first. */
  similarTo(item: Item): readonly Item[] {
    const known = this.#similar.get(item);
    if (known) return known;
    this.#likeness ??= new Likeness(this.items);
    const similar = this.#likeness.to(item);
    if (this.#similar.size >= SIMILAR_ITEMS) this.#similar.delete(this.#similar.keys().next().value!);
    this.#similar.set(item, similar);
    return similar;
  }
}

/** What rows are filled from, the same for everybody. Whatever is derived from it is kept with it. */
export interface Shelf {
  readonly index: CatalogIndex;
  /** Undefined until enough devices have told of pairs. */
  readonly neighbours: Neighbours | undefined;
  /** Rows as they were written, by the row that a block describes, and then by what they were written for. */
  readonly rows: WeakMap<object, Map<string, unknown>>;
}

export function shelfOf(index: CatalogIndex, neighbours: Neighbours | undefined): Shelf {
  return { index, neighbours, rows: new WeakMap() };
}

/** The lists of an item's neighbours, by kind; empty where nobody has told of it. */
export function nearTo(neighbours: Neighbours | undefined, id: string): Neighbours["of"][string] {
  return neighbours && Object.hasOwn(neighbours.of, id) ? neighbours.of[id]! : {};
}

/** Whether an item can be had by who reads a language. */
export function isOffered(item: Item, language: string | undefined): boolean {
  return item.available !== false && fits(item, language);
}

/** Whether an item is for pages in a language; those that don't say theirs are for all. */
export function fits({ language }: Item, page: string | undefined): boolean {
  return language === undefined || page === undefined || primary(language) === primary(page);
}

function primary(language: string): string {
  return language.toLowerCase().split("-")[0]!;
}

function pathnameOf(url: string): string {
  return url.replace(/[?#][^]*$/, "");
}

function add(map: Map<string, Item[]>, key: string, item: Item): void {
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
}
