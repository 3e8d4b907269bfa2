import type { TagAttribute } from "../../shared/wire.ts";

/** What the tests of the tag keep and project: `interest`, `views` and `visits`, in this order. */
export const ATTRIBUTES: Readonly<Record<string, TagAttribute>> = {
  clicks: { kind: "count", event: "click", hash: "c", horizon: 0 },
  interest: {
    kind: "declared",
    event: "declare",
    of: "interest",
    values: ["sport", "office"],
    hash: "i",
    horizon: 0,
    buckets: { count: 3, nil: 0, values: { sport: 1, office: 2 } },
  },
  lastItem: { kind: "last", event: "view", of: "item", hash: "l", horizon: 0 },
  lastTitle: { kind: "last", event: "view", of: "title", hash: "t", horizon: 0 },
  lastValue: { kind: "last", event: "view", of: "value", hash: "v", horizon: 0 },
  lastCategory: { kind: "last", event: "view", of: "category", hash: "k", horizon: 0 },
  spent: { kind: "sum", event: "cart", of: "value", hash: "s", horizon: 0 },
  views: {
    kind: "count",
    event: "view",
    hash: "w",
    horizon: 0,
    buckets: { count: 4, nil: 0, cuts: [1, 2, 3], intervals: [0, 1, 2, 3] },
  },
  visits: {
    kind: "count",
    event: "visit",
    hash: "x",
    horizon: 0,
    buckets: { count: 3, nil: 0, cuts: [1, 2], intervals: [0, 1, 2] },
  },
};
