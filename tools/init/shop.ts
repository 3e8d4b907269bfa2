import { type Element, find, type Page, textOf } from "./document.ts";

/** A button of the shop, and how its event's properties are read from it. */
export interface Button {
  readonly selector: string;
  readonly properties: Readonly<Record<string, { readonly attr: string; readonly type?: "money" }>>;
  /** The path of a page that has it. */
  readonly seenOn: string;
}

const CART_NAME = /add[-_]?to[-_]?(cart|basket|bag)|(^|[-_])(cart|basket)[-_]?add/i;
const CART_TEXT =
  /^(add to|put in(to)?) (the |your )?(cart|basket|bag)|do koszyka|в корзину|in den warenkorb|au panier|al carrito|al carrello|in winkelwagen|do košíku/i;
const CHECKOUT_NAME = /check[-_]?out|place[-_]?order/i;
const CHECKOUT_TEXT =
  /^(check ?out|place (the |your )?order|buy now|pay now)\b|kupuję i płacę|złóż zamówienie|zamawiam|оформить заказ|jetzt kaufen|zahlungspflichtig bestellen/i;

/** The button that puts something into the basket. */
export function cartButton(pages: readonly Page[]): Button | undefined {
  return buttonOf(pages, CART_NAME, CART_TEXT, {
    item: /sku|product|item|variant|^data-id$/,
    value: /price|value|amount/,
  });
}

/** The button that orders. */
export function checkoutButton(pages: readonly Page[]): Button | undefined {
  return buttonOf(pages, CHECKOUT_NAME, CHECKOUT_TEXT, { value: /total|price|value|amount/ });
}

function buttonOf(
  pages: readonly Page[],
  name: RegExp,
  text: RegExp,
  wanted: Readonly<Record<string, RegExp>>,
): Button | undefined {
  for (const page of pages) {
    for (const element of find(page, "button, input[type=submit], input[type=button]")) {
      const own = ownName(element, name);
      const says = text.test(textOf(element) || (element.attribs["value"] ?? ""));
      const selector = own ?? (says ? plainName(element) : undefined);
      if (selector !== undefined)
        return { selector, properties: propertiesOf(element, wanted), seenOn: page.path };
    }
  }
  return undefined;
}

/** A data attribute, class, id or name that says what the button does. */
function ownName({ name, attribs }: Element, meant: RegExp): string | undefined {
  const data = Object.keys(attribs).find((key) => key.startsWith("data-") && meant.test(key));
  if (data !== undefined) return `[${data}]`;
  const known = (attribs["class"] ?? "")
    .split(/\s+/)
    .find((each) => meant.test(each) && /^[\w-]+$/.test(each));
  if (known !== undefined) return `${name}.${known}`;
  const id = attribs["id"] ?? "";
  return meant.test(id) && /^[A-Za-z][\w-]*$/.test(id) ? `#${id}` : undefined;
}

function plainName({ name, attribs }: Element): string | undefined {
  const known = (attribs["class"] ?? "").split(/\s+/).find((each) => /^[A-Za-z][\w-]*$/.test(each));
  if (/^[\w-]+$/.test(attribs["name"] ?? "")) return `${name}[name="${attribs["name"]}"]`;
  return known === undefined ? undefined : `${name}.${known}`;
}

function propertiesOf({ attribs }: Element, wanted: Readonly<Record<string, RegExp>>): Button["properties"] {
  const names = Object.keys(attribs).filter((key) => key.startsWith("data-"));
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([property, meant]) => {
      const attr = names.find((key) => meant.test(key));
      if (attr === undefined) return [];
      return [[property, property === "value" ? { attr, type: "money" as const } : { attr }]];
    }),
  );
}
