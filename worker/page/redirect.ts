import { REDIRECT_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import { asksToStay, type Followed, locationOf, withoutStay, withStay } from "../../shared/redirect.ts";
import { tellTiming } from "./response.ts";

/** Who goes to a page, as far as redirects ask. */
interface Traveller {
  redirect?(url: URL): Followed | undefined;
}

interface Services {
  wait(milliseconds: number): Promise<void>;
  report?(reason: string): void;
}

/** What of the way of a page is asked when the origin redirects. */
interface Return extends Services {
  readonly site: { redirectable?(pathname: string): boolean };
  visitor(): Promise<Traveller>;
}

/**
 * The redirect that this visitor gets in place of the page. Undefined where none applies, where it can't be
 * done, which is reported, and where that can't be decided, or not in time: then the origin's page is served.
 */
export async function redirection(
  request: Request,
  visitor: Promise<Traveller>,
  { wait, report }: Services,
): Promise<Response | undefined> {
  const followed = await inTime(visitor, wait, (known) => known.redirect?.(new URL(request.url)));
  if (!followed) return undefined;
  if ("refused" in followed) {
    report?.(`${followed.blocks.map((block) => `block ${block}`).join(", ")}: ${followed.refused}`);
    return undefined;
  }
  const headers = new Headers({ location: locationOf(followed), "cache-control": "private, no-store" });
  tellTiming(headers, "redirected");
  return new Response(null, { status: 302, headers });
}

/**
 * The origin's own redirect, with the mark that keeps the visitor where it leads: if they would be sent straight
 * back from there, or had the mark already, which the origin hasn't seen. Undefined for all other answers.
 */
export async function endLoops(
  response: Response,
  request: Request,
  { site, visitor, wait, report }: Return,
): Promise<Response | undefined> {
  const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
  if (location === null || !URL.canParse(location, request.url)) return undefined;
  const here = new URL(request.url);
  const there = new URL(location, here);
  if (there.host !== here.host || !site.redirectable?.(there.pathname)) return undefined;
  if (!asksToStay(here.search)) {
    const back = await inTime(visitor(), wait, (known) => known.redirect?.(there));
    if (!back || "refused" in back || new URL(back.to, there).pathname !== here.pathname) return undefined;
    report?.(`${back.blocks.map((block) => `block ${block}`).join(", ")}: the origin sends visitors back`);
  }
  there.search = withStay(there.search);
  const answer = new Response(response.body, response);
  answer.headers.set("location", there.href);
  answer.headers.set("cache-control", "private, no-store");
  tellTiming(answer.headers, "kept from a circle");
  return answer;
}

/** The address without the mark, which is none of the origin's business. */
export function withoutMark(address: URL): URL {
  if (!asksToStay(address.search)) return address;
  const url = new URL(address);
  url.search = withoutStay(url.search);
  return url;
}

/** What is asked of a visitor; undefined where that fails, or takes too long. */
async function inTime<Visitor, Answer>(
  visitor: Promise<Visitor>,
  wait: Services["wait"],
  ask: (known: Visitor) => Answer,
): Promise<Answer | undefined> {
  try {
    const late = wait(REDIRECT_DEADLINE_MILLISECONDS).then(() => undefined);
    const known = await Promise.race([visitor, late]);
    return known === undefined ? undefined : ask(known);
  } catch {
    return undefined;
  }
}
