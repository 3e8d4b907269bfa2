import { OWNER_SESSION_HOURS } from "../../shared/limits.ts";
import { fromBase64Url, toBase64Url } from "../sign.ts";

/** The owner's secrets that a session rests on; a change of either ends every session. */
export interface SessionSecrets {
  readonly secret: string;
  readonly token: string;
  readonly site: string;
}

/** Somebody who has logged in as the owner. */
export interface Session {
  /** When it ends, in milliseconds since the epoch. */
  readonly until: number;
}

/** `__Host-`: no other host can set it, so none can push a session of its own under the owner's (RFC 6265bis, 4.1.3.2). */
export const SESSION_COOKIE = "__Host-selvedge-owner";

const VERSION = "1";
const encoder = new TextEncoder();

/** The cookie's value of a session that begins now. It says nothing but when it ends. */
export async function newSession(secrets: SessionSecrets, now: number): Promise<string> {
  const until = now + OWNER_SESSION_HOURS * 3_600_000;
  // Makes two sessions of the same moment two.
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
  const text = `${VERSION}.${until}.${nonce}`;
  const mac = await crypto.subtle.sign("HMAC", await keyOf(secrets), encoder.encode(text));
  return `${text}.${toBase64Url(new Uint8Array(mac))}`;
}

/** The session that a cookie's value stands for; undefined where it is forged, over, or of other secrets. */
export async function readSession(
  value: string,
  secrets: SessionSecrets,
  now: number,
): Promise<Session | undefined> {
  const [, text, end, claimed] = /^(1\.(\d{1,15})\.[\w-]{16})\.([\w-]{43})$/.exec(value) ?? [];
  const mac = claimed === undefined ? undefined : fromBase64Url(claimed);
  if (text === undefined || mac === undefined) return undefined;
  const isOurs = await crypto.subtle.verify("HMAC", await keyOf(secrets), mac, encoder.encode(text));
  const until = Number(end);
  // Not longer than any that we give, should the clock once have been wrong.
  const isNow = now < until && until <= now + OWNER_SESSION_HOURS * 3_600_000;
  return isOurs && isNow ? { until } : undefined;
}

/** `Set-Cookie` with the value of a session; without one the browser forgets it. */
export function sessionCookie(value?: string): string {
  const age = value === undefined ? 0 : OWNER_SESSION_HOURS * 3600;
  return `${SESSION_COOKIE}=${value ?? ""}; Path=/; Max-Age=${age}; Secure; HttpOnly; SameSite=Strict`;
}

/** Whether two texts are the same. Nothing can be learned from how long it takes: hashes are compared. */
export async function isSameText(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))),
  );
  return crypto.subtle.timingSafeEqual(first!, second!);
}

/** Derived from both secrets (RFC 5869), so the key for sessions is that of no other use. */
async function keyOf({ secret, token, site }: SessionSecrets): Promise<CryptoKey> {
  const [master, salt] = await Promise.all([
    crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]),
    crypto.subtle.digest("SHA-256", encoder.encode(token)),
  ]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: encoder.encode(`selvedge owner session ${site}`) };
  return crypto.subtle.deriveKey(how, master, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
    "sign",
    "verify",
  ]);
}
