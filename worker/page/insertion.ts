import { ASK_STYLE } from "../../shared/ask/style.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { asciiJson } from "./escape.ts";
import type { Head } from "./head.ts";
import { type Blocked, admitStyle, admitTag } from "./policy.ts";

/** The script element that loads the tag. `async`: a server that hangs must not leave a page blank. */
function tagHtml(path: string, nonce: string | undefined): string {
  return `<script async src="${path}/tag.js"${nonce === undefined ? "" : ` nonce="${nonce}"`}></script>`;
}

/** The decision as a data block, which no script policy is about. */
export function decisionHtml(decision: PageDecision): string {
  return `<script type="application/json" id="selvedge-decision">${asciiJson(decision)}</script>`;
}

/**
 * The script element that loads a part of the tag that only pages with certain blocks need: `marks`, by which visitors
 * ask why they see a block, or `views`, which keeps blocks where a framework draws. Nothing where the page's policies
 * keep our scripts out.
 */
export function partHtml(path: string, part: "marks" | "views", { nonce, blocked }: PageTag): string {
  if (blocked !== undefined) return "";
  return `<script type="module" async src="${path}/${part}.js"${nonce === undefined ? "" : ` nonce="${nonce}"`}></script>`;
}

/**
 * How questions look, for a page that has one: there at first paint, so that nothing moves. Nothing where the page's
 * policies would refuse it; then the form stays hidden till the part `questions` has brought the style.
 */
export function askStyleHtml(headers: Headers, inPage: readonly string[], { nonce }: PageTag): string {
  const inHeader = headers.get("content-security-policy") ?? "";
  const admission = admitStyle([inHeader, ...inPage], nonce);
  if (!admission) return "";
  // Where no script runs nobody could answer.
  const style = `@media(scripting:enabled){${ASK_STYLE}}`;
  return `<style${admission.nonce === undefined ? "" : ` nonce="${admission.nonce}"`}>${style}</style>`;
}

/** Where a page is, and under which path its tag and the edge are. */
export interface TagPlace {
  readonly path: string;
  /** The page's own URL. */
  readonly url: string;
}

/** The tag as it goes into a page. */
export interface PageTag {
  readonly html: string;
  /** The nonce with which the page lets scripts in. */
  readonly nonce?: string;
  readonly blocked?: Blocked;
}

/**
 * The tag for a page, as its policies let it in: by its header's and those of its meta elements (`inPage`), as far as
 * its start is known. `html` is empty where they would keep the tag from running or from asking the edge, so that
 * it would be loaded in vain.
 */
export function tagFor(headers: Headers, inPage: readonly string[], { path, url }: TagPlace): PageTag {
  const inHeader = headers.get("content-security-policy") ?? "";
  const { nonce, blocked } = admitTag([inHeader, ...inPage], url, path);
  const known = nonce === undefined ? {} : { nonce };
  return blocked === undefined ? { html: tagHtml(path, nonce), ...known } : { html: "", ...known, blocked };
}

/** Whether the page loads the tag by itself, the latest or a pinned one. */
export function hasTag(text: string, path: string): boolean {
  return text.includes(`${path}/tag.`);
}

const ENCODER = new TextEncoder();

/**
 * Bytes with text put in. @param room the memory that they are in, from their first one on: what is behind the place is
 * moved there, if that is large enough
 */
export function insert(bytes: Uint8Array, room: Uint8Array, { place }: Head, html: string): Uint8Array {
  const text = ENCODER.encode(html);
  const length = bytes.byteLength + text.byteLength;
  const whole = length <= room.byteLength ? room : new Uint8Array(length);
  if (whole === room) whole.copyWithin(place + text.byteLength, place, bytes.byteLength);
  else {
    whole.set(bytes.subarray(0, place));
    whole.set(bytes.subarray(place), place + text.byteLength);
  }
  whole.set(text, place);
  return whole.subarray(0, length);
}

const LATIN1 = new TextDecoder("latin1");

/** Bytes as text, one character each, whatever the charset: enough to find markup, which is ASCII. */
export function asText(bytes: Uint8Array): string {
  return LATIN1.decode(bytes);
}
