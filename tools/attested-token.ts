import { createHmac } from "node:crypto";
import { type Claims, signedText } from "../shared/attested-token.ts";

/** A token of attested attributes, as the owner's server makes it. docs/attested.md has the same in other languages. */
export function makeToken(claims: Claims, secret: string, siteId: string): string {
  const key = createHmac("sha256", secret).update(`selvedge attested ${siteId}`).digest();
  const signed = signedText(claims);
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
