import { VISITOR_DEADLINE_MILLISECONDS } from "../shared/limits.ts";
import { asksToStay, type Followed } from "../shared/redirect.ts";
import { addressOf } from "./address.ts";
import { inTime } from "./deadline.ts";
import { instrument } from "./page/instrument.ts";
import { keptPrivate, personalize, type Personalization, type Visitor } from "./page/personalize.ts";
import { endLoops, redirection, withoutMark } from "./page/redirect.ts";
import {
  type Asked,
  askedAs,
  couldBePage,
  isNavigation,
  spellingsOf,
  type Upstream,
  upstreamOf,
} from "./page/request.ts";
import { addVary, isHtml, tellTiming, untouchable } from "./page/response.ts";

/** What a visitor gets at this address, and whether at another one they are sent on. */
export interface PageVisitor extends Visitor {
  /** Where a redirect leads who goes to this address, or to another one of the site; undefined: it is shown. */
  redirect?(url: URL): Followed | undefined;
}

/** What the way of a page needs of the site. */
export interface PageSite {
  /** The kill switch: false leaves every page untouched. */
  readonly enabled: boolean;
  /** The reserved path; the tag is at `{path}/tag.js`. */
  readonly path: string;
  /** A framework draws the pages; absent: none does. */
  readonly redraws?: boolean;
  excluded(pathname: string): boolean;
  /** Some block could apply on this path, whoever asks. */
  personalizable(pathname: string): boolean;
  /** Some redirect could apply on this path, whoever asks; absent: nowhere. */
  redirectable?(pathname: string): boolean;
}

/** Everything that the way of a page takes from outside. */
export interface PageServices {
  /** A rejection lets the page through. */
  site(): Promise<PageSite>;
  /** What is known and decided for this visitor. A rejection lets the page through. */
  visitor(request: Request, site: PageSite): Promise<PageVisitor>;
  /** Where the origin is asked for an address of the site; absent: there. */
  originUrl?(address: URL): string | undefined;
  /**
   * Asks the origin for an address of the site; its redirects are passed on, and so are rejections.
   * @param upstream leads to that address, or to where `originUrl` says
   */
  origin(upstream: Upstream, address: URL): Promise<Response>;
  wait(milliseconds: number): Promise<void>;
  isBot(request: Request): boolean;
  /** What goes into the head of a personalized page in the place of tag and decision. */
  head?: Personalization["head"];
  /** Hears of each page that was put together whether this isolate knew it. */
  seen?: ((isKnown: boolean) => void) | undefined;
  /** Hears why a page, or a block of it, stayed as it was. */
  report?(reason: string): void;
}

/**
 * The way of a page: from the request to the origin's page with the visitor's blocks, or to a redirect. Whatever
 * fails on our side, the answer is the origin's; whatever fails on the origin's side is passed on as a failure.
 * @throws what asking the origin throws
 */
export async function servePage(
  request: Request,
  services: PageServices,
  context: { waitUntil(work: Promise<unknown>): void },
): Promise<Response> {
  const site = await services.site().catch(() => undefined);
  const treatment = treatmentOf(request, site, services);
  // How it is asked for matters only where something is done.
  const asked = treatment.as === "untouched" ? AS_IT_IS : askedAs(request);
  // The tag isn't for pieces, and nothing else is done on such a path.
  const forOthers = treatment.as === "instrumented" && asked.piece;
  const whole = treatment.as !== "untouched" && !forOthers && couldBePage(request);
  const decide = deciding(request, treatment, services);
  // Only where a redirect could apply the origin has to wait for the decision.
  const ahead = leadsAway(request, treatment) ? decide?.() : undefined;
  const away = ahead && (await redirection(request, ahead, services));
  if (away) return away;
  const own = addressOf(request);
  const address = withoutMark(own);
  const url = services.originUrl?.(address) ?? (address === own ? undefined : address.href);
  const origin = services.origin(upstreamOf(request, { whole, url }), address);
  // Nothing has to be decided for most of what isn't a page.
  const early = ahead ?? (whole ? decide?.() : undefined);
  const visitor = decide && (() => early ?? decide());
  const answer = await treat(await origin, treatment, visitor, { request, asked, services, context });
  return request.method === "HEAD" ? withoutBody(answer) : answer;
}

/** Whether who asks could be sent elsewhere. */
function leadsAway(request: Request, treatment: Treatment): boolean {
  if (treatment.as !== "personalized" || !treatment.isRedirectable) return false;
  return isNavigation(request) && !asksToStay(addressOf(request).search);
}

type Treatment =
  | {
      readonly as: "personalized" | "default" | "instrumented";
      readonly site: PageSite;
      readonly isRedirectable: boolean;
    }
  | { readonly as: "untouched"; readonly reason: string };

