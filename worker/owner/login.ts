import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import * as v from "valibot";
import { LIMITER_DEADLINE_MILLISECONDS, LOGIN_DELAY_MILLISECONDS } from "../../shared/limits.ts";
import { wait, withDeadline } from "../deadline.ts";
import { readJson } from "../endpoints/guards.ts";
import { networkOf } from "../network.ts";
import { badInput, problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";
import {
  isSameText,
  newSession,
  readSession,
  SESSION_COOKIE,
  sessionCookie,
  type SessionSecrets,
} from "./session.ts";

const loginSchema = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(1024, "expected the owner's token")),
});

/** `POST /session` with `{ token }`: a cookie that lasts `OWNER_SESSION_HOURS`. */
export async function logIn(c: Context<OwnerEnv>): Promise<Response> {
  const secrets = secretsOf(c);
  if (!secrets) return problem(503, "OWNER_TOKEN or SELVEDGE_SECRET isn't set, so nobody is let in");
  if (!isConfidential(c.req.url)) return problem(403, "a token is taken over https only");
  if (!(await mayTry(c)))
    return problem(429, "too many attempts: wait a minute", {}, { "retry-after": "60" });
  const parsed = await readJson(c.req, loginSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  if (!(await isSameText(parsed.value.token, secrets.token))) {
    await wait(LOGIN_DELAY_MILLISECONDS);
    return problem(401, "this isn't the owner's token");
  }
  return answer(204, sessionCookie(await newSession(secrets, c.env.now)));
}

/** `DELETE /session`: the browser forgets it. */
export function logOut(): Response {
  return answer(204, sessionCookie());
}

/** `GET /session`: until when the session lasts. */
export function tellSession(c: Context<OwnerEnv>): Response {
  const session = c.get("session");
  if (!session) return problem(401, "log in first");
  return c.json({ until: new Date(session.until).toISOString() }, 200, { "cache-control": "no-store" });
}

/**
 * Finds out who has logged in, for the routes behind it. A cookie counts only in what a page of this very origin asks:
 * other hosts of the owner's domain are the same site, and what runs there must not act as the owner.
 */
export const recognizeSession: MiddlewareHandler<OwnerEnv> = async (c, next) => {
  const value = getCookie(c, SESSION_COOKIE);
  const secrets = value === undefined ? undefined : secretsOf(c);
  if (value !== undefined && secrets && isOwnPage(c)) {
    const session = await readSession(value, secrets, c.env.now);
    if (session) c.set("session", session);
  }
  return next();
};

function isOwnPage(c: Context<OwnerEnv>): boolean {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const own = new URL(c.req.url).origin;
  if (c.req.method === "GET" || c.req.method === "HEAD")
    // `none`: the owner has typed the address, as of an export.
    return (site === undefined || site === "same-origin" || site === "none") && (origin ?? own) === own;
  return (site ?? "same-origin") === "same-origin" && origin === own;
}

function secretsOf({ env: { env, compiled } }: Context<OwnerEnv>): SessionSecrets | undefined {
  const { SELVEDGE_SECRET: secret, OWNER_TOKEN: token } = env;
  return secret && token ? { secret, token, site: compiled.site.id } : undefined;
}

/** Encrypted, or not leaving this machine. */
function isConfidential(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost");
}

/** Invariant 7: the limiter sees a few bits of a keyed hash of the network, as with signals. */
async function mayTry({ req, env: { env, signer, now } }: Context<OwnerEnv>): Promise<boolean> {
  const address = req.header("cf-connecting-ip");
  if (!env.LOGIN_LIMIT || !signer || address === undefined) return true;
  const asked = env.LOGIN_LIMIT.limit({ key: await signer.limitKey(`login ${networkOf(address)}`, now) });
  // A limiter that doesn't answer must not lock the owner out; each attempt still waits.
  return withDeadline(asked, LIMITER_DEADLINE_MILLISECONDS, "the rate limiter").then(
    ({ success }) => success,
    () => true,
  );
}

function answer(status: number, cookie: string): Response {
  return new Response(null, { status, headers: { "set-cookie": cookie, "cache-control": "no-store" } });
}
