import type { TagConfig } from "../shared/wire.ts";
import { BASE } from "./beside.ts";

/** Loads the configuration; nothing of the visitor goes with the request. Rejects where there is none. */
export async function fetchConfig(): Promise<TagConfig> {
  const response = await fetch(`${BASE}/config`, { credentials: "omit", referrerPolicy: "no-referrer" });
  return response.ok ? response.json() : Promise.reject(response);
}
