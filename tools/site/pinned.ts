import { createHash } from "node:crypto";

/** A version of the tag that pages hold on to. */
export interface PinnedTag {
  /** Its name beside the tag; other bytes have another one. */
  readonly file: string;
  /** Subresource Integrity of its bytes. */
  readonly integrity: string;
}

/** How a built tag is pinned. Source: https://www.w3.org/TR/SRI/ */
export function pinnedTag(bytes: Uint8Array): PinnedTag {
  const hash = createHash("sha384").update(bytes).digest();
  return { file: `tag.${hash.toString("hex", 0, 8)}.js`, integrity: `sha384-${hash.toString("base64")}` };
}
