import { sensitiveTopic } from "../../shared/site/sensitive.ts";
import { find, type Page } from "./document.ts";

/** What a page says of itself, as the tag will read it. */
export interface PageFacts {
  readonly category?: string;
  readonly isProduct: boolean;
}

/** A schema.org node, whatever it says. */
export type LinkedNode = Readonly<Record<string, unknown>>;

/** Category and kind of a page: the owner's `data-selvedge-category`, else schema.org, else Open Graph. */
export function factsOf(page: Page): PageFacts {
  const nodes = linkedNodes(page);
  const product = nodes.find((node) => /Product/.test(typeOf(node)));
  const article = nodes.find((node) => /Article|Posting/.test(typeOf(node)));
  const own = find(page, "[data-selvedge-category]")[0]?.attribs["data-selvedge-category"];
  const category =
    own ??
    nameOf(product?.["category"]) ??
    nameOf(article?.["articleSection"]) ??
    metaOf(page, "product:category") ??
    metaOf(page, "article:section");
  return { ...(category && { category }), isProduct: product !== undefined };
}

/** What a page says in JSON-LD, in the order of the page. */
export function linkedNodes(page: Page): LinkedNode[] {
  return find(page, "script[type='application/ld+json']").flatMap((script) => {
    const [text] = script.children;
    return text && "data" in text ? nodesIn(text.data) : [];
  });
}

/** What a `<meta property>` says. */
export function metaOf(page: Page, property: string): string | undefined {
  return find(page, `meta[property="${property}"]`)[0]?.attribs["content"] || undefined;
}

/** The categories of a site, those of most pages first. Topics that nobody may be sorted by are left out. */
export function categoriesOf(pages: readonly Page[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const { category } of pages.map(factsOf)) {
    if (category === undefined || sensitiveTopic(category) !== undefined) continue;
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, most).map(([category]) => category);
}

function nodesIn(json: string): LinkedNode[] {
  try {
    return flatten(JSON.parse(json));
  } catch {
    return [];
  }
}

function flatten(data: unknown): LinkedNode[] {
  if (Array.isArray(data)) return data.flatMap(flatten);
  if (typeof data !== "object" || data === null) return [];
  const node = data as LinkedNode;
  return "@graph" in node ? flatten(node["@graph"]) : [node];
}

function typeOf(node: LinkedNode): string {
  return [node["@type"]].flat().join(" ");
}

function nameOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const name = typeof first === "object" && first !== null ? (first as LinkedNode)["name"] : first;
  return typeof name === "string" && name !== "" ? name : undefined;
}
