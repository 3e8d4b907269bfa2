import { randomFrom } from "./random.ts";

const COUNTRIES = ["PL", "DE", "CZ", "FR", "IT", "ES", "NL", "SE"];
const DEVICES = ["mobile", "tablet", "desktop"];
const SOURCES = ["newsletter", "google", "instagram", "facebook", "bing", "partner"];
const CATEGORIES = 40;

/**
 * A segment of five predicates: two of eight countries, one of three devices, a least number of visits, an
 * affinity to one of forty categories (so many views of it), and a source or a least cart value.
 */
export interface SegmentSpec {
  readonly countries: readonly [string, string];
  readonly device: string;
  readonly visits: number;
  readonly category: number;
  readonly views: number;
  readonly source?: string;
  readonly cart?: number;
}

/** A visitor: all values that the segments ask for. */
export interface Visitor {
  readonly country: string;
  readonly device: string;
  readonly source: string;
  readonly visits: number;
  readonly cart: number;
  /** Per category. */
  readonly views: readonly number[];
}

/** Random segments. */
export function segmentSpecs(count: number): SegmentSpec[] {
  const random = randomFrom(1);
  const below = (end: number) => Math.floor(random() * end);
  return Array.from({ length: count }, () => {
    const first = below(8);
    const second = (first + 1 + below(7)) % 8;
    return {
      countries: [COUNTRIES[first]!, COUNTRIES[second]!],
      device: DEVICES[below(3)]!,
      visits: 1 + below(10),
      category: below(CATEGORIES),
      views: 1 + below(10),
      ...(random() < 0.5 ? { source: SOURCES[below(6)]! } : { cart: 10 * (1 + below(10)) }),
    };
  });
}

/** Random visitors. */
export function visitorsOf(count: number): Visitor[] {
  const random = randomFrom(2);
  const below = (end: number) => Math.floor(random() * end);
  return Array.from({ length: count }, () => ({
    country: COUNTRIES[below(8)]!,
    device: DEVICES[below(3)]!,
    source: SOURCES[below(6)]!,
    visits: below(12),
    cart: below(120),
    views: Array.from({ length: CATEGORIES }, () => below(12)),
  }));
}

/** The segments as a site file says them. Their attributes together are far more bits than a check lets pass. */
export function siteFileOf(specs: readonly SegmentSpec[]) {
  const views = Array.from({ length: CATEGORIES }, (_, category) => [
    `views${category}`,
    { count: "view", where: { category: `category-${category}` } },
  ]);
  return {
    version: 1,
    id: "bench",
    attributes: {
      visits: { count: "visit" },
      cart: { sum: "cart", of: "value", since: "purchase" },
      ...Object.fromEntries(views),
    },
    segments: Object.fromEntries(specs.map((spec, number) => [idOf(number), { when: conditionOf(spec) }])),
  };
}

/** The id of a segment. */
export const idOf = (number: number): string => `segment-${number}`;

/** The condition of a segment in MongoDB's language, which four of the contenders read. */
export function conditionOf({ countries, device, visits, category, views, source, cart }: SegmentSpec) {
  return {
    "context.country": { $in: countries },
    "context.device": device,
    visits: { $gte: visits },
    [`views${category}`]: { $gte: views },
    ...(source === undefined ? { cart: { $gte: cart } } : { "context.source": source }),
  };
}

/** A visitor as an object for evaluators of conditions. */
export function recordOf({ country, device, source, visits, cart, views }: Visitor): Record<string, unknown> {
  const perCategory = views.map((count, category) => [`views${category}`, count]);
  return { context: { country, device, source }, visits, cart, ...Object.fromEntries(perCategory) };
}
