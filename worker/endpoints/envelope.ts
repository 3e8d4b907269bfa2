import type { Context, MiddlewareHandler } from "hono";
import * as v from "valibot";
import { dayOf } from "../../shared/day.ts";
import type { Envelope } from "../../shared/tag-mode.ts";
import { badInput } from "../problem.ts";
import { recognize } from "../visitor.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { readJson } from "./guards.ts";

/** A page that the Worker isn't in front of, and how its visitor arrived there. */
export interface Away {
  /** As in the site file's `origins`. */
  readonly origin: string;
  /** Absent: it isn't said how the visitor arrived. */
  readonly referrer?: string;
  readonly query?: string;
}

const text = (characters: number) => v.exactOptional(v.pipe(v.string(), v.maxLength(characters)));

const envelopeSchema = v.strictObject({
  choice: text(64),
  projection: text(4096),
  visit: text(16),
  ask: v.record(v.string(), v.unknown()),
}) satisfies v.GenericSchema<unknown, Envelope>;

/**
 * Tag mode: a page that the Worker isn't in front of says in the body what cookies say elsewhere, so that nothing is
 * kept between requests. It is JSON that calls itself text, which browsers send without asking first. Only pages
 * of declared origins may; cookies that come along all the same aren't read.
 */
export const openEnvelope: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  const origin = originOf(c);
  if (origin === undefined) return next();
  const parsed = await readJson(c.req, envelopeSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  const { ask, choice, projection, visit } = parsed.value;
  c.set("away", { origin });
  c.set(
    "known",
    await recognize(c.req.raw, c.env, {
      choice: choice?.replace(/^(1\..*)\.([01])$/, `$1.${dayOf(c.env.now)}.$2.0`),
      projection,
      visit: visit !== undefined,
    }),
  );
  const headers = new Headers(c.req.raw.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  c.req.raw = new Request(c.req.raw, { method: "POST", headers, body: JSON.stringify(ask) });
  // What limited the envelope's body has left it there.
  c.req.bodyCache = {};
  return next();
};

/** Whether a request is one that `openEnvelope` takes. */
export function isEnvelope(c: Context<EndpointEnv>): boolean {
  return originOf(c) !== undefined;
}

/** The origin of the page that asks in an envelope, if the site file declares it. */
function originOf(c: Context<EndpointEnv>): string | undefined {
  const type = c.req.header("content-type")?.split(";", 1)[0]!.trim().toLowerCase();
  if (c.req.method !== "POST" || type !== "text/plain") return undefined;
  const origin = c.req.header("origin");
  return c.env.compiled.site.origins.find((declared) => declared === origin);
}

/**
 * Lets pages of the declared origins load the tag with its parts, and read answers. Scripts are the same for everybody
 * and hold nothing of anybody, so any page may; that they stay the same keeps caches simple.
 */
export const shareWithDeclared: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  await next();
  const { origins } = c.env.compiled.site;
  if (origins.length === 0) return;
  const { headers } = c.res;
  // No preflight is ever answered, so nothing is said in it.
  if (c.req.method === "OPTIONS") return;
  if (new URL(c.req.url).pathname.endsWith(".js")) {
    if (c.req.method !== "GET") return;
    headers.set("cross-origin-resource-policy", "cross-origin");
    headers.set("access-control-allow-origin", "*");
    return;
  }
  headers.append("vary", "Origin");
  const origin = c.req.header("origin") ?? "";
  if (origins.includes(origin)) headers.set("access-control-allow-origin", origin);
};

/** The address of a page there: of its query, what says how the visitor arrived. */
export function urlAway({ origin, query = "" }: Away, path: string): URL {
  const url = new URL(origin);
  url.pathname = path;
  // Of an ad's click number it is only said that there was one.
  url.search = query.replaceAll(/=(?=&|$)/g, "=1");
  return url;
}
