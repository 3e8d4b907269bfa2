import { refuseSelector } from "../../shared/site/selector.ts";
import { find, type Page, textOf } from "./document.ts";
import { categoriesOf, factsOf, metaOf } from "./facts.ts";
import { selectorFor } from "./selectors.ts";
import { type Button, cartButton, checkoutButton } from "./shop.ts";

/** A category, and the page that is about it. */
export interface Category {
  readonly name: string;
  readonly path?: string;
}

/** What pages tell that a starter site file can use. */
export interface Findings {
  readonly name: string;
  readonly pages: readonly string[];
  readonly languages: readonly string[];
  /** Paths of the home page, in each language. */
  readonly homes: readonly string[];
  readonly categories: readonly Category[];
  readonly products: number;
  readonly cart?: Button;
  readonly checkout?: Button;
  /** Selectors for elements of the home page. */
  readonly heading?: string;
  readonly hero?: string;
  readonly navigation?: string;
  /** A page for businesses, or with prices. */
  readonly pricing?: string;
  readonly policy?: string;
  /** Sections that are better left alone. */
  readonly exclude: readonly string[];
}

const CATEGORIES = 12;
const HEROES = [
  "[data-slot=hero]",
  "#hero",
  "section.hero",
  "div.hero",
  "[class*=hero]",
  "[class*=banner]",
  "[class*=jumbotron]",
];

/** Looks through pages, the home page first. */
export function findingsOf(pages: readonly Page[]): Findings {
  const home = pages.find(({ path }) => path === "/") ?? pages[0]!;
  const paths = pages.map(({ path }) => path);
  const cart = cartButton(pages);
  const checkout = checkoutButton(pages);
  const policy = linkTo(pages, /privacy|prywatno|datenschutz|конфиденциальн|приватност/i);
  const pricing = paths.find((path) => /pricing|trade|business|b2b|wholesale|cennik|dla-firm/i.test(path));
  const heading = selectorOf(home, ["main h1", "h1"]);
  const hero = selectorOf(home, HEROES);
  const navigation = selectorOf(home, ["header nav", "nav", "[role=navigation]"]);
  return {
    name: nameOf(home),
    pages: paths,
    languages: languagesOf(home, pages),
    homes: homesOf(home, paths),
    categories: categoriesOf(pages, CATEGORIES).map((name) => categoryOf(name, pages)),
    products: pages.filter((page) => factsOf(page).isProduct).length,
    exclude: excludedOf(paths, checkout),
    ...(cart && { cart }),
    ...(checkout && { checkout }),
    ...(heading !== undefined && { heading }),
    ...(hero !== undefined && { hero }),
    ...(navigation !== undefined && { navigation }),
    ...(pricing !== undefined && { pricing }),
    ...(policy !== undefined && { policy }),
  };
}

/** The first of these that the page has, as a selector for just this element. */
function selectorOf(page: Page, candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const found = find(page, candidate);
    if (found.length === 1 && refuseSelector(candidate) === undefined) return candidate;
    const selector = found[0] && selectorFor(page, found[0]);
    if (selector !== undefined) return selector;
  }
  return undefined;
}

function nameOf(home: Page): string {
  const [title] = find(home, "title").map(textOf);
  return metaOf(home, "og:site_name") ?? title?.split(/\s[|·–—-]\s/, 1)[0] ?? "my site";
}

/** The language of the home page, then the others that it links to or that pages are in. */
function languagesOf(home: Page, pages: readonly Page[]): string[] {
  const alternates = find(home, "link[rel=alternate][hreflang]").map((link) => link.attribs["hreflang"]!);
  const own = [home, ...pages].flatMap((page) =>
    find(page, "html[lang]").map((html) => html.attribs["lang"]!),
  );
  const all = [own[0] ?? "en", ...alternates, ...own].filter((each) =>
    /^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/.test(each),
  );
  const languages = [...new Set(all)];
  return languages.length > 0 ? languages : ["en"];
}

function homesOf(home: Page, paths: readonly string[]): string[] {
  const alternates = find(home, "link[rel=alternate][hreflang]").map((link) => link.attribs["href"] ?? "");
  const others = alternates
    .filter((href) => URL.canParse(href, "http://localhost"))
    .map((href) => new URL(href, "http://localhost").pathname);
  return [...new Set([home.path, ...others.filter((path) => paths.includes(path))])];
}

/** The page of a category: one that says so and isn't a product's, else where a link of that name leads. */
function categoryOf(name: string, pages: readonly Page[]): Category {
  const own = pages.find((page) => {
    const facts = factsOf(page);
    return facts.category === name && !facts.isProduct;
  });
  const wanted = name.toLowerCase();
  const link = pages
    .flatMap((page) => find(page, "nav a[href]"))
    .find((each) => textOf(each).toLowerCase() === wanted && /^\/[\w./~%-]*$/.test(each.attribs["href"]!));
  const path = own?.path ?? link?.attribs["href"];
  return path === undefined ? { name } : { name, path };
}

/** The path of the first link whose address or text speaks of something. */
function linkTo(pages: readonly Page[], about: RegExp): string | undefined {
  const links = pages.flatMap((page) => find(page, "a[href]"));
  const link =
    links.find((each) => about.test(each.attribs["href"]!)) ?? links.find((each) => about.test(textOf(each)));
  const href = link?.attribs["href"];
  return href !== undefined && /^(\/(?!\/)|https?:)/.test(href) ? href : undefined;
}

/** Where a visitor pays or logs in; not where the button is that tells of an order. */
function excludedOf(paths: readonly string[], checkout: Button | undefined): string[] {
  const tops = paths.map((path) => `/${path.split("/")[1]!}`);
  const closed = tops.filter((top) =>
    /^\/(admin|account|login|signin|checkout|my-account|wp-admin|konto)$/i.test(top),
  );
  return [...new Set(closed)].filter((top) => !checkout?.seenOn.startsWith(top)).map((top) => `${top}/*`);
}
