import type { Env } from "./env.ts";
import type { Upstream } from "./page/request.ts";

export type Fetch = (to: string | Request, init?: Upstream["init"]) => Promise<Response>;

/** Where the origin is asked for an address of the site; undefined without `ORIGIN`: there. */
export function originUrl(address: URL, { ORIGIN }: Env): string | undefined {
  // Put together as text: resolved against the origin, the path `//elsewhere.example/` would be another host.
  return ORIGIN ? `${originOf(ORIGIN).origin}${address.href.slice(address.origin.length)}` : undefined;
}

/**
 * Asks the origin for an address of the site. With `ORIGIN` set `upstream` must lead to what `originUrl` says: that
 * origin is told by `X-Forwarded-Host` and `-Proto` for whom it is asked, and its redirects to itself become redirects
 * to us.
 */
export async function fetchOrigin(
  upstream: Upstream,
  address: URL,
  env: Env,
  fetch: Fetch,
): Promise<Response> {
  const { to, init } = upstream;
  if (!env.ORIGIN) return fetch(to, init);
  init?.headers.set("x-forwarded-host", address.host);
  init?.headers.set("x-forwarded-proto", address.protocol.slice(0, -1));
  return ownRedirect(await fetch(to, init), originOf(env.ORIGIN), address);
}

let known: { readonly text: string; readonly url: URL } | undefined;

/** It is the same for every request. */
function originOf(text: string): URL {
  if (known?.text !== text) known = { text, url: new URL(text) };
  return known.url;
}

function ownRedirect(response: Response, origin: URL, own: URL): Response {
  if (response.status < 201 || response.status > 399) return response;
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, origin)) return response;
  const target = new URL(location, origin);
  // A relative one is right as it is.
  if (!/^(https?:)?\/\//i.test(location) || target.origin !== origin.origin) return response;
  const answer = new Response(response.body, response);
  answer.headers.set("location", `${own.origin}${target.pathname}${target.search}${target.hash}`);
  return answer;
}
