import type { CompiledSite } from "../shared/decision.ts";
import { addressOf } from "./address.ts";
import { createAttesters } from "./attest.ts";
import { BanditWeights } from "./bandit-weights.ts";
import { isBot } from "./bots.ts";
import { CatalogStore } from "./catalog.ts";
import { addCells } from "./cells.ts";
import { wait } from "./deadline.ts";
import { createEndpoints, type Endpoints } from "./endpoints/endpoints.ts";
import type { Env } from "./env.ts";
import { type Fetch, fetchOrigin, originUrl } from "./origin.ts";
import { type Mishap, type MishapBatch, mishapOf, Mishaps } from "./mishaps.ts";
import { overrideOf } from "./override.ts";
import { type PageServices, type PageSite, servePage } from "./page.ts";
import { OWN_HEADERS } from "./own-headers.ts";
import { answerOwner, isOwners } from "./owner/answer.ts";
import { servePreview } from "./preview/serve.ts";
import { previewOf } from "./preview/session.ts";
import { problem } from "./problem.ts";
import { createReceipts } from "./receipts.ts";
import { Recommendations } from "./recommendations.ts";
import { createReporter, reportConfiguration, reportFault } from "./report.ts";
import type { Scope } from "./scope.ts";
import { createShelves } from "./shelves.ts";
import { type Signer, createSigner } from "./sign.ts";
import { SiteStore } from "./site.ts";
import { pageVisitor } from "./page-visitor.ts";
import { recognize } from "./visitor.ts";

/** What the Worker takes from outside, so that a test can hand in its own. */
export interface AppOptions {
  /** The site file to serve where KV has none. */
  readonly bundled: unknown;
  /** The catalog to serve where KV has none; absent: no items. */
  readonly catalog?: unknown;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly fetch?: Fetch;
}

/** What workerd asks. */
export interface App {
  fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response>;
}

/** The last day on which the way this product honours Global Privacy Control changed. */
const GPC_UPDATED = "2026-11-22";

const NO_SECRET = "SELVEDGE_SECRET isn't set: no profile personalizes a page, and nothing is counted";

/**
 * The whole Worker. The site file says under which path the endpoints are, so routes are chosen per request:
 * `{path}/…` is ours, so is `/.well-known/gpc.json`; everything else is a page of the origin's.
 */
