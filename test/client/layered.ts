import * as v from "valibot";
import { compileSite } from "../../shared/decision.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { page, stub } from "./opened.ts";

// Pages with a `dataLayer`, as Google's own snippets make it, for the tests of what is read and written there.

/** Google's snippet, as pages paste it; what it loads can't be had here. */
export const GTAG = `<script>
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag("js", new Date());
gtag("config", "G-TEST");
</script>`;

/** What pages tell on the way to the till; the layer knows more of it than we take. */
export const SHELL = { item_id: "tarn-shell", item_category: "rain", price: 245, quantity: 1 };

/** What the page keeps for tests to look at. */
export interface LayeredWindow {
  readonly dataLayer: readonly unknown[];
  readonly thrown: string[];
}

const SITE = {
  version: 1,
  id: "test",
  dataLayer: true,
  attributes: {
    visits: { count: "visit" },
    cartValue: { sum: "cart", of: "value", since: "purchase" },
    orders: { count: "purchase" },
    looked: { last: "view_item", of: "category" },
    term: { last: "search", of: "term" },
  },
  segments: {
    full: {
      when: { cartValue: { $gte: 100 }, orders: 0, looked: { $in: ["rain"] }, term: "hat", visits: 1 },
    },
  },
};

/** Has the stub serve a site that reads orders, carts and looks, with these parts of the tag besides. */
export function serveLayered(parts: readonly string[], layer?: TagConfig["layer"]): void {
  const { plan } = compileSite(v.parse(siteSchema, SITE), () => () => true);
  stub.config = { ...stub.config, attributes: plan.attributes, ...(layer && { layer }) };
  const { configuration } = stub;
  Object.assign(stub, {
    configuration: (changed?: Partial<TagConfig>) => {
      const config = configuration(changed);
      return { ...config, parts: [...config.parts, ...parts] };
    },
  });
}

/** The page's head: an owner's own handler of errors, which must have nothing to do, then a script of the test's. */
export const head = (script: string) => `<script>
window.thrown = [];
onerror = (message) => { thrown.push(String(message)); };
onunhandledrejection = (event) => { thrown.push(String(event.reason)); };
</script>${script}</head><body><h1>Shop</h1>`;

export const push = (...entries: unknown[]) =>
  page.evaluate((all) => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    return dataLayer.push(...all);
  }, entries);

/** As the page's own `gtag("event", …)`. */
export const gtagEvent = (name: string, values: object) =>
  page.evaluate(
    ([name, values]) => (window as unknown as { gtag(...all: unknown[]): void }).gtag("event", name, values),
    [name, values] as const,
  );

export const thrown = () => page.evaluate(() => (window as unknown as LayeredWindow).thrown);

/** What stands in the layer, arguments as lists. */
export const layer = () =>
  page.evaluate(() =>
    (window as unknown as LayeredWindow).dataLayer.map((entry) =>
      Object.prototype.toString.call(entry) === "[object Arguments]"
        ? Array.from(entry as ArrayLike<unknown>)
        : entry,
    ),
  );
