import { COOKIE_NAMES } from "../cookies.ts";
import { OVERRIDE_HEADER } from "../override.ts";

const OURS: ReadonlySet<string> = new Set(Object.values(COOKIE_NAMES));

/** With these an origin may answer with less than the page: nothing (304, 412) or a part (206). */
const PARTIAL = [
  "if-none-match",
  "if-modified-since",
  "if-match",
  "if-unmodified-since",
  "if-range",
  "range",
];

/** Encodings that the runtime undoes and does again. */
const ENCODINGS = ["gzip", "br"];

/** What a browser says it wants the answer for where that can be a page. */
const PAGE_DESTINATIONS = new Set(["document", "iframe", "frame", "fencedframe", "embed", "object"]);

/** What libraries say when they ask for a piece of a page: htmx, Turbo, Unpoly, pjax and its kin, jQuery. */
const PIECE_HEADERS = ["HX-Request", "Turbo-Frame", "X-Up-Version", "X-PJAX", "X-Requested-With"];

/** As what an answer is asked for, and by which headers of the request that was told. */
export interface Asked {
  /** A script asks, for a page that has the tag already. */
  readonly piece: boolean;
  /** For `Vary`: a cache must not give the page to those who ask for a piece, nor the other way round. */
  readonly vary: readonly string[];
}

/** Whether a request asks for a page or for a piece of one. */
export function askedAs({ headers }: Request): Asked {
  const destination = headers.get("sec-fetch-dest");
  if (destination === null) {
    // An old browser, or no secure connection.
    const piece = PIECE_HEADERS.some((name) => headers.has(name));
    return { piece, vary: ["Sec-Fetch-Dest", ...PIECE_HEADERS] };
  }
  if (destination !== "empty") return { piece: false, vary: ["Sec-Fetch-Dest"] };
  // What `<link rel=prefetch>` loads is opened as a page later, and only if the cache may take it for one.
  if (headers.get("sec-purpose")?.startsWith("prefetch")) return { piece: false, vary: [] };
  return { piece: true, vary: ["Sec-Fetch-Dest", "Sec-Purpose"] };
}

/**
 * Whether the answer could be a page. A script's requests only count where they ask for HTML: the parts that
 * a player or viewer asks for must stay parts.
 */
export function couldBePage(request: Request): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (request.headers.has("upgrade")) return false;
  const destination = request.headers.get("sec-fetch-dest");
  if (destination !== null && destination !== "empty") return PAGE_DESTINATIONS.has(destination);
  const accept = request.headers.get("accept");
  if (accept?.includes("text/html")) return true;
  return destination === null && !request.headers.has("range") && (accept === null || accept.includes("*/*"));
}

/**
 * Whether somebody goes to this address, or a browser looks ahead for that: not what a script asks for, and of
 * clients that don't say what they want it for, only who asks for HTML.
 */
export function isNavigation(request: Request): boolean {
  if (!couldBePage(request)) return false;
  const destination = request.headers.get("sec-fetch-dest");
  if (destination === null) return request.headers.get("accept")?.includes("text/html") ?? false;
  if (destination !== "empty") return true;
  // `<link rel=prefetch>` doesn't say for what, and neither do scripts, which don't fetch ahead.
  return /(?:^|[;,\s])prefetch(?:$|[;,\s])/.test(request.headers.get("sec-purpose") ?? "");
}

/** How a request goes on to the origin. */
interface Onward {
  /** The page must come in one piece, in an encoding that can be read, for HEAD too. */
  readonly whole: boolean;
  /** Where to; absent: where it was going. */
  readonly url?: string | undefined;
}

/**
 * What `fetch` is given for the origin. The runtime makes its request of them itself: one that a script could touch,
 * and its headers besides, cost more than all that is done to them.
 */
export interface Upstream {
  readonly to: string | Request;
  /** A copy of the request's, free to be changed; absent: the request goes on as it came. */
  readonly init?: { readonly method?: string; readonly headers: Headers; readonly redirect: "manual" };
}

/**
 * What the origin is asked. Our cookies are taken out of every request: the origin's logs must not be able to join a
 * projection to an account. Redirects are the browser's to follow.
 */
export function upstreamOf(request: Request, { whole, url }: Onward): Upstream {
  const cookies = request.headers.get("cookie");
  const others = withoutOurs(cookies);
  const isTheirs = (cookies === null || cookies === others) && !request.headers.has(OVERRIDE_HEADER);
  const isSame = !whole && isTheirs && request.redirect === "manual";
  // Most requests are for what nothing has to be changed about: a copy of those is work for nothing.
  if (isSame && url === undefined) return { to: request };
  const headers = new Headers(request.headers);
  headers.delete(OVERRIDE_HEADER);
  if (cookies !== others) {
    if (others === "") headers.delete("cookie");
    else headers.set("cookie", others);
  }
  if (whole) {
    for (const name of PARTIAL) headers.delete(name);
    headers.set("accept-encoding", readableEncodings(headers.get("accept-encoding")));
  }
  const to = url ?? request.url;
  const init = { headers, redirect: "manual" } as const;
  const method = whole ? "GET" : request.method;
  // A body goes on by the way of the request, which knows its length, and its method: a GET that is told so may have none.
  return request.body === null || method !== request.method
    ? { to, init: { ...init, method } }
    : { to: new Request(to, request), init };
}

/**
 * A path, and as servers read it that decode it and take several slashes for one: the ways that a page can be
 * asked for past a pattern.
 */
export function spellingsOf(pathname: string): readonly string[] {
  if (!/%|\/\//.test(pathname)) return [pathname];
  const merged = pathname.replace(/\/{2,}/g, "/");
  try {
    return [pathname, merged, decodeURIComponent(merged).replace(/\/{2,}/g, "/")];
  } catch {
    return [pathname, merged];
  }
}

/** What a `Cookie` header says besides our cookies, byte for byte. */
export function withoutOurs(header: string | null): string {
  if (header === null) return "";
  let left: string | undefined;
  for (let from = 0, to: number; from <= header.length; from = to + 1) {
    to = header.indexOf(";", from);
    if (to < 0) to = header.length;
    const pair = header.slice(from, to);
    if (!OURS.has(pair.split("=", 1)[0]!.trim())) left = left === undefined ? pair : `${left};${pair}`;
  }
  return left?.startsWith(" ") && !header.startsWith(" ") ? left.slice(1) : (left ?? "");
}

/** Those encodings that the client accepts and we can read; else none at all. */
export function readableEncodings(accepted: string | null): string {
  const refused = /;\s*q\s*=\s*0(?:\.0*)?\s*$/i;
  const names = (accepted ?? "")
    .split(",")
    .filter((item) => !refused.test(item))
    .map((item) => item.split(";", 1)[0]!.trim().toLowerCase());
  return ENCODINGS.filter((name) => names.includes(name)).join(", ") || "identity";
}
