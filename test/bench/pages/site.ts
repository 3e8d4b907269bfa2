import { EDITS, TARGETS } from "./edits.ts";

/** `/` stays the same; under `/page/` each page is another one, under `/size/` of another size. */
const PAGES = ["/", "/page/*", "/size/*"];

/** The site file of the benchmark: twelve segments, four blocks on the page. */
export const BENCH_SITE = {
  version: 1,
  id: "bench",
  exclude: ["/other/*"],
  attributes: {
    visits: { count: "visit" },
    favourite: { top: "view", of: "category", values: ["rain", "running", "camp"] },
    pricing: { count: "view", where: { path: { $regex: "^/pricing" } }, within: "30d" },
    cartValue: { sum: "cart", of: "value", since: "purchase" },
  },
  segments: {
    returning: { when: { visits: { $gte: 2 } } },
    regular: { when: { visits: { $gte: 5 } } },
    rain: { when: { favourite: "rain" } },
    running: { when: { favourite: "running" } },
    camp: { when: { favourite: "camp" } },
    business: { when: { pricing: { $gte: 1 } } },
    cart: { when: { cartValue: { $gte: 50 } } },
    polish: { when: { "context.country": "PL" } },
    evening: { when: { "context.hour": { $gte: 18 } } },
    mobile: { when: { "context.device": "mobile" } },
    warm: { when: { $segment: "returning", cartValue: { $gt: 0 } } },
    neighbours: { when: { "context.country": { $in: ["DE", "CZ", "PL"] }, visits: { $gte: 1 } } },
  },
  blocks: {
    hero: { pages: PAGES, target: TARGETS.hero, op: "content", when: "returning", html: EDITS.hero },
    notice: { pages: PAGES, target: TARGETS.notice, op: "content", when: "rain", html: EDITS.notice },
    cta: { pages: PAGES, target: TARGETS.offer, op: "attributes", set: { href: EDITS.offer }, when: "rain" },
    badge: { pages: PAGES, target: TARGETS.badge, op: "class", add: [EDITS.badge], when: "returning" },
    many: { pages: ["/targets/*"], target: TARGETS.many, op: "content", when: "rain", html: EDITS.many },
  },
};

/** Segments that the visitor of the benchmark isn't in. */
const UNMET = ["running", "camp", "regular", "polish"];

/** The same with a thousand blocks, of which all but the four are for other pages, or for other visitors. */
export function thousandBlocks(others: "pages" | "visitors") {
  const count = 1000 - Object.keys(BENCH_SITE.blocks).length;
  const blocks = Array.from({ length: count }, (_, index) => [
    `other-${index}`,
    {
      ...(others === "pages" && { pages: [`/other-${index}/*`] }),
      target: `[data-slot=other-${index}]`,
      op: "content",
      when: others === "pages" ? "rain" : UNMET[index % UNMET.length]!,
      html: `<p>Offer number ${index}</p>`,
    },
  ]);
  return { ...BENCH_SITE, blocks: { ...BENCH_SITE.blocks, ...Object.fromEntries(blocks) } };
}

/** The same with a row of items by what the page is about, and a favourite, beside the four blocks … */
export const ROW_SITE = {
  ...BENCH_SITE,
  catalog: { feed: "catalog.csv" },
  blocks: {
    ...BENCH_SITE.blocks,
    row: {
      pages: PAGES,
      target: "footer",
      op: "content",
      recommend: {
        strategy: ["similar", "forYou"],
        by: "favourite",
        item: '<li><a href="{{url}}"><img src="{{image}}" alt="{{title}}">{{title}} {{price}}</a></li>',
      },
    },
  },
};

/** … and its catalog, of which the page is the first item. */
export const ROW_CATALOG = Array.from({ length: 10_000 }, (_, index) => ({
  id: `sku-${index}`,
  title: `Jacket number ${index}`,
  url: index === 0 ? "/" : `/products/${index}`,
  image: `/art/${index % 12}.svg`,
  price: 20 + (index % 300),
  categories: [["rain", "running", "camp"][index % 3]!],
  tags: [`colour-${index % 11}`, `cut-${index % 101}`],
}));
