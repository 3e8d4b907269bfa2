import type { Context } from "hono";
import { problem } from "../problem.ts";
import type { EndpointEnv } from "./endpoints.ts";

/** The tag, and what it loads when it must. */
const ASSETS = /^(tag|widget|settings|text\.[\w-]{2,16})\.js$/;

/** `GET {path}/tag.js` and the like: the same bytes for everybody, so shared caches may keep them. */
export async function serveAsset(c: Context<EndpointEnv>): Promise<Response> {
  const file = c.req.param("file") ?? "";
  if (!ASSETS.test(file)) return c.notFound();
  const validator = c.req.header("if-none-match");
  const asset = await c.env.env.ASSETS.fetch(new URL(`/${file}`, c.req.url), {
    method: c.req.method,
    headers: validator === undefined ? {} : { "if-none-match": validator },
  });
  if (asset.status !== 200 && asset.status !== 304) return problem(404, `there is no ${file}`);
  const etag = asset.headers.get("etag");
  return new Response(asset.body, {
    status: asset.status,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
      ...(etag === null ? {} : { etag }),
    },
  });
}
