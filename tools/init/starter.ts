import { starterAttributes, starterSegments } from "./starter-audience.ts";
import { starterBlocks } from "./starter-blocks.ts";
import type { Findings } from "./findings.ts";
import { type Entry, fields, plain, toJsonc } from "./jsonc.ts";

/**
 * A site file to begin with, made of what pages told: JSON with comments that say what each part is for.
 * `schema`: where editors find the JSON Schema, as seen from the file.
 */
export function starterSite(found: Findings, schema: string): string {
  const { languages, cart, checkout } = found;
  const entry = (key: string, value: unknown, comment?: string): Entry => ({
    key,
    value: plain(value),
    ...(comment !== undefined && { comment }),
  });
  const consent = {
    mode: "opt-in",
    ...(found.policy !== undefined && { policyUrl: found.policy }),
    retention: "180d",
  };
  const event = ({ selector, properties }: NonNullable<typeof cart>) => ({
    on: "click",
    selector,
    properties,
  });
  const events = fields(
    cart &&
      entry("cart", event(cart), `The button that puts something into the basket, as on ${cart.seenOn}.`),
    checkout && entry("purchase", event(checkout), `The button that orders, as on ${checkout.seenOn}.`),
  );
  const file = fields(
    entry("$schema", schema),
    entry("version", 1),
    entry("id", idOf(found.name), "Part of what cookies are signed with: choose it once."),
    entry("languages", languages, "The first one is used where a text isn't there in the visitor's."),
    entry(
      "consent",
      consent,
      "Nothing is kept of a visitor who hasn't agreed." +
        (found.policy === undefined ? ' Add "policyUrl", the address of your privacy policy.' : ""),
    ),
    found.exclude.length > 0 ? entry("exclude", found.exclude, "These pages are never touched.") : undefined,
    events.fields.length > 0
      ? {
          key: "events",
          value: events,
          comment: "What happens on your pages, besides what is seen by itself (visits, views, clicks, …).",
        }
      : undefined,
    {
      key: "attributes",
      value: starterAttributes(found),
      comment:
        "What is kept about a visitor, in the visitor's own browser, with the words that the visitor reads about it.",
    },
    { key: "segments", value: starterSegments(found), comment: "Groups of visitors that you tell apart." },
    {
      key: "blocks",
      value: starterBlocks(found),
      comment: "What changes on which page, for whom. These are examples: put your own words in.",
    },
    entry("goals", { order: { event: "purchase" } }, "What is counted, without saying whose it was."),
  );
  return `// A site file to begin with, made of ${found.pages.length} pages of ${oneLine(found.name)}. Comments are allowed.\n${toJsonc(file)}\n`;
}

/** A name that a site may have: `Fell & Ford` is `fell-ford`. */
export function idOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const id = (words ?? [])
    .join("-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-$/, "");
  return id === "" ? "my-site" : id;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
