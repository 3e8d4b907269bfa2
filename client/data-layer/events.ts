import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import { LAYER_ITEMS, LAYER_TEXT_CHARACTERS } from "../../shared/limits.ts";
import { parseMoney } from "../../shared/money.ts";
import { type Said, saidBy } from "./said.ts";

type Values = Said["values"];
/** Makes events of ours of what was said, in the page's language, which amounts are read by. */
type Making = (values: Values, language: string) => readonly SiteEvent[];

/** One who is looking for somebody, or names himself: no search term, and nothing that is kept. */
const MAIL = /\S@\S/;
const LONG_NUMBER = /(?:\d[ ().-]{0,2}){7}/;

/**
 * GA4's recommended events by name. What we have an event for becomes that one; all others keep their names.
 * Source: https://developers.google.com/analytics/devguides/collection/ga4/reference/events
 */
const RECOMMENDED: Readonly<Record<string, Making>> = {
  add_to_cart: each("cart"),
  remove_from_cart: each("cart", -1),
  view_item: each("view_item"),
  select_item: each("select_item"),
  add_to_wishlist: each("add_to_wishlist"),
  view_item_list: together("view_item_list"),
  view_cart: together("view_cart"),
  begin_checkout: together("begin_checkout"),
  add_shipping_info: together("add_shipping_info"),
  add_payment_info: together("add_payment_info"),
  purchase: together("purchase"),
  search: search,
  view_search_results: search,
  sign_up: ({ method }) => [event("sign_up", { method: text(method) })],
  login: ({ method }) => [event("login", { method: text(method) })],
  generate_lead: ({ value }, language) => [event("generate_lead", { value: amount(value, language) })],
};

/**
 * The events that an entry of GA4's `dataLayer` stands for; none where it is anything else. Never throws. Of what the
 * entry says only item, category, amount, quantity, list, search term and method are taken, each as a short text or
 * a number: numbers of orders and users, addresses and all that isn't known stay where they are.
 */
export function eventsOf(entry: unknown, language: string): readonly SiteEvent[] {
  try {
    const said = saidBy(entry);
    if (!said || !Object.hasOwn(RECOMMENDED, said.name)) return [];
    return RECOMMENDED[said.name]!(said.values, language);
  } catch {
    // A getter or a proxy of the page's.
    return [];
  }
}

/** An event for each item. The event's own value counts where there is but one item, or none is told. */
function each(name: string, sign = 1): Making {
  return (values, language) => {
    const items = itemsOf(values);
    return (items.length > 0 ? items : [{}]).map((item) => {
      const quantity = amount(item.quantity, language) ?? 1;
      const price = amount(item.price, language);
      const whole = items.length > 1 ? undefined : amount(values.value, language);
      const value = price === undefined ? whole : cents(price * quantity);
      return event(name, {
        item: idOf(item),
        category: text(item.item_category),
        value: value === undefined ? undefined : sign * value,
        quantity: sign * quantity,
      });
    });
  };
}

/** One event for all items. */
function together(name: string): Making {
  return (values, language) => {
    const items = itemsOf(values);
    const sum = items.reduce(
      (total, item) => total + (amount(item.price, language) ?? 0) * (amount(item.quantity, language) ?? 1),
      0,
    );
    return [
      event(name, {
        list: text(values.item_list_name ?? items[0]?.item_list_name),
        value: amount(values.value, language) ?? (items.length > 0 ? cents(sum) : undefined),
        items: listOf(items.map(idOf)),
        categories: listOf(items.map((item) => text(item.item_category))),
      }),
    ];
  };
}

function search({ search_term: said }: Values): readonly SiteEvent[] {
  const term = text(said);
  return term === undefined || LONG_NUMBER.test(term) ? [] : [event("search", { term })];
}

function event(name: string, properties: Readonly<Record<string, PropertyValue | undefined>>): SiteEvent {
  const known = Object.entries(properties).filter(([, value]) => value !== undefined);
  return { name, properties: Object.fromEntries(known) as SiteEvent["properties"] };
}

function itemsOf({ items }: Values): readonly Values[] {
  return Array.isArray(items)
    ? items.filter((item) => typeof item === "object" && item !== null).slice(0, LAYER_ITEMS)
    : [];
}

const idOf = (item: Values) => text(item.item_id) ?? text(item.item_name);

/** What is known of a list, each once; undefined where nothing is. */
function listOf(values: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = [...new Set(values)].filter((value) => value !== undefined);
  return known.length > 0 ? known : undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && !Number.isFinite(value)) return undefined;
  const plain = String(value).trim().slice(0, LAYER_TEXT_CHARACTERS);
  return plain === "" || MAIL.test(String(value)) ? undefined : plain;
}

/** Google's pages write amounts as numbers, shops often as texts, and sometimes as they show them. */
function amount(value: unknown, language: string): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const number = value === "" ? Number.NaN : Number(value);
  const read = Number.isNaN(number) ? parseMoney(String(value), language) : number;
  return Number.isFinite(read) ? read : undefined;
}

/** Sums of prices in cents: 3 × 0.1 is 0.3. */
const cents = (value: number) => Math.round(value * 100) / 100;
