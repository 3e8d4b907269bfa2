import type { Context } from "hono";
import * as v from "valibot";
import { OWNER_TOKEN_DAYS } from "../../shared/limits.ts";
import { readJson } from "../endpoints/guards.ts";
import type { Env } from "../env.ts";
import { badInput, problem } from "../problem.ts";
import { type Signer, toBase64Url } from "../sign.ts";
import type { OwnerEnv } from "./answer.ts";

const SCOPES = ["read", "publish"] as const;
/** What a token lets its holder do: read reports, versions and the register; or also change what is served. */
export type Scope = (typeof SCOPES)[number];

const DAY_SECONDS = 86_400;
const USUAL_DAYS = 30;
/** Begins every token, so that scanners of secrets can find one that was published by mistake. */
const PREFIX = "selvedge.1";
const TOKEN = /^(selvedge\.1\.([a-z+]+)\.(\d{1,12}))\.([\w-]+)$/;

export const tokenSchema = v.strictObject({
  scopes: v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1, "expected at least one scope")),
  days: v.exactOptional(
    v.pipe(
      v.number(),
      v.integer("expected whole days"),
      v.minValue(1, "expected at least 1"),
      v.maxValue(OWNER_TOKEN_DAYS, `expected at most ${OWNER_TOKEN_DAYS}`),
    ),
  ),
});

/** `POST /api/tokens` with `{ scopes, days }`: `{ token, scopes, expires }`. Nothing is kept of it. */
export async function mintToken(c: Context<OwnerEnv>): Promise<Response> {
  const { env, signer, now } = c.env;
  const parsed = await readJson(c.req, tokenSchema);
  if (!parsed.ok) return badInput(parsed.issues);
  if (!signer) return problem(503, "SELVEDGE_SECRET isn't set, so no token can be signed");
  const scopes = SCOPES.filter((scope) => parsed.value.scopes.includes(scope));
  const until = Math.floor(now / 1000) + (parsed.value.days ?? USUAL_DAYS) * DAY_SECONDS;
  const text = [PREFIX, scopes.join("+"), until].join(".");
  const sealed = await signer.seal(`${text}.${await generationOf(env)}`, "owner");
  const token = text + sealed.slice(sealed.lastIndexOf("."));
  const expires = new Date(until * 1000).toISOString();
  return c.json({ token, scopes, expires }, 201, { "cache-control": "no-store" });
}

/** What a token is for; undefined where it isn't ours, is over, or was revoked. */
export async function openToken(
  token: string,
  { env, signer, now }: { readonly env: Env; readonly signer: Signer | undefined; readonly now: number },
): Promise<readonly Scope[] | undefined> {
  const [, text = "", scopes = "", until = "", mac = ""] = TOKEN.exec(token) ?? [];
  if (text === "" || Number(until) * 1000 <= now) return undefined;
  if (!(await signer?.open(`${text}.${await generationOf(env)}.${mac}`, "owner"))) return undefined;
  return SCOPES.filter((scope) => scopes.split("+").includes(scope));
}

/**
 * Under the signature of every token, and never in it: changes with the variable and with the `OWNER_TOKEN`, so that another
 * one of either ends all tokens.
 */
async function generationOf({ TOKEN_GENERATION = "", OWNER_TOKEN = "" }: Env): Promise<string> {
  const text = new TextEncoder().encode(`${TOKEN_GENERATION} ${OWNER_TOKEN}`);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}
