import { safeUrl } from "../../shared/html/escape.ts";
import { PROPERTY_CHARACTERS } from "../../shared/limits.ts";
import { parseMoney } from "../../shared/money.ts";
import type { Item } from "../../shared/recommend/contract.ts";
import { dayOf } from "../../shared/day.ts";

/** A row of a feed by the names of its columns. */
export type Fields = Readonly<Record<string, unknown>>;

/** A row as an item, or why it is none; what of it is odd, but not in the way. */
export type ReadItem =
  | { readonly ok: true; readonly item: Item }
  | { readonly ok: false; readonly message: string };

/** Our names first, then those of Google's product feeds. https://support.google.com/merchants/answer/7052112 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ["id", "item"],
  title: ["title", "name"],
  url: ["url", "link"],
  image: ["image", "image_link"],
  price: ["sale_price", "price"],
  priceText: ["price_text"],
  categories: ["categories", "category", "product_type"],
  tags: ["tags", "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3", "custom_label_4"],
  language: ["language", "lang"],
  available: ["available", "availability"],
  added: ["added"],
};

const AVAILABLE = ["true", "yes", "1", "in_stock", "limited_availability", "preorder", "backorder"];
const GONE = ["false", "no", "0", "out_of_stock", "sold_out", "discontinued"];

/** `Image Link`, `g:image_link` and `imageLink` are one column. */
export function columnName(name: string): string {
  return name
    .trim()
    .replace(/^g:/i, "")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
}

/** Reads an item off a row whose names are those of `columnName`. `pathOf` makes an address one on the site. */
export function itemOf(fields: Fields, pathOf: (address: string) => string): ReadItem {
  const value = (name: keyof typeof NAMES) =>
    NAMES[name]!.map((column) => fields[column]).find((each) =>
      Array.isArray(each) ? each.length > 0 : said(each) !== "",
    );
  const [id, title, address] = (["id", "title", "url"] as const).map((name) => said(value(name)));
  const missing = [!id && "id", !title && "title", !address && "link"].filter(Boolean).join(", ");
  if (missing !== "") return refuse(`has no ${missing}`);
  if (id!.length > PROPERTY_CHARACTERS)
    return refuse(`the id is longer than ${PROPERTY_CHARACTERS} characters, so no view names it`);
  const url = urlOf(address!, pathOf);
  if (url === undefined) return refuse(`the link isn't a URL of a page: ${JSON.stringify(address)}`);
  const asked = said(value("image"));
  const image = asked === "" ? undefined : urlOf(asked, pathOf);
  if (asked !== "" && image === undefined) return refuse(`the image isn't a URL: ${JSON.stringify(asked)}`);
  const language = said(value("language"));
  const priced = priceOf(value("price"), language);
  if (priced === undefined) return refuse(`the price isn't an amount: ${JSON.stringify(value("price"))}`);
  const can = columnName(said(value("available")).replace(/^https?:\/\/schema\.org\//, ""));
  if (can !== "" && !AVAILABLE.includes(can) && !GONE.includes(can))
    return refuse(`the availability isn't in_stock or out_of_stock: ${JSON.stringify(can)}`);
  const added = said(value("added"));
  if (added !== "" && Number.isNaN(Date.parse(added)))
    return refuse(`"added" isn't a day such as 2026-11-01: ${JSON.stringify(added)}`);
  const priceText = said(value("priceText")) || priced.text;
  const images = imagesOf(fields, pathOf);
  return {
    ok: true,
    item: {
      id: id!,
      title: title!,
      url,
      ...(image !== undefined && { image }),
      ...(images && { images }),
      ...(priced.amount !== undefined && { price: priced.amount }),
      ...(priceText !== undefined && priceText !== "" && { priceText }),
      categories: listOf(value("categories"), /[>|,]/),
      tags: [...new Set(NAMES["tags"]!.flatMap((column) => listOf(fields[column], /[|,]/)))],
      ...(language !== "" && { language }),
      ...(GONE.includes(can) && { available: false as const }),
      ...(added !== "" && { added: dayOf(Date.parse(added)) }),
    },
  };
}

function refuse(message: string): ReadItem {
  return { ok: false, message };
}

/** A value as text; "" where there is none. */
function said(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : "";
}

function listOf(value: unknown, separator: RegExp): string[] {
  const parts = Array.isArray(value) ? value.map(said) : said(value).split(separator);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))];
}

function urlOf(address: string, pathOf: (address: string) => string): string | undefined {
  const url = safeUrl(pathOf(address));
  return url !== undefined && /^(?:\/|https?:\/\/)/i.test(url) ? url : undefined;
}

/** An amount as feeds write it, `245.00 EUR`, and how it is shown in a language; undefined where it is none. */
function priceOf(
  value: unknown,
  language: string,
): { readonly amount?: number | undefined; readonly text?: string } | undefined {
  const text = said(value);
  if (text === "") return {};
  const [currency] = /[A-Z]{3}/.exec(text) ?? [];
  const amount =
    typeof value === "number" ? value : parseMoney(text, hasThousands(text, currency) ? "de" : "en");
  if (amount === undefined || !Number.isFinite(amount) || amount < 0) return undefined;
  if (currency === undefined)
    return {
      amount,
      ...(typeof value === "string" && /\D/.test(text) && !/^[\d.]+$/.test(text) && { text }),
    };
  const shown = new Intl.NumberFormat(isLanguage(language) ? language : "en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
  });
  return { amount, text: shown.format(amount) };
}

function isLanguage(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

/** Whether the point of `1.234 EUR` is one between thousands: no such currency has thousandths. */
function hasThousands(text: string, currency: string | undefined): boolean {
  if (currency === undefined || !/^\D*[1-9]\d{0,2}\.\d{3}\D*$/.test(text)) return false;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return maximumFractionDigits < 3;
}

/** `images: { "segment": … }` in JSON, columns `images.segment` in CSV. */
function imagesOf(fields: Fields, pathOf: (address: string) => string): Record<string, string> | undefined {
  const inside = Object.entries((fields["images"] ?? {}) as Fields);
  const columns = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith("images.") ? [[name.slice("images.".length), value] as const] : [],
  );
  const found = [...inside, ...columns].flatMap(([segment, value]) => {
    const url = said(value) === "" ? undefined : urlOf(said(value), pathOf);
    return url === undefined ? [] : [[segment, url] as const];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
