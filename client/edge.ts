import type { TagConfig } from "../shared/wire.ts";
import { BASE, beside, PASTED } from "./beside.ts";

/** Loads the configuration; nothing of the visitor goes with the request. Rejects where there is none. */
export const fetchConfig = (): Promise<TagConfig> =>
  fetch(`${BASE}/config`, { credentials: "omit", referrerPolicy: "no-referrer" }).then((response) =>
    response.ok ? response.json() : Promise.reject(response),
  );

/**
 * Tells the edge something, even while the page is being left. Resolves to its answer; what isn't one, or never
 * came, is an empty one.
 */
export const tell = async <Answer extends object>(
  method: "POST" | "DELETE",
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Partial<Answer>> => {
  try {
    const send = PASTED ? (await beside("tag-mode")).send : fetch;
    const reply = await send(BASE + path, {
      method,
      headers: { "content-type": "application/json" },
      keepalive: true,
      signal: signal!,
      body: JSON.stringify(body),
      referrerPolicy: "no-referrer",
    });
    return await reply.json();
  } catch {
    return {};
  }
};
