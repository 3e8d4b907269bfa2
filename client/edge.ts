import type { TagConfig } from "../shared/wire.ts";
import { BASE } from "./beside.ts";

/** Loads the configuration; nothing of the visitor goes with the request. Rejects where there is none. */
export async function fetchConfig(): Promise<TagConfig> {
  const response = await fetch(`${BASE}/config`, { credentials: "omit", referrerPolicy: "no-referrer" });
  return response.ok ? response.json() : Promise.reject(response);
}

/**
 * Tells the edge something, even while the page is being left. Resolves to its answer; what isn't one, or never
 * came, is an empty one.
 */
export const tell = <Answer extends object>(
  method: "POST" | "DELETE",
  path: string,
  body?: unknown,
  signal: AbortSignal | null = null,
): Promise<Partial<Answer>> =>
  fetch(BASE + path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
    referrerPolicy: "no-referrer",
    signal,
  })
    .then((response) => response.json())
    .catch(() => ({}));