/** What would be done to a page at this address, for who asks. */
function treatmentOf(request: Request, site: PageSite | undefined, services: PageServices): Treatment {
  if (!site) return { as: "untouched", reason: "site file" };
  if (request.method !== "GET" && request.method !== "HEAD") return { as: "untouched", reason: "method" };
  try {
    if (!site.enabled) return { as: "untouched", reason: "switched off" };
    const { pathname } = addressOf(request);
    if (spellingsOf(pathname).some((path) => site.excluded(path)))
      return { as: "untouched", reason: "excluded" };
    // A cache may store an instrumented page, so it is the same for bots, too.
    if (!site.personalizable(pathname)) return { as: "instrumented", site, isRedirectable: false };
    const isRedirectable = site.redirectable?.(pathname) ?? false;
    return { as: services.isBot(request) ? "default" : "personalized", site, isRedirectable };
  } catch {
    return { as: "untouched", reason: "rules" };
  }
}

const AS_IT_IS: Asked = { piece: false, vary: [] };

interface Ways {
  readonly request: Request;
  readonly asked: Asked;
  readonly services: PageServices;
  readonly context: { waitUntil(work: Promise<unknown>): void };
}

async function treat(
  response: Response,
  treatment: Treatment,
  visitor: (() => Promise<PageVisitor>) | undefined,
  ways: Ways,
): Promise<Response> {
  const left = (why: string) => {
    if (!isHtml(response)) return response;
    ways.services.report?.(why);
    return told(response, why);
  };
  if (treatment.as === "untouched") return left(treatment.reason);
  const { piece, vary } = ways.asked;
  const reason = untouchable(response);
  let answer: Response;
  if (treatment.as === "instrumented" && piece && isHtml(response)) answer = left("a piece");
  else if (reason === undefined) answer = await changed(response, treatment, visitor, ways);
  // What was asked about a page by HEAD: with a body it would have been one.
  else if (reason === "no body" && treatment.as !== "instrumented") answer = keptPrivate(response, reason);
  else return (await elsewhere(response, reason, treatment, visitor, ways)) ?? left(reason);
  addVary(answer.headers, vary);
  return answer;
}

/** The origin's answer that isn't a page, where redirects could apply; undefined: it is passed on as it is. */
async function elsewhere(
  response: Response,
  reason: string,
  treatment: Exclude<Treatment, { as: "untouched" }>,
  visitor: (() => Promise<PageVisitor>) | undefined,
  { request, services }: Ways,
): Promise<Response | undefined> {
  if (treatment.as !== "default" && isNavigation(request)) {
    const { site } = treatment;
    const seen = visitor ?? (() => services.visitor(request, site));
    const ended = await endLoops(response, request, { ...services, site, visitor: seen });
    if (ended) return ended;
  }
  // To somebody else this address may answer with a redirect.
  const isKept = treatment.isRedirectable && couldBePage(request) && response.status !== 101;
  return isKept ? keptPrivate(response, reason) : undefined;
}

/** The page, or a piece of one, with what belongs into it. */
async function changed(
  response: Response,
  treatment: Exclude<Treatment, { as: "untouched" }>,
  visitor: (() => Promise<PageVisitor>) | undefined,
  { request: { url }, asked: { piece }, services, context }: Ways,
): Promise<Response> {
  if (treatment.as === "default") return keptPrivate(response, "bot");
  const { path, redraws = false } = treatment.site;
  const waitUntil = (work: Promise<unknown>) => context.waitUntil(work);
  const report = (why: string) => services.report?.(why);
  if (visitor) {
    const { wait, head } = services;
    const how = {
      path,
      url,
      visitor: inTime(visitor(), VISITOR_DEADLINE_MILLISECONDS, "the decision"),
      tagged: !piece,
      redraws,
      wait,
      seen: services.seen,
      report,
      waitUntil,
    };
    return personalize(response, head ? { ...how, head } : how);
  }
  return instrument(response, { path, url, wait: services.wait, report, waitUntil });
}

/** The same headers, for HEAD. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

/** The origin's HTML, as it is; it says why. */
function told(response: Response, reason: string): Response {
  if (response.status === 101) return response;
  const answer = new Response(response.body, response);
  tellTiming(answer.headers, `untouched: ${reason}`);
  return answer;
}

/** How the visitor of a page that may be personalized is decided for. */
function deciding(
  request: Request,
  treatment: Treatment,
  services: PageServices,
): (() => Promise<PageVisitor>) | undefined {
  if (treatment.as !== "personalized") return undefined;
  return () => {
    const visitor = services.visitor(request, treatment.site);
    // It may fail before the page is there to be left as it is.
    visitor.catch(() => undefined);
    return visitor;
  };
}