export function createApp(options: AppOptions): App {
  const clock = options.now ?? Date.now;
  const fetch: Fetch = options.fetch ?? ((to, init) => globalThis.fetch(to, init));
  const store = new SiteStore(options.bundled);
  const catalog = new CatalogStore(options.catalog ?? []);
  const recommendations = new Recommendations();
  const bandits = new BanditWeights();
  const shelfWith = createShelves(catalog);
  const signerFor = createSigners();
  const attesterFor = createAttesters();
  const receiptsFor = createReceipts();
  const mishaps = new Mishaps();
  const note = (mishap: Mishap) => mishaps.note(mishap);
  const seen = (isKnown: boolean) => mishaps.sight(isKnown);
  const say = createReporter("a page, or a block of it, stayed as it was");
  const report = (reason: string) => {
    const mishap = mishapOf(reason);
    if (mishap === undefined) return;
    note(mishap);
    say(reason);
  };
  let endpoints: { readonly path: string; readonly app: Endpoints } | undefined;

  const endpointsAt = (path: string): Endpoints => {
    if (endpoints?.path !== path) endpoints = { path, app: createEndpoints(path) };
    return endpoints.app;
  };

  const answer = async (request: Request, env: Env, context: ExecutionContext): Promise<Response> => {
    const { pathname, hostname } = addressOf(request);
    const override = overrideOf(request, env);
    const now = override?.now ?? clock();
    const source = {
      kv: env.SITE,
      now: clock(),
      waitUntil: (work: Promise<unknown>) => context.waitUntil(work),
      note,
    };
    const compiled = await store.current(source).catch(() => undefined);
    const { waitUntil } = source;
    const shelf = () => (compiled?.site.catalog ? shelfWith(recommendations.latest(source)) : undefined);
    // Looked for ahead, so that they are there once the page is.
    if (compiled?.site.catalog) {
      catalog.refresh(source);
      recommendations.latest(source);
    }
    if (isOwners(hostname, env)) {
      const signer = compiled && signerFor(env, compiled);
      const readyShelf = async () => {
        await Promise.all([catalog.ready(source), recommendations.ready(source)]);
        return shelf();
      };
      return answerOwner(request, compiled, { env, signer, now, shelf, readyShelf, fetch, waitUntil });
    }
    if (!compiled) {
      // The origin must not be handed what the tag meant for us.
      if (isUnder(pathname, bundledPath(options.bundled)))
        return problem(503, "no site file can be read now", {}, { "retry-after": "1" });
      return servePage(request, withoutSite(env, fetch, report), context);
    }
    const { path, enabled, id } = compiled.site;
    const signer = signerFor(env, compiled);
    const scope: Scope = {
      env,
      compiled,
      plans: store.plans,
      signer,
      attester: attesterFor(env, compiled),
      receipts: receiptsFor(env, compiled),
      shelf,
      // By the developer's clock, so that simulated days have their own weights.
      weightsOf: (experiment) => bandits.weightsOf({ ...source, now }, env, compiled.site, experiment),
      now,
      overrides: override?.context ?? {},
      note,
      preview: enabled ? await previewOf(request, { compiled, signer, now }) : undefined,
    };
    // What was gathered before this request, so that it needs not wait for its own answer.
    const flushed = mishaps.flush(source.now, (batch) => countMishaps(env, id, batch));
    if (flushed) context.waitUntil(flushed);
    if (isUnder(pathname, path)) {
      // What is switched holds for the tag's signals, too; what only seems to be so of the request doesn't.
      const { preview } = scope;
      const own = preview?.subject.who === "me" ? compiled.forcing(preview.changes) : compiled;
      return endpointsAt(path).fetch(request, { ...scope, compiled: own }, context);
    }
    if (enabled && pathname === "/.well-known/gpc.json") return gpcSupport();
    const services = pageServices(scope, fetch, { report, seen });
    return scope.preview
      ? servePreview(request, scope.preview, scope, services, context)
      : servePage(request, services, context);
  };
  return {
    // Most requests are for pages and need no router: the endpoints have theirs.
    async fetch(request, env, context) {
      try {
        return await answer(request, env, context);
      } catch (error) {
        // All that is still thrown comes from asking the origin; everything of ours has failed softly before.
        reportFault("the origin could not be asked", error);
        note("origin");
        return new Response("The origin could not be reached.\n", {
          status: 502,
          headers: { ...OWN_HEADERS, "cache-control": "no-store" },
        });
      }
    },
  };
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

function bundledPath(bundled: unknown): string {
  const path = (bundled as { path?: unknown } | null)?.path;
  return typeof path === "string" ? path : "/_selvedge";
}

function pageServices(
  scope: Scope,
  fetch: Fetch,
  { report, seen }: Required<Pick<PageServices, "report" | "seen">>,
): PageServices {
  const { compiled } = scope;
  const { enabled, path, redraws } = compiled.site;
  const page: PageSite = {
    enabled,
    path,
    redraws,
    excluded: (pathname) => compiled.excluded(pathname),
    personalizable: (pathname) => compiled.personalizable(pathname),
    redirectable: (pathname) => compiled.redirectable(pathname),
  };
  return {
    site: () => Promise.resolve(page),
    async visitor(request) {
      return pageVisitor(request, await recognize(request, scope), scope);
    },
    originUrl: (address) => originUrl(address, scope.env),
    origin: (upstream, address) => fetchOrigin(upstream, address, scope.env, fetch),
    wait,
    isBot,
    report,
    // Nothing of a preview is counted.
    seen: scope.preview ? undefined : seen,
  };
}

/** Without any site file a page comes as the origin sends it. */
function withoutSite(env: Env, fetch: Fetch, report: (reason: string) => void): PageServices {
  const none = () => Promise.reject(new Error("no site file"));
  return {
    site: none,
    visitor: none,
    originUrl: (address) => originUrl(address, env),
    origin: (upstream, address) => fetchOrigin(upstream, address, env, fetch),
    wait,
    isBot,
    report,
  };
}

function countMishaps(env: Env, site: string, { message, hour, totals }: MishapBatch): Promise<void> {
  return addCells(env, { site, message, hour, changes: [{ cells: totals }] });
}

/** Source: https://w3c.github.io/gpc/#gpc-support-resource */
function gpcSupport(): Response {
  return Response.json(
    { gpc: true, lastUpdate: GPC_UPDATED },
    { headers: { ...OWN_HEADERS, "cache-control": "public, max-age=86400" } },
  );
}

/** Makes each site's signer once; without a secret none, which is said once. */
function createSigners(): (env: Env, compiled: CompiledSite) => Signer | undefined {
  let known: { readonly id: string; readonly secret: string; readonly signer: Signer } | undefined;
  let warned = false;
  return ({ SELVEDGE_SECRET: secret }, { site: { id } }) => {
    if (!secret) {
      if (!warned) reportConfiguration(NO_SECRET);
      warned = true;
      return undefined;
    }
    if (known?.id !== id || known.secret !== secret) known = { id, secret, signer: createSigner(secret, id) };
    return known.signer;
  };
}
