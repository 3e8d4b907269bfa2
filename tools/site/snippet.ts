import { HIDDEN_MILLISECONDS } from "../../shared/limits.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { PinnedTag } from "./pinned.ts";

/** What an owner puts into pages. */
export interface Snippet {
  /** The script tag. */
  readonly tag: string;
  /** Lets scripts call `selvedge(…)` before the tag has loaded. */
  readonly stub: string;
  /** For pages that the Worker isn't in front of; absent where the site file declares no `origins`. */
  readonly tagMode?: TagModeSnippet;
  /** Markup by which pages tell the tag what this site file asks for, each with what it is for. */
  readonly hints: readonly Hint[];
  /** What a Content-Security-Policy of the pages must allow, a directive each. */
  readonly policy: readonly string[];
}

export interface TagModeSnippet {
  readonly tag: string;
  /** Keeps slots that are marked with `data-selvedge-slot` from being seen before they are right, for a moment at most. */
  readonly style: string;
  readonly policy: readonly string[];
}

export interface Hint {
  readonly what: string;
  readonly html: string;
}

/** Properties of `view` that a page may write itself, with an example. */
const MARKED: Readonly<Record<string, string>> = {
  category: "rain",
  item: "SKU-1",
  value: "39.90",
  tags: "wool, men",
};

/** The style that hides slots: an animation, so that the browser ends it, whatever becomes of the tag. */
const SLOT_STYLE =
  `<style>[data-selvedge-slot]{animation:selvedge var(--selvedge-wait,${HIDDEN_MILLISECONDS}ms)}` +
  "@keyframes selvedge{0%,to{visibility:hidden}}</style>";

/** The snippet for pages elsewhere. `edge`: the origin at which the Worker answers. */
export function tagModeSnippet(
  site: Pick<Site, "id" | "path">,
  edge: string,
  pinned?: PinnedTag,
): TagModeSnippet {
  const base = edge + site.path;
  return {
    tag: `<script async src="${sourceOf(base, pinned)} data-site="${site.id}"></script>`,
    style: SLOT_STYLE,
    policy: [`script-src ${base}/`, `connect-src ${base}/`, "trusted-types selvedge"],
  };
}

/** The snippet of a site. The Worker brings the tag itself; it puts none where it finds one, also a pinned one. */
export function snippetOf(site: Site, edge = "https://edge.example", pinned?: PinnedTag): Snippet {
  return {
    tag: `<script async src="${sourceOf(site.path, pinned)}></script>`,
    // One expression: the queue is made by the first call. A page's own `selvedge` is left alone.
    stub: "<script>window.selvedge ??= function () { (selvedge.q ??= []).push(arguments) }</script>",
    ...(site.origins.length > 0 && { tagMode: tagModeSnippet(site, edge, pinned) }),
    hints: [...declarations(site), ...marked(site), ...watched(site), settings()],
    // The tag, its parts and the edge are all under the site's own address.
    policy: ["script-src 'self'", "connect-src 'self'"],
  };
}

/** The address of the tag up to the end of its quotes and, where it is pinned, what browsers hold it against. */
function sourceOf(base: string, pinned: PinnedTag | undefined): string {
  if (!pinned) return `${base}/tag.js"`;
  return `${base}/${pinned.file}" integrity="${pinned.integrity}" crossorigin="anonymous"`;
}

function declarations(site: Site): Hint[] {
  return Object.entries(site.attributes).flatMap(([id, attribute]) => {
    const isList = "choices" in attribute;
    const values: unknown = isList ? attribute.choices : "declared" in attribute && attribute.declared;
    if (!Array.isArray(values)) return [];
    const [value = ""] = values as readonly string[];
    const said = `data-selvedge-declare="${id}" value="${escape(value)}"`;
    const html = isList ? `<input type="checkbox" ${said}>` : `<button ${said}>…</button>`;
    return [{ what: `The visitor says it: ${id} (${values.join(", ")})`, html }];
  });
}

/** What attributes read of views, in any field. */
function marked(site: Site): Hint[] {
  const texts = Object.values(site.attributes)
    .map((attribute) => JSON.stringify(attribute))
    .filter((text) => text.includes('"view"'));
  return Object.entries(MARKED).flatMap(([name, example]) =>
    texts.some((text) => text.includes(`"${name}"`))
      ? [
          {
            what: `What the page is about, where JSON-LD and Open Graph don't say it: ${name}`,
            html: `<main data-selvedge-${name}="${example}">`,
          },
        ]
      : [],
  );
}

function watched(site: Site): Hint[] {
  return Object.entries(site.events).map(([name, { on, selector, properties }]) => {
    const attributes = Object.values(properties).flatMap(({ attr }) =>
      attr === undefined ? [] : [`${attr}="…"`],
    );
    const what = `The event "${name}" (${on}): what matches ${selector}`;
    return { what, html: ["<…", ...attributes].join(" ") + ">" };
  });
}

function settings(): Hint {
  return {
    what: "The way to the privacy settings, on every page",
    html: '<button type="button" data-selvedge="preferences">Privacy settings</button>',
  };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
