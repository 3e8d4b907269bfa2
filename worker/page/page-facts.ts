import { CHARSET_SCAN_BYTES, HEAD_SCAN_BYTES } from "../../shared/limits.ts";
import { type Charset, charsetOf } from "./charset.ts";
import { type Head, metaPolicies, scanHead } from "./head.ts";
import { asText } from "./insertion.ts";

/** What a page tells before anything is done to it. */
export interface PageFacts {
  readonly charset: Charset;
  readonly head: Head;
  /** Policies that the page itself sets. */
  readonly policies: readonly string[];
}

/** Reads the start of a page. Says why, where it can't be changed. */
export function factsOf(bytes: Uint8Array, contentType: string): PageFacts | string {
  const start = asText(bytes.subarray(0, HEAD_SCAN_BYTES));
  const charset = charsetOf(contentType, start.slice(0, CHARSET_SCAN_BYTES));
  if (!charset) return "charset unknown";
  const head = scanHead(start, bytes.byteLength <= HEAD_SCAN_BYTES);
  if (!head) return "no head found";
  return { charset, head, policies: metaPolicies(start) };
}
