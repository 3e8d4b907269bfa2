import type { Context } from "hono";
import { ASSET_DEADLINE_MILLISECONDS, PACKED_PARTS } from "../../shared/limits.ts";
import { PACK, packOf, pieceFile } from "../../shared/pack.ts";
import { withDeadline } from "../deadline.ts";
import { problem } from "../problem.ts";
import { toBase64Url } from "../sign.ts";
import { ASSET_HEADERS } from "./assets.ts";
import type { EndpointEnv } from "./endpoints.ts";

/** How a part is named: words with hyphens, or a kind of attribute. */
const PART = /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+)?$/;

/**
 * `GET {path}/parts.js?recorder,kind.top`: several parts of the tag as one module. The same bytes for everybody who asks
 * for the same, like the parts themselves.
 */
export async function servePack(c: Context<EndpointEnv>): Promise<Response> {
  // Some clients write commas as %2C; no name has anything else to decode.
  const names = new URL(c.req.url).search.slice(1).split(/,|%2C/i);
  const unfit = names.length > PACKED_PARTS || !names.every((name) => PART.test(name));
  if (unfit) return problem(404, `expected ${PACK}.js?NAME,NAME with at most ${PACKED_PARTS} names of parts`);
  const ask = async (name: string) => {
    const asset = await c.env.env.ASSETS.fetch(new URL(`/${pieceFile(name)}`, c.req.url));
    return [name, asset.status === 200 ? await asset.text() : ""] as const;
  };
  const packed = await withDeadline(Promise.all(names.map(ask)), ASSET_DEADLINE_MILLISECONDS, "the parts");
  const missing = packed.filter(([, piece]) => piece === "").map(([name]) => name);
  if (missing.length > 0) return problem(404, `there is no part ${missing.join(", ")}`);
  const text = packOf(packed);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const etag = `"${toBase64Url(new Uint8Array(hash, 0, 12))}"`;
  const isKnown = (c.req.header("if-none-match") ?? "")
    .split(/\s*,\s*/)
    .some((tag) => tag.replace("W/", "") === etag);
  return new Response(isKnown ? null : text, {
    status: isKnown ? 304 : 200,
    headers: { ...ASSET_HEADERS, etag },
  });
}
