import type { Findings } from "./findings.ts";
import { type Entry, type Fields, fields, plain } from "./jsonc.ts";
import { segmentOf } from "./starter-names.ts";

const entry = (key: string, value: unknown, comment?: string): Entry => ({
  key,
  value: plain(value),
  ...(comment !== undefined && { comment }),
});

/** What is worth keeping on such a site. */
export function starterAttributes({ categories, cart, checkout, products, pricing }: Findings): Fields {
  const isShop = cart !== undefined || checkout !== undefined || products > 0;
  const hasValue = cart?.properties["value"] !== undefined;
  const values = categories.map(({ name }) => name);
  return fields(
    entry("visits", { count: "visit", label: "Visits", why: "To greet you when you come back" }),
    entry("daysAway", {
      daysSince: "visit",
      label: "Days between your last two visits",
      why: "To show you what is new since then",
    }),
    values.length > 1
      ? entry(
          "favourite",
          {
            top: "view",
            of: "category",
            halfLife: "14d",
            values,
            label: "What you look at most",
            why: "To put it first",
          },
          "The category of most of the pages looked at; what was long ago counts less.",
        )
      : undefined,
    isShop
      ? entry(
          "abandoned",
          {
            sequence: ["cart", { not: "purchase" }],
            within: "7d",
            label: "A basket left behind",
            why: "To remind you of your basket, for a week",
          },
          cart === undefined
            ? 'No button for the basket was found: have the page call selvedge("event", "cart", { value: 12.5 }).'
            : undefined,
        )
      : undefined,
    hasValue
      ? entry("cartValue", {
          sum: "cart",
          of: "value",
          since: "purchase",
          label: "What your basket comes to",
          why: "So as not to remind you of an empty basket",
        })
      : undefined,
    isShop
      ? entry(
          "spend",
          { sum: "purchase", of: "value", label: "What you have spent here", why: "To thank our regulars" },
          checkout === undefined
            ? 'No button for orders was found: have the page after it call selvedge("event", "purchase", { value: 99 }).'
            : undefined,
        )
      : undefined,
    pricing === undefined
      ? undefined
      : entry("pricingViews", {
          count: "view",
          where: { path: { $regex: `^${pricing.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}` } },
          within: "14d",
          label: "Looks at our prices",
          why: "To show you what we do for companies",
        }),
  );
}

/** Who is worth telling apart. */
export function starterSegments({ categories, cart, checkout, products, pricing }: Findings): Fields {
  const isShop = cart !== undefined || checkout !== undefined || products > 0;
  const hasValue = cart?.properties["value"] !== undefined;
  const liking = categories.length > 1 ? categories : [];
  return fields(
    entry("returning", { label: "Returning visitors", when: { visits: { $gte: 2 } } }),
    entry("long-away", { label: "Back after two weeks or more", when: { daysAway: { $gte: 14 } } }),
    ...liking.map(({ name }) =>
      entry(segmentOf(name, liking), { label: `Look at ${name} most`, when: { favourite: name } }),
    ),
    isShop
      ? entry("left-basket", {
          label: "Left a basket behind",
          when: { abandoned: true, ...(hasValue && { cartValue: { $gt: 0 } }) },
        })
      : undefined,
    isShop ? entry("regular", { label: "Regular customers", when: { spend: { $gte: 100 } } }) : undefined,
    pricing === undefined
      ? undefined
      : entry("business", { label: "Looked at prices", when: { pricingViews: { $gte: 1 } } }),
    entry(
      "from-campaign",
      { label: "Arriving from the newsletter", when: { "context.campaign": "newsletter" } },
      "Links with ?utm_campaign=newsletter lead here.",
    ),
    entry(
      "evening",
      { label: "In the evening", when: { "context.hour": { $gte: 18 } } },
      "The visitor's own hour; known of everybody who hasn't refused.",
    ),
  );
}
