import { dirname, join } from "node:path";
import { CATALOG_CHARACTERS, FEED_BYTES, FEED_SECONDS } from "../../shared/recommend/limits.ts";
import { catalogIn } from "../../shared/recommend/check-catalog.ts";
import { CatalogIndex, type Shelf, shelfOf } from "../../shared/recommend/shelf.ts";
import type { Site } from "../../shared/site/schema.ts";
import { reasonOf } from "../fetch-error.ts";
import { readWithin } from "../site/files.ts";
import { type Feed, readFeed } from "./feed.ts";

/** A feed, and where it was read. */
export interface LoadedCatalog extends Feed {
  readonly from: string;
  /** What is published and bundled. */
  readonly json: string;
}

/** Whether a feed is on the network. */
export function isRemote(feed: string): boolean {
  return /^https?:\/\//i.test(feed);
}

/**
 * Reads the catalog of a site: from a URL, or from a file in the folder of the site file. Undefined where the site has
 * none. Throws with a sentence where it can't be read at all, or is longer than what an isolate holds.
 */
export async function loadCatalog(
  { catalog }: Pick<Site, "catalog">,
  sitePath: string,
): Promise<LoadedCatalog | undefined> {
  if (!catalog) return undefined;
  const { feed: from } = catalog;
  const feed = feedOf(isRemote(from) ? await fetched(from) : await ofFile(sitePath, from), from);
  const json = JSON.stringify(feed.items);
  if (json.length > CATALOG_CHARACTERS)
    throw new Error(`${from}: longer than ${CATALOG_CHARACTERS} characters, as JSON`);
  return { ...feed, from, json };
}

function feedOf(text: string, from: string): Feed {
  try {
    return readFeed(text);
  } catch (error) {
    throw new Error(`${from}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The path of a feed that is a file. */
export function feedPath(sitePath: string, feed: string): string {
  return join(dirname(sitePath), feed);
}

async function ofFile(sitePath: string, file: string): Promise<string> {
  try {
    return await readWithin(dirname(sitePath), file, FEED_BYTES);
  } catch (error) {
    throw new Error(`${feedPath(sitePath, file)} ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function fetched(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FEED_SECONDS * 1000) });
    if (!response.ok) throw new Error(`answers with status ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > FEED_BYTES) throw new Error(`is larger than ${FEED_BYTES} bytes`);
      chunks.push(chunk);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new Error(`${url}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The catalog that is bundled or started with a site, `[]` where it has none; bad rows are told of, and left out. */
export async function bundledCatalog(site: Pick<Site, "catalog">, sitePath: string): Promise<string> {
  const catalog = await loadCatalog(site, sitePath);
  const bad = catalog?.problems ?? [];
  if (bad.length > 0)
    console.warn(
      `${catalog!.from}: ${bad.length} of its rows left out; \`npm run selvedge -- catalog\` tells why`,
    );
  return catalog?.json ?? "[]";
}

/** A shelf with the items of such a catalog, and no neighbours: nobody has been counted here. */
export function shelfFor(json: string): Shelf {
  return shelfOf(new CatalogIndex(catalogIn(JSON.parse(json)) ?? []), undefined);
}
