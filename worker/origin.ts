import { addressOf } from "./address.ts";
import type { Env } from "./env.ts";
import { OVERRIDE_HEADER } from "./override.ts";

export type Fetch = (request: Request) => Promise<Response>;

/**
 * Asks the origin for what the request asks. With `ORIGIN` set it is that origin that is asked, told by
 * `X-Forwarded-Host` and `-Proto` for whom, and its redirects to itself become redirects to us.
 * Redirects are always the browser's to follow.
 */
export async function fetchOrigin(request: Request, env: Env, fetch: Fetch): Promise<Response> {
  const asked = request.redirect === "manual" ? request : new Request(request, { redirect: "manual" });
  if (!env.ORIGIN) return fetch(withoutOverride(asked));
  const own = addressOf(request);
  const origin = originOf(env.ORIGIN);
  // Put together as text: resolved against the origin, the path `//elsewhere.example/` would be another host.
  const forwarded = new Request(`${origin.origin}${own.href.slice(own.origin.length)}`, asked);
  forwarded.headers.delete(OVERRIDE_HEADER);
  forwarded.headers.set("x-forwarded-host", own.host);
  forwarded.headers.set("x-forwarded-proto", own.protocol.slice(0, -1));
  return ownRedirect(await fetch(forwarded), origin, own);
}

let known: { readonly text: string; readonly url: URL } | undefined;

/** It is the same for every request. */
function originOf(text: string): URL {
  if (known?.text !== text) known = { text, url: new URL(text) };
  return known.url;
}

function withoutOverride(request: Request): Request {
  if (!request.headers.has(OVERRIDE_HEADER)) return request;
  const headers = new Headers(request.headers);
  headers.delete(OVERRIDE_HEADER);
  return new Request(request, { headers });
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
