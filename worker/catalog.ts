import { SITE_REFRESH_DEADLINE_MILLISECONDS, SITE_REFRESH_SECONDS } from "../shared/limits.ts";
import { CATALOG_CHARACTERS } from "../shared/recommend/limits.ts";
import { catalogIn } from "../shared/recommend/check-catalog.ts";
import { CatalogIndex } from "../shared/recommend/shelf.ts";
import { withDeadline } from "./deadline.ts";
import { reportConfiguration, reportFault } from "./report.ts";
import type { SiteSource } from "./site.ts";

/** Key of the KV namespace: the catalog as it was published … */
const CATALOG_KEY = "catalog";
/** … and the last one that could be read, where new isolates start from when it is broken. */
const GOOD_KEY = "catalog:good";

/**
 * The catalog of an isolate. No page waits for it: what there is, is there at once, and a newer one is looked for in
 * the background. Invariant 9: a broken one changes nothing but for one report; the last good one serves on.
 */
export class CatalogStore {
  readonly #bundled: CatalogIndex | undefined;
  #published: CatalogIndex | undefined;
  #text: string | null | undefined;
  #lookedAt = -Infinity;

  /** `bundled`: the catalog to begin with, and to serve where KV has none. It is looked through when the isolate starts. */
  constructor(bundled: unknown) {
    this.#bundled = indexOf(bundled);
  }

  /** Looks for a newer one in the background, if it is time. */
  refresh(source: SiteSource): void {
    if (source.now - this.#lookedAt < SITE_REFRESH_SECONDS * 1000 && source.now >= this.#lookedAt) return;
    this.#lookedAt = source.now;
    source.waitUntil(this.#refresh(source));
  }

  /** Waits until what is published has been looked for once. */
  async ready(source: SiteSource): Promise<void> {
    if (this.#text === undefined) await this.#refresh(source);
  }

  /** What there is by now; undefined: no items are known. */
  get current(): CatalogIndex | undefined {
    return this.#published ?? this.#bundled;
  }

  async #refresh(source: SiteSource): Promise<void> {
    try {
      await withDeadline(this.#load(source), SITE_REFRESH_DEADLINE_MILLISECONDS, "the catalog");
    } catch (error) {
      source.note?.("site-stale");
      reportFault("the catalog could not be read, the last one serves on", error);
    }
  }

  async #load(source: SiteSource): Promise<void> {
    const text = await source.kv.get(CATALOG_KEY);
    if (text === this.#text) return;
    this.#text = text;
    if (text === null) {
      this.#published = undefined;
      return;
    }
    const index = read(text);
    if (index) {
      this.#published = index;
      source.waitUntil(keepGood(source.kv, text));
      return;
    }
    source.note?.("site-stale");
    reportConfiguration("the catalog is broken, the last good one serves on");
    if (this.#published) return;
    const good = await source.kv.get(GOOD_KEY);
    this.#published = good === null ? undefined : read(good);
  }
}

async function keepGood(kv: KVNamespace, text: string): Promise<void> {
  try {
    if ((await kv.get(GOOD_KEY)) !== text) await kv.put(GOOD_KEY, text);
  } catch (error) {
    reportFault("the good catalog could not be kept", error);
  }
}

function read(text: string): CatalogIndex | undefined {
  if (text.length > CATALOG_CHARACTERS) return undefined;
  try {
    return indexOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function indexOf(value: unknown): CatalogIndex | undefined {
  const catalog = catalogIn(value);
  return catalog && new CatalogIndex(catalog);
}
