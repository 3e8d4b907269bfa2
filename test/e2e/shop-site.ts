import { join } from "node:path";
import type { Site } from "../../shared/site/schema.ts";
import { loadSiteFile } from "../../tools/site-file.ts";
import { checkSiteText } from "./checked-site.ts";

/** The folder of the demo shop. */
export const SHOP = join(import.meta.dirname, "../site");
/** Its reserved path. */
export const OURS = "/_selvedge/";

interface ShopSite extends Record<string, unknown> {
  readonly blocks: Readonly<Record<string, unknown>>;
  readonly experiments: Readonly<
    Record<string, { readonly variants: Readonly<Record<string, { readonly blocks?: readonly string[] }>> }>
  >;
}

/**
 * The shop's site file as everybody sees it who is in no experiment: what visitors of tests see isn't left to chance. Of
 * segments, which tests may replace, none is singled out to be measured. Rejects where it is broken.
 */
export async function readShopSite(): Promise<Record<string, unknown>> {
  const loaded = await loadSiteFile(join(SHOP, "site.json"));
  if (!loaded.ok) throw new Error(`the demo's site file is broken: ${JSON.stringify(loaded.issues)}`);
  const { experiments, measured: _, blocks, ...site } = JSON.parse(loaded.value.json) as ShopSite;
  const tested = new Set(
    Object.values(experiments).flatMap(({ variants }) =>
      Object.values(variants).flatMap((variant) => variant.blocks ?? []),
    ),
  );
  const others = Object.entries(blocks).filter(([id]) => !tested.has(id));
  return { ...site, holdout: 0, blocks: Object.fromEntries(others) };
}

/** The same, checked. */
export async function shopSite(): Promise<Site> {
  return checkSiteText(await readShopSite()).site;
}
