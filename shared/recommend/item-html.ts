import { escapeAttribute } from "../html/escape.ts";
import type { Template } from "../template.ts";
import type { Item } from "./contract.ts";

/** What an item's template may print, and ask for in sections. */
export const ITEM_FIELDS: readonly string[] = ["title", "url", "image", "price", "id"];

/** How an item stands in its row. */
interface Standing {
  readonly image: string | undefined;
  /** The device may put it in the place of one that is shown. */
  readonly isHidden: boolean;
  /** The owner wants it where it is. */
  readonly isPinned: boolean;
}

/** One item of a row. */
export function itemHtml(template: Template, item: Item, { image, isHidden, isPinned }: Standing): string {
  const fields: Readonly<Record<string, unknown>> = {
    title: item.title,
    url: item.url,
    image,
    price: item.priceText ?? item.price,
    id: item.id,
  };
  const html = template.render((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined));
  const attributes =
    ` data-selvedge-candidate="${escapeAttribute(item.id)}"` +
    ` data-selvedge-about="${escapeAttribute(aboutOf(item))}"` +
    `${isPinned ? " data-selvedge-pinned" : ""}${isHidden ? " hidden" : ""}`;
  // A browser takes the first of two attributes of one name, so what the template says there doesn't count.
  return html.replace(/^\s*<[a-z][^\s/>]*/i, (start) => start + attributes);
}

/** Categories and tags, each once and without a space in it. */
export function aboutOf({ categories, tags }: Item): string {
  return [...new Set([...categories, ...tags])].map(wordOf).join(" ");
}

/** Lone surrogates have no UTF-8. */
function wordOf(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** The image of an item for somebody who is in these segments: the first that it has one for, else its own. */
export function imageOf(item: Item, segments: readonly string[]): string | undefined {
  const own = segments.find((segment) => item.images && Object.hasOwn(item.images, segment));
  return own === undefined ? item.image : item.images![own];
}

/**
 * An item's template as one that the device fills: instead of placeholders, marks that say what belongs there. Other
 * attributes with placeholders stay empty, sections are always there.
 */
export function templateForDevice(source: string): string {
  return source
    .replace(/\{\{[#^/][^}]*\}\}/g, "")
    .replace(/\s(?:href|src)="\{\{\s*(url|image)\s*\}\}"/gi, ' data-selvedge-field="$1"')
    .replace(/="[^"]*\{\{[^"]*"/g, '=""')
    .replace(/\{\{\s*(\w+)\s*\}\}/g, '<span data-selvedge-field="$1"></span>');
}
