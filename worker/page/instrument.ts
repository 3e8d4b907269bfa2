import { CHARSET_SCAN_BYTES, HEAD_SCAN_BYTES } from "../../shared/limits.ts";
import { readBody } from "./body.ts";
import { charsetOf } from "./charset.ts";
import { metaPolicies, scanHead } from "./head.ts";
import { asText, hasTag, insert, type TagPlace, tagFor } from "./insertion.ts";
import { blockedTag, removeValidators, tellCharset, tellTiming } from "./response.ts";

export interface Instrumentation extends TagPlace {
  /** Hears why a page stayed without the tag. */
  readonly report: (reason: string) => void;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Puts the tag into a page that is the same for every visitor, while it streams: only its start is held back,
 * until the place is found.
 */
export async function instrument(
  response: Response,
  { path, url, report, waitUntil }: Instrumentation,
): Promise<Response> {
  const contentType = response.headers.get("content-type") ?? "";
  const look = (bytes: Uint8Array, whole: boolean) => {
    const text = asText(bytes);
    const charset = charsetOf(contentType, text);
    const declared = whole || text.length >= CHARSET_SCAN_BYTES || charset !== undefined;
    return { text, charset, head: declared ? scanHead(text, whole) : undefined };
  };
  let seen: ReturnType<typeof look> | undefined;
  const read = await readBody(response.body!, {
    bytes: HEAD_SCAN_BYTES,
    enough: (bytes) => (seen = look(bytes, false)).head !== undefined,
  });
  const start = read.bytes;
  const { text, head, charset } = read.end === "enough" && seen ? seen : look(start, read.end === "complete");
  const { html, blocked } = tagFor(response.headers, metaPolicies(text), { path, url });
  const reason =
    read.end === "failed"
      ? "origin broke off"
      : head === undefined
        ? "no head found"
        : charset === undefined
          ? "charset unknown"
          : hasTag(text, path)
            ? "has the tag"
            : blocked && blockedTag(blocked);
  if (reason !== undefined) report(reason);
  const tag = reason === undefined ? insert(start, head!, html) : undefined;
  const { body, done } = read.replay(tag, lengthOf(response, reason === undefined ? html.length : 0));
  waitUntil(done);
  const answer = new Response(body, response);
  if (reason === undefined) {
    removeValidators(answer.headers);
    if (charset?.from === "meta") tellCharset(answer.headers, charset.name);
  }
  tellTiming(answer.headers, reason === undefined ? "instrumented" : `untouched: ${reason}`);
  return answer;
}

/** How long the answer will be; undefined where the origin doesn't say, or says it of packed bytes. */
function lengthOf({ headers }: Response, added: number): number | undefined {
  const length = headers.has("content-encoding")
    ? Number.NaN
    : Number(headers.get("content-length") ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length + added : undefined;
}
