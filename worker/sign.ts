import { LIMIT_KEY_BITS, TOKEN_HOURS } from "../shared/limits.ts";
import { PAIR_PARTS } from "../shared/recommend/limits.ts";
import { dayOf } from "../shared/day.ts";

/** 128 bits of an HMAC-SHA-256 are kept, which RFC 2104 permits and the cookie's size asks for. */
const MAC_BYTES = 16;
const HOUR_MILLISECONDS = 3_600_000;
/** Of so many days the token is remembered: more than are valid at any time. */
const TOKENS_KEPT = 8;

/** What the secret is used for; each use has a key of its own. */
type Use = Sealed | "token" | "limit" | "part";

/**
 * What can be sealed: `sv_p`, what the cookie of a preview holds, and what its link does; the same of the owner's people;
 * and what lets programs of the owner's in.
 */
type Sealed = "projection" | "preview" | "preview-link" | "staff" | "staff-link" | "owner";

/** Signs and checks what the edge hands out, for one site. */
export interface Signer {
  /** The text with its MAC behind a dot; by default for `sv_p`. */
  seal(text: string, use?: Sealed): Promise<string>;
  /** The text of a sealed one; undefined if it isn't exactly what `seal` made for this site and use. */
  open(sealed: string, use?: Sealed): Promise<string | undefined>;
  /** The token of a day: the same for everybody. */
  token(now: number): Promise<string>;
  /** Whether a token was handed out within the last `TOKEN_HOURS`. */
  validToken(token: string, now: number): Promise<boolean>;
  /**
   * A name for an address that lasts a day, for the rate limiter's memory only. Thousands of addresses share it, so
   * that it can't be turned back by trying them all, not even with the secret.
   */
  limitKey(address: string, now: number): Promise<string>;
  /** In which of `PAIR_PARTS` equal parts of all networks one is; a sixteenth of the world shares it. */
  partOf(network: string): Promise<number>;
}

const encoder = new TextEncoder();

/** A signer whose keys are derived from the secret (RFC 5869) by use and site id, once each. */
export function createSigner(secret: string, siteId: string): Signer {
  // Keys and not promises of them: one that belongs to a request that is gone never resolves.
  const keys = new Map<Use, CryptoKey>();
  const keyFor = async (use: Use): Promise<CryptoKey> => {
    const key = keys.get(use) ?? (await deriveKey(secret, siteId, use));
    keys.set(use, key);
    return key;
  };
  const macOf = async (use: Use, text: string): Promise<Uint8Array> => {
    const full = await crypto.subtle.sign("HMAC", await keyFor(use), encoder.encode(text));
    return new Uint8Array(full, 0, MAC_BYTES);
  };
  // Compared as text, of which there is one for each MAC.
  const matches = async (use: Use, text: string, claimed: string): Promise<boolean> => {
    return areEqual(claimed, toBase64Url(await macOf(use, text)));
  };
  // They are the same for everybody: what comes with each signal is compared, and not signed again.
  const tokens = new Map<number, string>();
  const tokenOf = async (day: number): Promise<string> => {
    const token = tokens.get(day) ?? toBase64Url(await macOf("token", String(day)));
    if (tokens.size >= TOKENS_KEPT) tokens.clear();
    tokens.set(day, token);
    return token;
  };
  return {
    async seal(text, use = "projection") {
      return `${text}.${toBase64Url(await macOf(use, text))}`;
    },
    async open(sealed, use = "projection") {
      const dot = sealed.lastIndexOf(".");
      if (dot < 0) return undefined;
      const text = sealed.slice(0, dot);
      return (await matches(use, text, sealed.slice(dot + 1))) ? text : undefined;
    },
    async token(now) {
      return tokenOf(dayOf(now));
    },
    async validToken(token, now) {
      for (let day = dayOf(now); day >= dayOf(now - TOKEN_HOURS * HOUR_MILLISECONDS); day--) {
        if (areEqual(token, await tokenOf(day))) return true;
      }
      return false;
    },
    async limitKey(address, now) {
      const mac = await macOf("limit", `${dayOf(now)} ${address}`);
      return (new DataView(mac.buffer).getUint32(0) >>> (32 - LIMIT_KEY_BITS)).toString(16);
    },
    async partOf(network) {
      const mac = await macOf("part", network);
      return mac[0]! % PAIR_PARTS;
    },
  };
}

/** Whether two texts are equal, in a time that says nothing of where they differ. */
function areEqual(one: string, other: string): boolean {
  const [left, right] = [encoder.encode(one), encoder.encode(other)];
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right);
}

async function deriveKey(secret: string, siteId: string, use: Use): Promise<CryptoKey> {
  const master = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  const how = {
    name: "HKDF",
    hash: "SHA-256",
    salt: encoder.encode(siteId),
    info: encoder.encode(`selvedge ${use}`),
  };
  return crypto.subtle.deriveKey(how, master, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
    "sign",
  ]);
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bytes as base64url, without padding. By hand, since each page asks for one. Source: RFC 4648, section 5 */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  const { length } = bytes;
  for (let at = 0; at < length; at += 3) {
    const one = bytes[at]!;
    const two = bytes[at + 1] ?? 0;
    const three = bytes[at + 2] ?? 0;
    text += DIGITS[one >> 2]! + DIGITS[((one & 3) << 4) | (two >> 4)]!;
    if (at + 1 < length) text += DIGITS[((two & 15) << 2) | (three >> 6)]!;
    if (at + 2 < length) text += DIGITS[three & 63]!;
  }
  return text;
}

/** Undefined where the text isn't the one canonical base64url of some bytes. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[\w-]{1,86}$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
      char.charCodeAt(0),
    );
    return toBase64Url(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
