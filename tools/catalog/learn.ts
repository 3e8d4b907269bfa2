import { parseMoney } from "../../shared/money.ts";
import type { Catalog, Item } from "../../shared/recommend/contract.ts";
import { find, type Page } from "../init/document.ts";
import { type LinkedNode, linkedNodes, metaOf } from "../init/facts.ts";
import { withoutHost } from "./feed.ts";
import { type Fields, itemOf } from "./fields.ts";

/** What pages tell of themselves: items, and pages that name none. */
export interface Learned {
  readonly items: Catalog;
  readonly without: readonly { readonly path: string; readonly message: string }[];
}

/** What was read of a page. */
export interface PageFields {
  readonly path: string;
  readonly fields: Fields;
  /** Where it says that it is served: it may be read somewhere else. */
  readonly host: string | undefined;
}

/** What a page says of its item, under the names of a feed. */
export function readFields(page: Page): PageFields {
  return { path: page.path, fields: fieldsOf(page), host: hostOf(page) };
}

/**
 * Makes an item of each page, read as the tag reads it there: what the owner wrote in `data-selvedge-*` counts before
 * schema.org, and that before Open Graph. So the ids are those that views name.
 */
export function learnItems(read: readonly PageFields[]): Learned {
  // A language tells pages apart only where there are several of one item.
  const languages = new Map<string, Set<string>>();
  for (const { fields } of read) {
    const known = languages.get(plain(fields["id"])) ?? new Set();
    languages.set(plain(fields["id"]), known.add(plain(fields["language"])));
  }
  const items: Item[] = [];
  const without: Learned["without"][number][] = [];
  const seen = new Set<string>();
  for (const { path, fields, host } of read) {
    const isSeveral = languages.get(plain(fields["id"]))!.size > 1;
    const found = itemOf({ ...fields, language: isSeveral ? fields["language"] : undefined }, (address) =>
      withoutHost(address, host),
    );
    const key = found.ok ? `${found.item.id}\n${found.item.language}` : "";
    if (!found.ok) without.push({ path, message: found.message });
    else if (seen.has(key))
      without.push({ path, message: `another page is about ${JSON.stringify(found.item.id)}, too` });
    else {
      seen.add(key);
      items.push(found.item);
    }
  }
  return { items, without };
}

function fieldsOf(page: Page): Fields {
  const nodes = linkedNodes(page).filter((node) =>
    /Product|Article|Posting/.test(String([node["@type"]].flat())),
  );
  const linked = (read: (node: LinkedNode) => unknown) =>
    nodes.map(read).find((value) => value !== undefined && value !== null);
  const own = (name: string) =>
    find(page, `[data-selvedge-${name}]`)[0]?.attribs[`data-selvedge-${name}`] || undefined;
  const offer = linked((node) => [node["offers"]].flat(9)[0]) as LinkedNode | undefined;
  const specification = [offer?.["priceSpecification"]].flat()[0] as LinkedNode | undefined;
  const amount =
    offer?.["price"] ??
    offer?.["lowPrice"] ??
    specification?.["price"] ??
    metaOf(page, "product:price:amount") ??
    metaOf(page, "og:price:amount");
  const currency =
    offer?.["priceCurrency"] ?? specification?.["priceCurrency"] ?? metaOf(page, "product:price:currency");
  const language = find(page, "html")[0]?.attribs["lang"];
  const value = own("value");
  return {
    id:
      own("item") ??
      linked((node) => node["sku"] ?? node["productID"] ?? node["mpn"]) ??
      metaOf(page, "product:retailer_item_id"),
    title: linked((node) => node["name"] ?? node["headline"]) ?? metaOf(page, "og:title"),
    url: page.path,
    image: imageIn(linked((node) => node["image"])) ?? metaOf(page, "og:image"),
    price:
      value === undefined
        ? amount && `${plain(amount)} ${plain(currency)}`
        : parseMoney(value, language ?? "en"),
    ...(value !== undefined && { price_text: value }),
    categories: [
      own("category") ??
        textIn(linked((node) => node["category"] ?? node["articleSection"])) ??
        metaOf(page, "product:category") ??
        metaOf(page, "article:section"),
    ],
    tags: own("tags") ?? linked((node) => node["keywords"]),
    availability: offer?.["availability"],
    language,
  };
}

function hostOf(page: Page): string | undefined {
  const address = find(page, "link[rel=canonical]")[0]?.attribs["href"] ?? metaOf(page, "og:url") ?? "";
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/** A text, or the name of what stands there; of several the first. */
function textIn(value: unknown): unknown {
  return oneOf(value, "name");
}

function imageIn(value: unknown): unknown {
  return oneOf(value, "url");
}

function oneOf(value: unknown, field: string): unknown {
  const [first]: unknown[] = [value].flat(9);
  return typeof first === "object" && first !== null ? (first as LinkedNode)[field] : first;
}

/** What a page says plainly; "" for anything else. */
function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
