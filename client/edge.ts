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
    const url = BASE + path;
    const init: RequestInit = { keepalive: true, signal: signal!, referrerPolicy: "no-referrer" };
    if (PASTED) return (await (await beside("tag-mode")).ask(url, body, init)) ?? {};
    const reply = await fetch(url, {
      ...init,
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return await reply.json();
  } catch {
    return {};
  }
};
