import type { SiteEvent } from "../../shared/event.ts";
import { RECENT_TEXT_CHARACTERS } from "../../shared/recommend/limits.ts";
import { aboutWords } from "../../shared/recommend/about.ts";
import type { PageItem } from "../../shared/recommend/recent.ts";
import { type LinkedNode, linkedNodes } from "../events/linked-data.ts";

/**
 * The item that a view of this page is of, with what the page says of it: in `data-selvedge-*` first, then in
 * schema.org's JSON-LD, then in Open Graph. Undefined where the event names no item. All of it is the page's word: text,
 * never markup.
 */
export function pageItem({ item, category, tags }: SiteEvent["properties"]): PageItem | undefined {
  const id = textOf(item);
  if (id === undefined) return undefined;
  const nodes = linkedNodes();
  const node =
    nodes.find(({ sku, productID, mpn }) => [sku, productID, mpn].some((name) => textOf(name) === id)) ??
    (nodes.length === 1 ? nodes[0]! : {});
  const categories = [node["category"] ?? node["articleSection"]].flat().map((each) => each?.name ?? each);
  const image = said("image") ?? textOf(imageIn(node["image"])) ?? meta("image");
  return defined({
    id,
    about: aboutWords([category, categories, tags].flat().flatMap((each) => textOf(each) ?? [])),
    title:
      said("title") ?? textOf(node["name"]) ?? textOf(node["headline"]) ?? meta("title") ?? document.title,
    url: canonicalPath() ?? location.pathname,
    image: image && shownImage(image),
    price: said("price") ?? priceOf(node),
  });
}

function said(name: string): string | undefined {
  const found = document.querySelector(`[data-selvedge-${name}]`);
  return textOf(found?.getAttribute(`data-selvedge-${name}`));
}

function meta(name: string): string | undefined {
  return textOf(document.querySelector<HTMLMetaElement>(`meta[property="og:${name}"]`)?.content);
}

// oxlint-disable-next-line typescript/no-explicit-any -- pages write what they like
function imageIn(image: any): unknown {
  const [first] = [image].flat();
  return first?.contentUrl ?? first?.url ?? first;
}

/** Structured data tends to name images where they are published; the page shows them from where it is. */
function shownImage(image: string): string {
  const path = pathOf(image);
  const same = [...document.images].find(({ src }) => pathOf(src) === path);
  return textOf(same?.getAttribute("src")) ?? image;
}

const pathOf = (address: string) => addressOf(address)?.pathname;

function addressOf(address: string): URL | undefined {
  try {
    return new URL(address, document.baseURI);
  } catch {
    return undefined;
  }
}

/** Without its query, unless the page itself says that it belongs there: others tell how somebody came. */
function canonicalPath(): string | undefined {
  const link = document.querySelector<HTMLLinkElement>("link[rel=canonical]");
  const address = link ? addressOf(link.href) : undefined;
  // A canonical address of the published site says where this page is there.
  return address && address.pathname === location.pathname ? address.pathname + address.search : undefined;
}

/** As the page's language writes it. */
function priceOf({ offers }: LinkedNode): string | undefined {
  const [offer] = [offers].flat(9);
  const { price = offer?.lowPrice, priceCurrency } = offer ?? {};
  if (price === undefined || !Number.isFinite(Number(price))) return undefined;
  try {
    const language = document.documentElement.lang || undefined;
    const whole = Number.isInteger(Number(price)) ? { minimumFractionDigits: 0 } : {};
    const style = { style: "currency", currency: priceCurrency, ...whole } as const;
    return new Intl.NumberFormat(language, style).format(Number(price));
  } catch {
    // No such currency, or language.
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).trim().slice(0, RECENT_TEXT_CHARACTERS) || undefined;
}

/** What isn't said isn't there, so that it hides nothing that was said before. */
function defined(item: { [Key in keyof PageItem]: PageItem[Key] | undefined }): PageItem {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as never;
}
