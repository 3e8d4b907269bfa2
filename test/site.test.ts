import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse as parseJsonc, type ParseError } from "jsonc-parser";
import { type DefaultTreeAdapterTypes, parse, type ParserError } from "parse5";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { BITS_WARNED } from "../shared/limits.ts";
import { buildPlan } from "../shared/plan.ts";
import { rulesOf } from "../shared/site-rules.ts";
import { type Site, siteSchema } from "../shared/site/schema.ts";

type Element = DefaultTreeAdapterTypes.Element;
const ROOT = join(import.meta.dirname, "site");
const PAGES = (readdirSync(ROOT, { recursive: true }) as string[])
  .filter((path) => path.endsWith(".html"))
  .sort();

function open(html: string) {
  const errors: ParserError[] = [];
  const document = parse(html, { sourceCodeLocationInfo: true, onParseError: (error) => errors.push(error) });
  const elements: Element[] = [];
  const walk = (nodes: DefaultTreeAdapterTypes.ChildNode[]) => {
    for (const node of nodes) {
      if ("attrs" in node) elements.push(node);
      if ("childNodes" in node) walk(node.childNodes);
    }
  };
  walk(document.childNodes);
  return { errors, elements };
}

const attribute = (element: Element, name: string) =>
  element.attrs.find((other) => other.name === name)?.value;
const text = (element: Element): string =>
  element.childNodes
    .map((node) => ("value" in node ? node.value : "attrs" in node ? text(node) : ""))
    .join("");

/** Whether a path of the shop is answered by a file. */
function served(url: string): boolean {
  const { pathname } = new URL(url, "https://fellandford.example/");
  const file = join(ROOT, decodeURIComponent(pathname), pathname.endsWith("/") ? "index.html" : "");
  return existsSync(file) && statSync(file).isFile();
}

/** Links and pictures of a piece of HTML that lead nowhere within the shop. */
function broken(elements: readonly Element[]): string[] {
  return elements
    .flatMap((element) => [attribute(element, "href"), attribute(element, "src")])
    .filter((url) => url !== undefined && url.startsWith("/") && !served(url)) as string[];
}

const errors: ParseError[] = [];
const source: unknown = parseJsonc(readFileSync(join(ROOT, "site.json"), "utf8"), errors);
const site: Site = v.parse(siteSchema, source);

describe.each(PAGES)("%s", (path) => {
  const html = readFileSync(join(ROOT, path), "utf8");
  const page = open(html);
  const all = (tag: string) => page.elements.filter((element) => element.tagName === tag);

  test("is well-formed, with no end tag left out", () => {
    expect(page.errors).toEqual([]);
    const empty = new Set(["meta", "link", "img", "br", "input"]);
    const open = page.elements.filter(
      ({ tagName, sourceCodeLocation }) => !empty.has(tagName) && !sourceCodeLocation?.endTag,
    );
    expect(open.map((element) => element.tagName)).toEqual([]);
  });

  test("has a language, a title, one main and one h1", () => {
    expect(attribute(all("html")[0]!, "lang")).toBe(/^(pl|ru)\//.exec(path)?.[1] ?? "en");
    expect(text(all("title")[0]!)).toMatch(/Fell & Ford/);
    expect([all("main").length, all("h1").length]).toEqual([1, 1]);
  });

  test("has unique ids, links that resolve and an alt on every picture", () => {
    const ids = page.elements.map((element) => attribute(element, "id")).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    expect(broken(page.elements)).toEqual([]);
    const own = page.elements
      .map((element) => attribute(element, "href"))
      .filter((url) => url?.startsWith("#"));
    expect(own.filter((url) => !ids.includes(url!.slice(1)))).toEqual([]);
    expect(all("img").filter((image) => attribute(image, "alt") === undefined)).toEqual([]);
  });

  test("runs no inline script and no inline style", () => {
    const inline = all("script").filter(
      (script) => !attribute(script, "src") && attribute(script, "type") !== "application/ld+json",
    );
    expect(inline).toEqual([]);
    expect(
      page.elements.filter(
        (element) => attribute(element, "style") !== undefined || element.tagName === "style",
      ),
    ).toEqual([]);
  });
});

test.each(PAGES.filter((path) => path.startsWith("products/")))(
  "%s describes its product the same way to machines and in its button",
  (path) => {
    const { elements } = open(readFileSync(join(ROOT, path), "utf8"));
    const product = JSON.parse(
      text(elements.find((element) => attribute(element, "type") === "application/ld+json")!),
    );
    const button = elements.find((element) => attribute(element, "data-add-to-cart") !== undefined)!;
    expect(product["@type"]).toBe("Product");
    expect(["rain", "running", "camp"]).toContain(product.category);
    expect(product.name).toBe(text(elements.find((element) => element.tagName === "h1")!));
    expect([product.sku, product.offers.price]).toEqual([
      attribute(button, "data-sku"),
      attribute(button, "data-price"),
    ]);
    expect(path).toBe(`products/${product.sku}.html`);
  },
);

describe("the shop's site file", () => {
  test("is valid, and profiles reveal no more than a site may without being warned, its experiments aside", () => {
    expect(errors).toEqual([]);
    expect(buildPlan(site, rulesOf(site)).issues).toEqual([]);
    const plan = buildPlan({ ...site, experiments: {}, holdout: 0 }, rulesOf(site));
    expect(plan.bits).toBeLessThanOrEqual(BITS_WARNED);
  });

  const pieces = Object.entries(site.blocks).flatMap(([id, block]) => {
    if (!("html" in block)) return [];
    return [block.html, ...(block.cases ?? []).map((each) => each.html)].flatMap((html, index) =>
      typeof html === "object"
        ? Object.entries(html).map(([language, piece]) => [`${id}[${index}].${language}`, piece] as const)
        : [],
    );
  });

  test.each(pieces)("%s is well-formed and leads only to pages that exist", (_, piece) => {
    const page = open(
      `<!doctype html><html lang="en"><head><title>x</title></head><body>${piece}</body></html>`,
    );
    expect(page.errors).toEqual([]);
    expect(broken(page.elements)).toEqual([]);
  });

  test("uses only classes of the stylesheet", () => {
    const css = readFileSync(join(ROOT, "shop.css"), "utf8");
    const classes = new Set(
      pieces.flatMap(([, piece]) =>
        open(piece).elements.flatMap((element) => attribute(element, "class")?.split(" ") ?? []),
      ),
    );
    expect([...classes].filter((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(css))).toEqual([]);
  });

  test("speaks every declared language in every block, label and reason", () => {
    const incomplete: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== "object" || value === null) return;
      if ("en" in value && Object.keys(value).sort().join() !== "en,pl,ru") incomplete.push(path);
      for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`);
    };
    walk(source, "");
    expect(incomplete).toEqual([]);
  });
});

test("no picture of the shop is larger than 15 KB", () => {
  const large = readdirSync(join(ROOT, "art")).filter(
    (name) => statSync(join(ROOT, "art", name)).size > 15 * 1024,
  );
  expect(large).toEqual([]);
});
