import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { type Claims, signedText, textForSite } from "../shared/attested-token.ts";

// As the owner's server makes them. docs/attested.md has the same in other languages.

/** A token of attested attributes, signed with the secret that the Worker has, too. */
export function makeToken(claims: Claims, secret: string, siteId: string): string {
  const key = createHmac("sha256", secret).update(`selvedge attested ${siteId}`).digest();
  const signed = signedText(claims);
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

/** The same, signed with a key of which the site file has the public half. */
export function makeKeyedToken(claims: Claims, key: KeyObject, siteId: string): string {
  const signed = signedText(claims, "EdDSA");
  // Ed25519 has a hash of its own.
  return `${signed}.${sign(null, Buffer.from(textForSite(signed, siteId)), key).toString("base64url")}`;
}

/** A private key (PEM) and its public half as the site file has it. Throws where it is none of Ed25519. */
export function attestKeyOf(pem: string): { readonly key: KeyObject; readonly x: string } {
  const key = createPrivateKey(pem);
  const { crv, x } = createPublicKey(key).export({ format: "jwk" });
  if (crv !== "Ed25519") throw new Error("not a key of Ed25519");
  return { key, x: x! };
}
