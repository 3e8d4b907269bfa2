import type { WidgetHost } from "../contract.ts";
import type { Me } from "./contract.ts";

/** How long the edge is waited for. */
const PATIENCE_MILLISECONDS = 8000;
/** How long, after a change, its signal is waited for. */
const SIGNAL_MILLISECONDS = 2000;

/** Asks the edge what it knows, and what it makes of it on this page. Rejects where it doesn't answer that. */
export async function fetchMe({ base }: WidgetHost, language: string): Promise<Me> {
  const query = new URLSearchParams({ page: location.pathname, language });
  const response = await fetch(`${base}/me?${query}`, {
    referrerPolicy: "no-referrer",
    cache: "no-store",
    // Browsers that don't have it give up later.
    signal: AbortSignal.timeout?.(PATIENCE_MILLISECONDS),
  });
  return response.ok ? response.json() : Promise.reject(response);
}

/** Listens from now on; the function that it gives waits until the edge has answered a signal, for a while. */
export function pageDecided(closed: AbortSignal): () => Promise<unknown> {
  const heard = new Promise((resolve) =>
    document.addEventListener("selvedge:decision", resolve, { once: true, signal: closed }),
  );
  return () => Promise.race([heard, new Promise((resolve) => setTimeout(resolve, SIGNAL_MILLISECONDS))]);
}
