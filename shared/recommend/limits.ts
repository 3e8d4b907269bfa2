/** The limits of catalogs, rows of items and pairs, the unit in each name; all others are in ../limits.ts. */

/** How many items a catalog has at most … */
export const CATALOG_ITEMS = 10_000;
/** … how long it may be, as JSON … */
export const CATALOG_CHARACTERS = 10 * 1024 * 1024;
/** … and how large a feed that it is read from. */
export const FEED_BYTES = 32 * 1024 * 1024;
/** How long a feed on the network may take to arrive. */
export const FEED_SECONDS = 60;
/** How many pages are read at most where a catalog is learned from them. */
export const LEARNED_PAGES = 12_000;
/** So many items a row has at most, with those that are hidden until the device puts them first. */
export const CANDIDATES = 12;
/** So many a row shows where its owner doesn't say, and so many goes with a basket. */
export const USUALLY_SHOWN = 4;
/** How many rows of one block an isolate keeps, each as it is for one item, language and favourite. */
export const ROWS_KEPT = 300;
/** For so many items an isolate knows which are similar … */
export const SIMILAR_ITEMS = 1000;
/** … and how many of these for each. */
export const SIMILAR_EACH = 100;
/** So many items that a visitor has lately had to do with are kept on the device … */
export const RECENT_ITEMS = 40;
/** … for so long after the last time; a shorter retention of the site's counts. */
export const RECENT_DAYS = 90;
/** So much is kept of an item's title, address, image and price, each. */
export const RECENT_TEXT_CHARACTERS = 300;
/** So many categories and tags of an item count. */
export const ABOUT_WORDS = 20;
/** So many items count as not wanted any more ("less like this"). */
export const LESS_ITEMS = 40;
/** What was looked at counts half as much after so long. */
export const AFFINITY_HALF_LIFE_DAYS = 14;
/** Looking at an item pairs it with so many that were looked at before … */
export const PAIRED_ITEMS = 5;
/** … within so many days, today included. */
export const PAIRED_WITHIN_DAYS = 7;
/** A device tells of two items once in so long … */
export const PAIR_MEMORY_DAYS = 30;
/** … and of so many pairs on one day. */
export const PAIRS_PER_DAY = 30;

/** So many pairs of items at most does one message tell of. */
export const PAIRS_PER_SIGNAL = 10;
/** What is longer is no id of an item. */
export const ITEM_ID_CHARACTERS = 64;
/** A pair that fewer devices have told of has no effect on anything, unless the site file says otherwise. */
export const PAIR_SUPPORT = 5;
/** Pairs are counted apart by so many parts of all networks … */
export const PAIR_PARTS = 16;
/** … and of each pair, and each item, the largest of them don't count. */
export const PAIR_PARTS_DROPPED = 4;
/** Pairs are counted by so many objects. */
export const PAIR_SHARDS = 8;
/** So long are pairs kept … */
export const PAIR_DAYS = 90;
/** … of which the first so many count in full, and older ones half. */
export const PAIR_FULL_DAYS = 30;
/** What is looked at and bought of late is so within these days. */
export const TRENDING_DAYS = 7;
/** Each of those objects keeps at most so many rows; then only what has a row already is counted. */
export const PAIR_ROWS = 400_000;
/** The strongest pairs of each object, of which what is published is made. */
export const PAIRS_PER_SHARD = 50_000;
/** For so many items neighbours are published, those that are told of most … */
export const NEIGHBOUR_ITEMS = 10_000;
/** … so many of each kind … */
export const NEIGHBOURS_PER_ITEM = 20;
/** … and so many that are looked at and bought most. */
export const TRENDING_ITEMS = 50;
/** What is published is no longer than this; isolates hold it in memory. */
export const NEIGHBOURS_CHARACTERS = 8 * 1024 * 1024;
/** How long putting together what is published may take. */
export const NEIGHBOURS_DEADLINE_MILLISECONDS = 20_000;
/** How often an isolate looks for newer neighbours, in the background. */
export const NEIGHBOURS_REFRESH_SECONDS = 60;
/** The owner's server may ask for what goes with so many items at once … */
export const BASKET_ITEMS = 50;
/** … and for so many that do. */
export const BASKET_SHOWN = 50;
