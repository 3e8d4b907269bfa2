import { REDIRECT_HOPS } from "./limits.ts";
import type { Cohort } from "./measure/count.ts";
import type { PageDecision } from "./wire.ts";

/** Where a block wants to send the visitor of a page, as its template says. */
export interface ChosenRedirect {
  readonly block: string;
  readonly to: string;
  /** The cohort of an experiment whose block it is: the page that would tell of it is never seen. */
  readonly exposed?: Cohort | undefined;
}

/** A URL, taken apart; what of one is needed here. */
export interface Address {
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/** What a site says of where redirects may be, and lead. */
export interface Borders {
  readonly site: { readonly path: string; readonly redirectHosts: readonly string[] };
  excluded(path: string): boolean;
  redirectable(path: string): boolean;
}

/** What following redirects takes from outside. */
export interface Ways {
  /** What is chosen for this visitor at an address of the site. */
  chosenAt(address: Address): ChosenRedirect | undefined;
  /** The address that a browser reads out of `to` on a page; undefined where it is none. */
  parse(to: string, base: Address): Address | undefined;
}

/** Where the visitor is sent, and by which blocks; or why not. */
export type Followed =
  | {
      readonly to: string;
      readonly blocks: readonly string[];
      /** The cohort that the first experiment on the way has exposed the visitor to. */
      readonly exposed?: Cohort;
    }
  | { readonly refused: string; readonly blocks: readonly string[] };

/**
 * With this in the query a page is shown and leads nowhere. It is the same for everybody: redirects to other hosts
 * carry it, so that two sites never send a visitor back and forth, and owners may write it into links.
 */
export const STAY = "selvedge=stay";

/** Whether an address asks for the page itself. */
export function asksToStay(search: string): boolean {
  return search.slice(1).split("&").includes(STAY);
}

/** A query with the mark, at its end. */
export function withStay(search: string): string {
  return asksToStay(search) ? search : `${search.length > 1 ? `${search}&` : "?"}${STAY}`;
}

/** A query without the mark, else byte for byte. */
export function withoutStay(search: string): string {
  const rest = search
    .slice(1)
    .split("&")
    .filter((part) => part !== STAY)
    .join("&");
  return rest === "" ? "" : `?${rest}`;
}

/**
 * Where a visitor is sent who goes to an address of a site; undefined where no redirect applies. On the same site it
 * is decided again at each address, so that the visitor goes straight to the end. A block that leads to the page that
 * it is on leads nowhere: there the way ends. A way that comes back to where it was, or is too long, is no redirect at
 * all. A page is its path, whatever the query, so the end is never the page of the start.
 */
export function followRedirects(start: Address, borders: Borders, ways: Ways): Followed | undefined {
  const blocks: string[] = [];
  let exposed: Cohort | undefined;
  const seen = new Set<string>();
  let here = start;
  let next = chosenAt(here, borders, ways);
  if (!next) return undefined;
  if (asksToStay(start.search)) return { refused: "the address asks to stay", blocks: [next.block] };
  while (next) {
    const { block, to }: ChosenRedirect = next;
    const there = destinationOf(to, here, borders, ways);
    if (there?.pathname === here.pathname && there.host === here.host) {
      if (here === start) return { refused: "it leads to the page that it is on", blocks: [block] };
      break;
    }
    blocks.push(block);
    exposed ??= next.exposed;
    if (!there) return { refused: '"to" is neither a page of this site nor at a listed host', blocks };
    if (there.host !== start.host)
      return { to: hrefOf({ ...there, search: withStay(there.search) }), blocks };
    seen.add(here.pathname);
    if (seen.has(there.pathname)) return { refused: "it leads in a circle", blocks };
    if (blocks.length > REDIRECT_HOPS)
      return { refused: `it leads over more than ${REDIRECT_HOPS} pages`, blocks };
    here = there;
    next = asksToStay(here.search) ? undefined : chosenAt(here, borders, ways);
  }
  const { protocol, pathname, search, hash } = here;
  const to = protocol === start.protocol ? pathname + search + hash : hrefOf(here);
  return { to, blocks, ...(exposed !== undefined && { exposed }) };
}

/** Nothing is asked where nothing may be changed, or no redirect could apply. */
function chosenAt(
  address: Address,
  { site, excluded, redirectable }: Borders,
  ways: Ways,
): ChosenRedirect | undefined {
  const { pathname } = address;
  const isOurs = pathname === site.path || pathname.startsWith(`${site.path}/`);
  return isOurs || excluded(pathname) || !redirectable(pathname) ? undefined : ways.chosenAt(address);
}

/**
 * The address that `to` means: a path of this site, or a URL there or at a listed host. One without a query keeps that
 * of the page; a bare `?` at its end drops it.
 */
function destinationOf(
  to: string,
  here: Address,
  { site: { redirectHosts } }: Borders,
  { parse }: Ways,
): Address | undefined {
  const isAllowed = /^\/(?![/\\])|^https?:\/\//i.test(to);
  const there = isAllowed ? parse(to, here) : undefined;
  // Browsers would take such a path for a host.
  if (!there || there.pathname.startsWith("//")) return undefined;
  if (there.host !== here.host && !redirectHosts.includes(there.host)) return undefined;
  const { protocol, host, pathname, hash } = there;
  const search = /^[^#]*\?/.test(to) ? there.search : here.search;
  return { protocol, host, pathname, search, hash };
}

/**
 * The address that a browser is sent to, which tells the tag there, in a fragment behind the owner's own, what the page
 * that was never seen has exposed the visitor to: `/de/#top#selvedge-x.words.2`. Servers aren't sent fragments.
 */
export function locationOf({ to, exposed }: Extract<Followed, { to: string }>): string {
  return exposed === undefined ? to : `${to}#selvedge-${exposed}`;
}

/** The URL that was taken apart. */
export function hrefOf({ protocol, host, pathname, search, hash }: Address): string {
  return `${protocol}//${host}${pathname}${search}${hash}`;
}

/** The decision of a page that is shown although a block leads away from it: that block wasn't done. */
export function stayed(decision: PageDecision, block: string): PageDecision {
  return {
    ...decision,
    blocks: decision.blocks.filter(({ id }) => id !== block),
    lost: [...decision.lost, { id: block, reason: "refused" }],
  };
}
