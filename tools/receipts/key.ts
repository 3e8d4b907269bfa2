import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
} from "node:crypto";

/** A new private key for `RECEIPT_KEY`: a JWK (RFC 8037) on one line. */
export function newReceiptKey(): string {
  const { crv, d, kty, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return JSON.stringify({ kty, crv, x, d });
}

/** The public half of a private key; throws where the text is none. */
export function publicHalf(privateKey: string): string {
  const key = createPrivateKey({ key: JSON.parse(privateKey) as JsonWebKey, format: "jwk" });
  return createPublicKey(key).export({ format: "jwk" }).x!;
}

/** The name of a public key in receipts: its thumbprint (RFC 7638). */
export function thumbprint(x: string): string {
  return createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
}
