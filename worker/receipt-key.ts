import { toBase64Url } from "./sign.ts";

/** A public key as a JWK (RFC 8037), under its thumbprint (RFC 7638). */
export interface PublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly alg: "EdDSA";
  readonly use: "sig";
}

/** What signs receipts. */
export interface ReceiptKey {
  readonly kid: string;
  readonly publicKey: PublicKey;
  /** The Ed25519 signature (RFC 8032): always the same for the same bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const NO_KEY = "RECEIPT_KEY isn't a private key as `selvedge receipt key` prints it";
const encoder = new TextEncoder();

/** The key in `RECEIPT_KEY`, a JWK. Rejects, in words for the operator and without quoting it, where it is none. */
export async function importReceiptKey(secret: string): Promise<ReceiptKey> {
  try {
    const { kty, crv, d, x } = JSON.parse(secret) as JsonWebKey;
    const algorithm = { name: "Ed25519" };
    const half = { kty, crv: crv!, x: x! };
    const key = await crypto.subtle.importKey("jwk", { ...half, d: d! }, algorithm, false, ["sign"]);
    const sign = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes));
    // Receipts that the published key doesn't verify would be worth nothing, and nobody would notice.
    const probe = encoder.encode("selvedge");
    const other = await crypto.subtle.importKey("jwk", half, algorithm, false, ["verify"]);
    if (!(await crypto.subtle.verify(algorithm, other, await sign(probe), probe))) throw new Error(NO_KEY);
    const shown = await publicKey(x!);
    return { kid: shown.kid, publicKey: shown, sign };
  } catch {
    throw new Error(NO_KEY);
  }
}

/** A public key by its 32 bytes in base64url. */
export async function publicKey(x: string): Promise<PublicKey> {
  const named = encoder.encode(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  const kid = toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", named)));
  return { kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", use: "sig" };
}
