import { type Attestable, type Claims, claimsOf, isDeclared } from "../shared/attested-token.ts";
import { dayOf } from "../shared/day.ts";
import type { CompiledSite } from "../shared/decision.ts";
import { ATTESTED_DAYS } from "../shared/limits.ts";
import type { Env } from "./env.ts";
import { createReporter, reportConfiguration } from "./report.ts";
import { fromBase64Url } from "./sign.ts";

/** What came of a token: what it claims, or why it isn't believed, in words that are the same for everybody. */
export type Belief = { readonly claims: Claims } | { readonly refused: string };

/** Believes what the owner's server vouches for, and nothing else. */
export interface Attester {
  /** Checks a token of attested attributes; an empty one takes everything back. */
  believe(token: string, now: number): Promise<Belief>;
}

const NOTHING: Claims = { values: {}, until: 0 };
const NO_SECRET = "ATTEST_SECRET isn't set: no attested attribute is believed";
const encoder = new TextEncoder();

/**
 * Makes each site's attester once. Beside `ATTEST_SECRET` there may be an `ATTEST_SECRET_OLD`, so that a new one
 * can be brought in while tokens of the old one are still about.
 */
export function createAttesters(): (env: Env, compiled: CompiledSite) => Attester {
  const refusals = createReporter("a token of attested attributes wasn't believed");
  let known: { compiled: CompiledSite; secrets: readonly string[]; attester: Attester } | undefined;
  let warned = false;
  return ({ ATTEST_SECRET = "", ATTEST_SECRET_OLD = "" }, compiled) => {
    const secrets = [ATTEST_SECRET, ATTEST_SECRET_OLD].filter((secret) => secret !== "");
    if (known?.compiled === compiled && known.secrets.join() === secrets.join()) return known.attester;
    const attestable = attestableOf(compiled);
    if (secrets.length === 0 && Object.keys(attestable).length > 0 && !warned) {
      reportConfiguration(NO_SECRET);
      warned = true;
    }
    const attester = createAttester(secrets, compiled.site.id, attestable);
    const reporting: Attester = {
      async believe(token, now) {
        const belief = await attester.believe(token, now);
        if ("refused" in belief) refusals(belief.refused);
        return belief;
      },
    };
    known = { compiled, secrets, attester: reporting };
    return reporting;
  };
}

function attestableOf({ plan }: CompiledSite): Attestable {
  return Object.fromEntries(
    Object.entries(plan.attributes).flatMap(([id, { kind, values }]) =>
      kind === "attested" ? [[id, values!]] : [],
    ),
  );
}

function createAttester(secrets: readonly string[], siteId: string, attestable: Attestable): Attester {
  // Keys and not promises of them: one that belongs to a request that is gone never resolves.
  const keys = new Map<string, CryptoKey>();
  const keyFor = async (secret: string): Promise<CryptoKey> => {
    const key = keys.get(secret) ?? (await attestKey(secret, siteId));
    keys.set(secret, key);
    return key;
  };
  const isSigned = async (token: string): Promise<boolean> => {
    const dot = token.lastIndexOf(".");
    const signature = fromBase64Url(token.slice(dot + 1));
    if (dot < 0 || !signature) return false;
    const signed = encoder.encode(token.slice(0, dot));
    const results = secrets.map(async (secret) =>
      crypto.subtle.verify("HMAC", await keyFor(secret), signature, signed),
    );
    return (await Promise.all(results)).includes(true);
  };
  return {
    async believe(token, now) {
      if (token === "") return { claims: NOTHING };
      if (secrets.length === 0) return { refused: "the Worker has no ATTEST_SECRET" };
      if (!(await isSigned(token)))
        return { refused: "the signature isn't that of ATTEST_SECRET for this site" };
      const claims = claimsOf(token);
      if (!claims) return { refused: "it isn't spelled in the one way that tokens have" };
      if (!isDeclared(claims, attestable)) return { refused: "it claims what the site file doesn't declare" };
      const days = claims.until - dayOf(now);
      if (days <= 0) return { refused: "it has expired" };
      if (days > ATTESTED_DAYS) return { refused: `it ends more than ${ATTESTED_DAYS} days from now` };
      return { claims };
    },
  };
}

/**
 * The key of a site's tokens: HMAC-SHA-256 of "selvedge attested <site id>" under the secret. So a token of one
 * site is worth nothing on another that has the same secret, and needs no claim that says so.
 */
async function attestKey(secret: string, siteId: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const master = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const key = await crypto.subtle.sign("HMAC", master, encoder.encode(`selvedge attested ${siteId}`));
  return crypto.subtle.importKey("raw", key, algorithm, false, ["verify"]);
}
