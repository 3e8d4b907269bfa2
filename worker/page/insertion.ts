import type { PageDecision } from "../../shared/wire.ts";
import { asciiJson } from "./escape.ts";
import { type Head, metaNonce, nonceOf } from "./head.ts";

/** The script element that loads the tag. `async`: a server that hangs must not leave a page blank. */
export function tagHtml(path: string, nonce: string | undefined): string {
  return `<script async src="${path}/tag.js"${nonce === undefined ? "" : ` nonce="${nonce}"`}></script>`;
}

/** The decision as a data block, which no script policy is about. */
export function decisionHtml(decision: PageDecision): string {
  return `<script type="application/json" id="selvedge-decision">${asciiJson(decision)}</script>`;
}

/** The nonce that the page lets scripts in with: that of its header, else of its meta element. */
export function nonceFor(headers: Headers, start: string): string | undefined {
  return nonceOf(headers.get("content-security-policy") ?? "") ?? metaNonce(start);
}

/** Whether the page loads the tag by itself. */
export function hasTag(text: string, path: string): boolean {
  return text.includes(`${path}/tag.js`);
}

/** The page with ASCII text put in. */
export function insert(bytes: Uint8Array, { place }: Head, html: string): readonly Uint8Array[] {
  if (html === "") return [bytes];
  return [bytes.subarray(0, place), new TextEncoder().encode(html), bytes.subarray(place)];
}

const LATIN1 = new TextDecoder("latin1");

/** Bytes as text, one character each, whatever the charset: enough to find markup, which is ASCII. */
export function asText(bytes: Uint8Array): string {
  return LATIN1.decode(bytes);
}
