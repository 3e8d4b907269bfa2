import type { Context } from "hono";
import { CONFIG_CACHE_SECONDS } from "../../shared/limits.ts";
import type { EndpointEnv } from "./endpoints.ts";

/**
 * `GET {path}/receipt-keys`: the public keys by which anybody can verify receipts, as a JWKS (RFC 7517); the same
 * for everybody.
 */
export async function answerReceiptKeys(c: Context<EndpointEnv>): Promise<Response> {
  return c.json({ keys: await c.env.receipts.keys() }, 200, {
    "cache-control": `public, max-age=${CONFIG_CACHE_SECONDS}`,
  });
}
