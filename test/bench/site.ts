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
    hero: {
      pages: ["/"],
      target: "[data-slot=hero]",
      op: "content",
      when: "returning",
      html: "<h1>Good to see you again</h1><p>Rain gear, as you like it.</p>",
    },
    notice: {
      pages: ["/"],
      target: "p[data-slot=notice]",
      op: "content",
      when: "rain",
      html: "Two rain jackets for the price of a good one.",
    },
    cta: { pages: ["/"], target: "a.cta", op: "attributes", set: { href: "/rain/" }, when: "rain" },
    badge: { pages: ["/"], target: "body", op: "class", add: ["is-returning"], when: "returning" },
  },
};
