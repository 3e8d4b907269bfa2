/** Ways to find items for a row, by the names that owners write. */
export const STRATEGIES = [
  "alsoViewed",
  "boughtTogether",
  "boughtAfterViewing",
  "trending",
  "newest",
  "similar",
  "forYou",
  "recentlyViewed",
] as const;
export type Strategy = (typeof STRATEGIES)[number];
