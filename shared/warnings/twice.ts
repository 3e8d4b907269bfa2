import { layerUse } from "../data-layer.ts";
import { type Issue, joinPath } from "../issue.ts";
import type { Site } from "../site/schema.ts";

/** Events that the `dataLayer` tells, under our names. */
const TOLD_THERE = ["cart", "purchase", "search"];

/** What would be counted by the page's `dataLayer` and by a declared event, too. */
export function countedTwice(site: Site): Issue[] {
  if (!layerUse(site).read) return [];
  return TOLD_THERE.filter((name) => Object.hasOwn(site.events, name)).map((name) => ({
    path: joinPath("events", name),
    message: `the dataLayer is read, too: a page that tells it there, and on this element, counts it twice`,
  }));
}
