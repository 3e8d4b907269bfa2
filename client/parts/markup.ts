import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import { parseMoney } from "../../shared/money.ts";
import { type LinkedNode, linkedNodes } from "../events/linked-data.ts";

type Facts = Record<string, PropertyValue | undefined>;

const META: Readonly<Record<string, string>> = {
  category: "article:section,product:category",
  item: "product:retailer_item_id",
  value: "product:price:amount,og:price:amount",
};

/** What a page says of itself: what the owner wrote in `data-selvedge-*` counts before schema.org, and that before Open Graph. */
export function markedProperties(): SiteEvent["properties"] {
  const facts = { ...metaFacts(), ...linkedFacts(), ...ownFacts() };
  // What isn't said isn't there, so that it hides nothing that is said elsewhere.
  return Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => fact !== undefined),
  ) as SiteEvent["properties"];
}

function metaFacts(): Facts {
  const facts: Facts = {};
  for (const name in META) {
    const [first] = metas(META[name]!.split(","));
    if (first) facts[name] = name === "value" ? amount(first) : first;
  }
  const tags = metas(["article:tag"]);
  if (tags.length) facts.tags = tags;
  return facts;
}

function metas(names: readonly string[]): string[] {
  const selector = names.map((name) => `meta[property="${name}"]`).join();
  return [...document.querySelectorAll<HTMLMetaElement>(selector)].map((meta) => meta.content);
}

/** From JSON-LD: what a product or an article says of itself. */
function linkedFacts(): Facts {
  const facts: Facts = {};
  for (const node of linkedNodes()) describe(node, facts);
  return facts;
}

function describe(node: LinkedNode, facts: Facts): void {
  const [offer] = [node.offers].flat(9);
  const price = offer?.price ?? offer?.lowPrice ?? [offer?.priceSpecification].flat()[0]?.price;
  const [category] = [node.category ?? node.articleSection].flat();
  const found: Facts = {
    category: category?.name ?? category,
    item: node.sku ?? node.productID ?? node.mpn,
    value: price && amount(price),
    tags: node.keywords && listed(node.keywords),
  };
  // The first node that knows a fact counts: products that are merely listed come later.
  for (const name in found) facts[name] ??= found[name];
}

function ownFacts(): Facts {
  const said = (name: string) =>
    document.querySelector(`[data-selvedge-${name}]`)?.getAttribute(`data-selvedge-${name}`);
  const [category, item, value, tags] = ["category", "item", "value", "tags"].map(said);
  return {
    ...(category && { category }),
    ...(item && { item }),
    ...(value && { value: parseMoney(value, document.documentElement.lang) }),
    ...(tags && { tags: listed(tags) }),
  };
}

/** Structured data writes amounts with a point, whatever the page's language. */
function amount(price: unknown): number | undefined {
  return parseMoney(String(price), "en");
}

function listed(words: unknown): string[] {
  return [words].flat().flatMap((word) => String(word).split(/\s*,\s*/));
}
