import { LESS_ITEMS, PAIR_MEMORY_DAYS, RECENT_DAYS, RECENT_ITEMS } from "./limits.ts";
import { type Candidate, decayed, type Tasted } from "./rank.ts";

/** What a page says of its item. */
export interface PageItem extends Candidate {
  readonly title?: string;
  /** An address on the site, or an absolute one. */
  readonly url?: string;
  readonly image?: string;
  /** As it is shown. */
  readonly price?: string;
}

/** An item that the visitor has had to do with; all days are UTC day numbers. */
export interface RecentItem extends PageItem, Tasted {
  /** When it was last looked at. */
  readonly viewed?: number;
}

/** An item that there shall be less of. */
export type LessItem = Pick<PageItem, "id" | "about" | "title"> & { readonly day: number };

/** What the device keeps for recommendations, under the key `recent`. */
export interface Recent {
  readonly version: 1;
  /** The latest last. */
  readonly items: readonly RecentItem[];
  readonly less: readonly LessItem[];
  /** Hashes of the pairs of items that were told of, with the day of that. */
  readonly pairs: Readonly<Record<string, number>>;
}

/** How an event speaks for an item. Graded as by Y. Hu, Y. Koren, C. Volinsky, Collaborative filtering for implicit feedback datasets (2008). */
const WEIGHTS = { view: 1, cart: 3, purchase: 3 };

/** What an event may tell of an item. */
export type Act = keyof typeof WEIGHTS;

/**
 * What of a record still counts today: nothing that is too old, or of a clock that was ahead. The record itself where that
 * is all of it; what is none is empty.
 *
 * @param retention days
 */
export function readRecent(record: unknown, today: number, retention = RECENT_DAYS): Recent {
  const found = record as Recent | undefined;
  if (found?.version !== 1) return { version: 1, items: [], less: [], pairs: {} };
  const isOf = (days: number) => (day: number) => day > today - Math.min(retention, days) && day <= today + 1;
  const counts = isOf(RECENT_DAYS);
  const told = Object.entries(found.pairs);
  const items = found.items.filter(({ day }) => counts(day));
  const less = found.less.filter(({ day }) => counts(day));
  const pairs = told.filter(([, day]) => isOf(PAIR_MEMORY_DAYS)(day));
  return items.length + less.length + pairs.length === found.items.length + found.less.length + told.length
    ? found
    : { version: 1, items, less, pairs: Object.fromEntries(pairs) };
}

/** Notes what was done with an item; what was known of it stays, where the page doesn't say anything else now. */
export function noteItem(recent: Recent, item: PageItem, act: Act, today: number): Recent {
  const before = recent.items.find(({ id }) => id === item.id);
  const noted: RecentItem = {
    ...before,
    ...item,
    about: item.about.length > 0 ? item.about : (before?.about ?? []),
    day: today,
    strength: (before ? decayed(before.strength, before.day, today) : 0) + WEIGHTS[act],
    ...(act === "view" && { viewed: today }),
    ...(act === "purchase" && { bought: today }),
  };
  return { ...recent, items: [...without(recent.items, item.id), noted].slice(-RECENT_ITEMS) };
}

/** Notes that there shall be less like this. */
export function noteLess(recent: Recent, { id, about, title }: PageItem, today: number): Recent {
  const noted = { id, about, day: today, ...(title && { title }) };
  return { ...recent, less: [...without(recent.less, id), noted].slice(-LESS_ITEMS) };
}

/** All of a list but what has this id. */
export const without = <Item extends Candidate>(items: readonly Item[], id: string): Item[] =>
  items.filter((item) => item.id !== id);
