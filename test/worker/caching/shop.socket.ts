import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SiteInput } from "../../../shared/site/schema.ts";
import { type Selvedge, startSelvedge } from "../../../tools/start/selvedge.ts";

/** Blocks say for whom they are, in a way that is found again in any page. */
export const MARKS = { interest: "for-interest-", country: "for-country-" } as const;

/** Under /account and /shop/ pages are personalized; elsewhere they only get the tag. */
const SITE = {
  version: 1,
  id: "crowd",
  exclude: ["/excluded/*"],
  consent: { policyUrl: "/privacy" },
  attributes: { favourite: { top: "view", of: "category", values: ["rain", "camp"] } },
  segments: {
    rain: { when: { favourite: "rain" } },
    camp: { when: { favourite: "camp" } },
    [`${MARKS.country}PL`]: { when: { "context.country": "PL" } },
    [`${MARKS.country}DE`]: { when: { "context.country": "DE" } },
  },
  blocks: {
    interest: {
      pages: ["/account", "/shop/*"],
      target: "#hero",
      op: "content",
      html: `<b>${MARKS.interest}{{favourite}}</b>`,
      when: { $or: [{ favourite: "rain" }, { favourite: "camp" }] },
    },
    country: {
      pages: ["/account", "/shop/*"],
      target: "#place",
      op: "text",
      text: `${MARKS.country}{{context.country}}`,
      when: { "context.country": { $exists: true } },
    },
  },
} as const satisfies SiteInput;

/** Every way in which an origin can ask caches to store its pages, by the last digit of the path. */
const CACHING: readonly Readonly<Record<string, string | string[]>>[] = [
  { "cache-control": "public, max-age=600, s-maxage=86400" },
  { "cache-control": "max-age=600", "cdn-cache-control": "public, max-age=86400" },
  { "last-modified": "Wed, 01 Jan 2025 00:00:00 GMT", etag: '"1"' },
  { expires: "Wed, 01 Jan 2031 00:00:00 GMT", pragma: "cache" },
  { "cache-control": "no-cache", "surrogate-control": "max-age=86400", "x-accel-expires": "86400" },
  {
    "cache-control": "public, immutable, max-age=31536000",
    "set-cookie": ["session=1", "theme=dark"],
    etag: '"2"',
  },
  { "cache-control": "max-age=1, stale-while-revalidate=86400, stale-if-error=86400", etag: 'W/"3"' },
  { "cache-control": "no-cache", "cloudflare-cdn-cache-control": "max-age=86400", vary: "Accept-Encoding" },
  { "cache-control": "public, max-age=600", vary: "Cookie" },
  { "cache-control": "PUBLIC , Max-Age=600, must-revalidate, proxy-revalidate", age: "1" },
];

const PAGE =
  "<!doctype html><html lang=en><head><title>Shop</title></head>" +
  "<body><main id=hero>Hello</main><p id=place>everywhere</p></body></html>";

/**
 * The product, in front of a careless shop: it has one page for everything below an address, whatever follows
 * (`/account/x.css`), and asks caches to store it.
 */
export async function startCrowdedShop(): Promise<Selvedge> {
  const server = createServer(serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const selvedge = await startSelvedge({ origin, site: JSON.stringify(SITE) });
  const stop = async () => {
    await selvedge.stop();
    server.closeAllConnections();
    server.close();
  };
  return { ...selvedge, stop };
}

function serve({ url = "/", method }: IncomingMessage, response: ServerResponse): void {
  const digit = Number(/(\d)\D*$/.exec(url)?.[1] ?? 0);
  const status = url.includes("gone") ? 404 : url.includes("moved") ? 301 : 200;
  const moved = status === 301 ? { location: "/shop/0" } : {};
  const type = url.endsWith(".txt") ? "text/plain" : "text/html; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...CACHING[digit], ...moved });
  response.end(method === "HEAD" ? undefined : PAGE);
}
