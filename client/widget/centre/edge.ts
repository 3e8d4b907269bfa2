import type { WidgetHost } from "../contract.ts";
import type { Me } from "./contract.ts";

/** How long the edge is waited for. */
const PATIENCE_MILLISECONDS = 8000;
/** How long, after a change, its signal is waited for. */
const SIGNAL_MILLISECONDS = 2000;

/** Asks the edge what it knows, and what it makes of it on this page. Rejects where it doesn't answer that, or not soon. */
export async function fetchMe({ base }: WidgetHost, language: string): Promise<Me> {
  const { askMe } = await import(`${base}/me.js`);
  // Browsers that don't have it give up later.
  return askMe(base, language, AbortSignal.timeout?.(PATIENCE_MILLISECONDS));
}

/** Listens from now on; the function that it gives waits until the edge has answered a signal, for a while. */
export function pageDecided(closed: AbortSignal): () => Promise<unknown> {
  const heard = new Promise((resolve) =>
    document.addEventListener("selvedge:decision", resolve, { once: true, signal: closed }),
  );
  return () => Promise.race([heard, new Promise((resolve) => setTimeout(resolve, SIGNAL_MILLISECONDS))]);
}
