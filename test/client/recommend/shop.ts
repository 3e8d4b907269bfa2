import { expect, vi } from "vitest";
import type { Recent } from "../../../shared/recommend/recent.ts";
import { page, stub } from "../opened.ts";
import { kept } from "../stub.ts";

// A small shop with rows of items as the edge writes them.

const KINDS: Readonly<Record<string, string>> = {
  tent: "camp tent",
  stove: "camp stove",
  shoe: "running shoe",
  shell: "rain jacket",
  cape: "rain cape",
  anorak: "rain jacket",
};

const STYLE = `<meta name="viewport" content="width=device-width"><style>
  * { margin: 0; font: 16px/20px sans-serif }
  .row { display: grid; grid-template-columns: repeat(3, 120px); gap: 8px; padding: 0; list-style: none }
  .row > li[data-selvedge-candidate] { height: 90px; overflow: hidden }
  [hidden] { display: none !important }
  .why, .why[hidden] { display: block !important; height: 24px; grid-column: 1 / -1 }
  .why[hidden] { visibility: hidden }
  a, button { display: block; height: 28px }
  img { display: block; width: 40px; height: 40px }
  [data-selvedge-less] { visibility: hidden }
  [data-selvedge-on-device] [data-selvedge-less] { visibility: visible }
</style>`;

/** An item as a row shows it. */
const itemHtml = (id: string, at: number, show: number, more = "") =>
  `<li data-selvedge-candidate="${id}" data-selvedge-about="${KINDS[id]}"${at < show ? "" : " hidden"}>
    <a href="/${id}">${titleOf(id)}</a> ${more}<button data-selvedge-less>Less like this</button></li>`;

const titleOf = (id: string) => `The ${id[0]!.toUpperCase()}${id.slice(1)}`;

/** A row of the shop's items; the first three are shown. */
export function rowHtml(
  change: { readonly why?: string; readonly item?: (id: string) => string } = {},
): string {
  const why =
    change.why ?? `<li class="why" data-selvedge-because hidden>Because you looked at {{title}}</li>`;
  const items = Object.keys(KINDS).map((id, at) => itemHtml(id, at, 3, change.item?.(id)));
  return `<ul class="row" data-selvedge-recommend="home" data-selvedge-show="3">${why}${items.join("")}</ul>`;
}

/** A row for what was looked at lately, which stays hidden till the device fills it. */
export const VIEWED_ROW = `<section id="lately" hidden><h2>You looked at</h2>
  <ul class="row" data-selvedge-recommend="lately" data-selvedge-show="2"><template data-selvedge-item-template>
  <li><a data-selvedge-field="url"><img alt="" data-selvedge-field="image"><span data-selvedge-field="title"></span></a>
  <span data-selvedge-field="price"></span><button data-selvedge-less>Less like this</button></li></template></ul></section>`;

/** A page with a body, or with what is put in the place of its usual one. */
export const pageHtml = (body: string, title = "Home", head = "") =>
  `<title>${title}</title>${STYLE}${head}</head><body><main><h1>${title}</h1>${body}<p id="end">The end</p></main>`;

/** The page of an item, which says of itself what it is. */
export function productHtml(id: string, more: object = {}): string {
  const [category, tag] = KINDS[id]!.split(" ");
  const offers = { price: 245, priceCurrency: "EUR" };
  const data = { "@type": "Product", sku: id, name: titleOf(id), category, keywords: tag, offers, ...more };
  const head = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  return pageHtml("", `Buy ${id}`, head);
}

/** Opens the shop: its pages, by item, and a home page with this in it. */
export function openShop(home: string): void {
  stub.recommends = true;
  stub.pages["/"] = pageHtml(home);
  for (const id of Object.keys(KINDS)) stub.pages[`/${id}`] = productHtml(id);
}

/** What the device keeps for recommendations. */
export async function recent(): Promise<Recent | undefined> {
  return (await kept(page, "recent")) as unknown as Recent | undefined;
}

const PATIENCE = { timeout: 10_000, interval: 50 };

/** Looks at items, one after the other; each is kept. */
export async function lookAt(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await page.goto(`${stub.origin}/${id}`);
    await vi.waitFor(async () => expect((await recent())?.items.at(-1)?.id).toBe(id), PATIENCE);
  }
}

/** The titles of what a row shows, in its order. */
export const shown = (row = "home") =>
  page
    .locator(`[data-selvedge-recommend="${row}"] [data-selvedge-candidate]:not([hidden])`)
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset["selvedgeCandidate"]!));

/** Waits until a row shows this. */
export const shows = (ids: readonly string[], row = "home") =>
  vi.waitFor(async () => expect(await shown(row)).toEqual(ids), PATIENCE);
