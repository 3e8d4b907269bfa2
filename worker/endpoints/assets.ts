import type { Context } from "hono";
import { ASSET_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import { withDeadline } from "../deadline.ts";
import { problem } from "../problem.ts";
import type { EndpointEnv } from "./endpoints.ts";

/**
 * How the build names what browsers load: words with hyphens, then perhaps a language or a kind of attribute.
 * Nothing else in the folder of assets can be asked for, and which of them exist only the folder knows.
 */
const ASSETS = /^[a-z]+(-[a-z]+)*(\.[A-Za-z]+(-[A-Za-z]{2,4})?)?\.js$/;

/** A version of the tag, named by its content: whatever is under such a name never changes. */
const PINNED = /^tag\.[\da-f]{16}\.js$/;

/** Of scripts that are the same for everybody until the next deploy. */
export const ASSET_HEADERS = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
};

/** `GET {path}/tag.js` and the like: the same bytes for everybody, so shared caches may keep them. */
export async function serveAsset(c: Context<EndpointEnv>): Promise<Response> {
  const file = c.req.param("file") ?? "";
  const isPinned = PINNED.test(file);
  if (!isPinned && !ASSETS.test(file)) return c.notFound();
  const validator = c.req.header("if-none-match");
  const asking = c.env.env.ASSETS.fetch(new URL(`/${file}`, c.req.url), {
    method: c.req.method,
    headers: validator === undefined ? {} : { "if-none-match": validator },
  });
  const asset = await withDeadline(asking, ASSET_DEADLINE_MILLISECONDS, "an asset");
  if (asset.status !== 200 && asset.status !== 304) return problem(404, `there is no ${file}`);
  const etag = asset.headers.get("etag");
  return new Response(asset.body, {
    status: asset.status,
    headers: {
      ...ASSET_HEADERS,
      ...(isPinned && { "cache-control": "public, max-age=31536000, immutable" }),
      ...(etag === null ? {} : { etag }),
    },
  });
}
