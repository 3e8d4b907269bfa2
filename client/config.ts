import type { TagConfig } from "../shared/wire.ts";

/** Loads the configuration; nothing of the visitor goes with the request. Rejects where there is none. */
export async function fetchConfig(base: string): Promise<TagConfig> {
  const response = await fetch(`${base}/config`, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error();
  return response.json();
}
