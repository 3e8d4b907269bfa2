import { charsetParameter } from "./charset.ts";
import type { Blocked } from "./policy.ts";

const READABLE_ENCODINGS = new Set(["", "identity", "gzip", "br"]);

/** Names of headers that describe, or let others cache, exactly the bytes that the origin sent. */
const OF_THE_BYTES: ReadonlySet<string> = new Set([
  "etag",
  "last-modified",
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
  "accept-ranges",
  "content-length",
]);
const OF_CACHES: ReadonlySet<string> = new Set(["expires", "surrogate-control", "x-accel-expires"]);

/** Whether the answer says that it is HTML. */
export function isHtml(response: Response): boolean {
  return mediaType(response) === "text/html";
}

function mediaType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
}

/** Why this answer must be passed on as it is; undefined if it is a page that may be changed. */
export function untouchable(response: Response): string | undefined {
  const { headers } = response;
  if (response.status !== 200) return `status ${response.status}`;
  if (!isHtml(response)) return "not HTML";
  if (headers.has("content-disposition")) return "a download";
  if (headers.has("content-range")) return "a part";
  if (/(?:^|[,\s])no-transform(?:$|[,\s])/i.test(headers.get("cache-control") ?? "")) return "no-transform";
  if (!READABLE_ENCODINGS.has((headers.get("content-encoding") ?? "").trim().toLowerCase()))
    return "content encoding";
  if (response.body === null || headers.get("content-length") === "0") return "no body";
  return undefined;
}

/** How many bytes will come, as far as the answer says that; else 0. */
export function announcedLength({ headers }: Response): number {
  if (headers.has("content-encoding")) return 0;
  const length = Number(headers.get("content-length") ?? 0);
  return Number.isSafeInteger(length) && length > 0 ? length : 0;
}

/** Says in `Server-Timing` what happened to the page, besides what the origin says there. */
export function tellTiming(headers: Headers, what: string): void {
  headers.append("server-timing", `selvedge;desc="${what.replace(/[^\x20-\x7e]|["\\]/g, "'")}"`);
}

/** Says besides that a page that was personalized stayed without the tag. */
export function tellWithoutTag(headers: Headers, by: Blocked): void {
  headers.append("server-timing", `selvedge-tag;desc="left out: ${blockedTag(by)}"`);
}

/** Why the tag isn't put into a page whose policy would stop it. */
export function blockedTag(by: Blocked): string {
  return `${by} blocks the tag`;
}

/** Adds what the answer depends on besides what the origin says there. */
export function addVary(headers: Headers, names: readonly string[]): void {
  const said = (headers.get("vary") ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (said.includes("*")) return;
  const missing = names.filter((name) => !said.includes(name.toLowerCase()));
  if (missing.length > 0) headers.append("vary", missing.join(", "));
}

/** The body isn't the one that the origin's validators, digests and lengths are about. */
export function removeValidators(headers: Headers): void {
  for (const name of OF_THE_BYTES) headers.delete(name);
}

/**
 * Keeps every shared cache from storing what could differ between visitors, without keeping browsers from
 * using their back/forward cache (as `no-store` would, which stays where the origin says it).
 */
export function makePrivate(headers: Headers): void {
  const noStore = /(?:^|[,\s])no-store(?:$|[,\s])/i.test(headers.get("cache-control") ?? "");
  // What is there is looked at once: asking for each name that may be there costs more.
  const gone: string[] = [];
  for (const name of headers.keys())
    if (OF_THE_BYTES.has(name) || OF_CACHES.has(name) || name.endsWith("cdn-cache-control")) gone.push(name);
  for (const name of gone) headers.delete(name);
  headers.set("cache-control", noStore ? "private, no-store" : "private, no-cache");
}

/**
 * What goes in before it moves a `<meta charset>` further back than browsers look for it, so that the header
 * must say the charset.
 */
export function tellCharset(headers: Headers, charset: string): void {
  if (charsetParameter(headers.get("content-type") ?? "")?.toLowerCase() === charset) return;
  headers.set("content-type", `text/html; charset=${charset}`);
}
