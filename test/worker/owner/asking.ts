import { ADMIN, OWNER_TOKEN } from "../preview/support.ts";
import type { Edge } from "../support.ts";

/** The header that lets the owner in. */
export const owner = { authorization: `Bearer ${OWNER_TOKEN}` };

/** Asks the owner's API. */
export function get(
  edge: Edge,
  path: string,
  headers: Readonly<Record<string, string>> = owner,
): Promise<Response> {
  return edge.ask(`${ADMIN}/api/${path}`, { headers });
}

/** Sends JSON to it. */
export function post(
  edge: Edge,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = owner,
): Promise<Response> {
  return edge.post(`${ADMIN}/api/${path}`, body, { headers: { origin: ADMIN, ...headers } });
}
