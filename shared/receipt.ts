import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { PURPOSES } from "./consent.ts";
import { DAY_MILLISECONDS } from "./day.ts";
import { RECEIPT_CHARACTERS } from "./limits.ts";
import type { Purpose } from "./wire.ts";

/** Where a choice was made: in the question, in the settings, or by a script of the page, such as the owner's banner. */
export const METHODS = ["question", "settings", "api"] as const;

export type ReceiptMethod = (typeof METHODS)[number];

/** What a receipt says: what one choice was, and nothing of who made it. */
export interface Receipt {
  /** The `id` of the site file. */
  readonly site: string;
  /** UTC day number on which the edge was told. */
  readonly day: number;
  /** In the order of `PURPOSES`; all others were refused. */
  readonly accepted: readonly Purpose[];
  /** Of the site's terms. */
  readonly revision: number;
  /** The texts that were shown, by their hash (see receipt-texts.ts); absent where a script of the page asked. */
  readonly texts?: { readonly hash: string; readonly language: string };
  readonly method: ReceiptMethod;
  /** Global Privacy Control was on when the choice was made. */
  readonly gpc: boolean;
}

/** A receipt and its signature, which nobody has checked yet. */
export interface ClaimedReceipt {
  readonly receipt: Receipt;
  /** RFC 7638 thumbprint of the key that is said to have signed it. */
  readonly kid: string;
  /** What was signed. */
  readonly signed: string;
  /** 64 bytes as base64url. */
  readonly signature: string;
}

const SITE = /^[\w-]{1,64}$/;
const HASH = /^[\w-]{32}$/;
const LANGUAGE = /^[a-z]{2,3}$/;
/** 32 bytes, and 64, in the one base64url that they have. */
const THUMBPRINT = /^[\w-]{42}[AEIMQUYcgkosw048]$/;
const SIGNATURE = /^[\w-]{85}[AQgw]$/;

/** A day number as it is written in a receipt: `2026-11-22`. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** A receipt as JSON in its one spelling: no white space, always the same members in the same order. */
export function receiptText({ site, day, accepted, revision, texts, method, gpc }: Receipt): string {
  const isAccepted = (purpose: Purpose) => accepted.includes(purpose);
  return JSON.stringify({
    site,
    day: isoDay(day),
    accepted: PURPOSES.filter(isAccepted),
    refused: PURPOSES.filter((purpose) => !isAccepted(purpose)),
    revision,
    texts: texts?.hash ?? null,
    language: texts?.language ?? null,
    method,
    gpc,
  });
}

/**
 * What is signed of a receipt: a compact JWS (RFC 7515) with one spelling of header and claims, so that equal
 * choices of a day make equal bytes (an Ed25519 signature has no random part), and nothing else can hide in it.
 */
export function signedReceipt(receipt: Receipt, kid: string): string {
  const header = JSON.stringify({ alg: "EdDSA", kid, typ: "consent-receipt+jwt" });
  return `${toBase64Url(header)}.${toBase64Url(receiptText(receipt))}`;
}

/**
 * What a token says, if it is exactly what `signedReceipt` makes of some receipt, with something of the right
 * form for a signature; else undefined. It says nothing of whether the signature holds.
 */
export function parseReceipt(token: string): ClaimedReceipt | undefined {
  try {
    if (token.length > RECEIPT_CHARACTERS) return undefined;
    const [head, body, signature, ...more] = token.split(".");
    if (more.length > 0 || !SIGNATURE.test(signature!)) return undefined;
    const { kid } = JSON.parse(fromBase64Url(head!)) as { kid: string };
    const receipt = receiptOf(JSON.parse(fromBase64Url(body!)) as Claims);
    const signed = `${head}.${body}`;
    return THUMBPRINT.test(kid) && receipt && signedReceipt(receipt, kid) === signed
      ? { receipt, kid, signed, signature: signature! }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The members of a receipt's JSON, as far as `receiptText` doesn't write them anew from the rest. */
interface Claims {
  readonly site: string;
  readonly day: string;
  readonly accepted: readonly Purpose[];
  readonly revision: number;
  readonly texts: string | null;
  readonly language: string | null;
  readonly method: ReceiptMethod;
  readonly gpc: boolean;
}

/** Undefined where a value isn't one that a receipt has; that nothing else is there shows when it is written again. */
function receiptOf({ texts, language, day: date, ...rest }: Claims): Receipt | undefined {
  const day = Date.parse(date) / DAY_MILLISECONDS;
  const { site, revision, method, gpc, accepted } = rest;
  const isWhole = Number.isSafeInteger(day) && Number.isSafeInteger(revision) && revision > 0;
  const isTyped = typeof gpc === "boolean" && METHODS.includes(method) && SITE.test(site);
  if (!isWhole || !isTyped || typeof site !== "string") return undefined;
  const asked = { site, day, accepted, revision, method, gpc };
  if (method === "api") return texts === null && language === null ? asked : undefined;
  return HASH.test(texts!) && LANGUAGE.test(language!)
    ? { ...asked, texts: { hash: texts!, language: language! } }
    : undefined;
}
