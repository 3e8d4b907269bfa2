import { askMe } from "../../ask-me.ts";
import type { WidgetHost } from "../contract.ts";
import type { Me } from "./contract.ts";

/** How long the edge is waited for. */
const PATIENCE_MILLISECONDS = 8000;
/** How long, after a change, its signal is waited for. */
const SIGNAL_MILLISECONDS = 2000;

/**
 * Asks the edge what it knows, and what it makes of it on this page. Undefined where it doesn't answer that; rejects
 * where it can't be asked, or not soon.
 */
export function fetchMe({ base }: WidgetHost, language: string): Promise<Me | undefined> {
  // Browsers that don't have it give up later.
  return askMe<Me>(base, language, AbortSignal.timeout?.(PATIENCE_MILLISECONDS));
}

/** Listens from now on; the function that it gives waits until the edge has answered a signal, for a while. */
export function pageDecided(closed: AbortSignal): () => Promise<unknown> {
  const heard = new Promise((resolve) =>
    document.addEventListener("selvedge:decision", resolve, { once: true, signal: closed }),
  );
  return () => soon(heard, SIGNAL_MILLISECONDS);
}

/** What is waited for, or undefined after a while. */
function soon<Value>(awaited: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  return Promise.race([
    awaited,
    new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined)),
  ]);
}
