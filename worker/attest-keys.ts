import { textForSite } from "../shared/attested-token.ts";
import { fromBase64Url } from "./sign.ts";

/** Why the signature of a token isn't believed; undefined: it is. */
export type Verifier = (token: string) => Promise<string | undefined>;

const encoder = new TextEncoder();

/** Verifies what is signed with a secret that the owner's server shares (HS256); each of them is believed. */
export function bySecret(secrets: readonly string[], siteId: string): Verifier {
  const isSigned = anyOf(
    secrets,
    (secret) => secretKey(secret, siteId),
    (key, signature, signed) => crypto.subtle.verify("HMAC", key, signature, encoder.encode(signed)),
  );
  return async (token) => {
    if (secrets.length === 0) return "the Worker has no ATTEST_SECRET";
    return (await isSigned(token)) ? undefined : "the signature isn't that of ATTEST_SECRET for this site";
  };
}

/** Verifies what is signed with a key of the owner's server (EdDSA), of which the site file has the public half. */
export function byKey(publicKeys: readonly string[], siteId: string): Verifier {
  const algorithm = { name: "Ed25519" };
  const isSigned = anyOf(
    publicKeys,
    (x) => crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, algorithm, false, ["verify"]),
    (key, signature, signed) =>
      crypto.subtle.verify(algorithm, key, signature, encoder.encode(textForSite(signed, siteId))),
  );
  return async (token) => {
    if (publicKeys.length === 0) return "the site file has no attest.keys";
    return (await isSigned(token))
      ? undefined
      : "the signature isn't that of one of attest.keys for this site";
  };
}

type Verify = (key: CryptoKey, signature: Uint8Array, signed: string) => Promise<boolean>;

function anyOf(
  sources: readonly string[],
  importFrom: (source: string) => Promise<CryptoKey>,
  verify: Verify,
): (token: string) => Promise<boolean> {
  // Keys and not promises of them: one that belongs to a request that is gone never resolves.
  const keys = new Map<string, CryptoKey>();
  const holds = async (source: string, signature: Uint8Array, signed: string): Promise<boolean> => {
    try {
      const key = keys.get(source) ?? (await importFrom(source));
      keys.set(source, key);
      return await verify(key, signature, signed);
    } catch {
      // Not every text of the right length is a point of the curve.
      return false;
    }
  };
  return async (token) => {
    const dot = token.lastIndexOf(".");
    const signature = fromBase64Url(token.slice(dot + 1));
    if (dot < 0 || !signature) return false;
    const results = sources.map((source) => holds(source, signature, token.slice(0, dot)));
    return (await Promise.all(results)).includes(true);
  };
}

/**
 * The key of a site's tokens: HMAC-SHA-256 of "selvedge attested <site id>" under the secret. So a token of one
 * site is worth nothing on another that has the same secret, and needs no claim that says so.
 */
async function secretKey(secret: string, siteId: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const master = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const key = await crypto.subtle.sign("HMAC", master, encoder.encode(`selvedge attested ${siteId}`));
  return crypto.subtle.importKey("raw", key, algorithm, false, ["verify"]);
}
