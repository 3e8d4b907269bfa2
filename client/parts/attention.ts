import { isUsed } from "../../shared/parts.ts";
import type { TagConfig } from "../../shared/wire.ts";
import type { Emit } from "../tools.ts";

/**
 * Watches how long and how far down the page is looked at, until the signal; tells it whenever the page is
 * hidden or left. The function returned tells it too, and begins anew for the next view.
 */
export function watchAttention(config: TagConfig, emit: Emit, signal: AbortSignal): () => void {
  let since = performance.now();
  let deepest = 0;
  let told = 0;
  let path = location.pathname;

  const report = () => {
    const seconds = Math.round((performance.now() - since) / 1000);
    since = Number.POSITIVE_INFINITY;
    if (seconds > 0 && isUsed(config, "dwell")) emit({ name: "dwell", properties: { seconds, path } });
    if (deepest > told) emit({ name: "scroll", properties: { depth: (told = deepest), path } });
  };

  const look = () => {
    since = performance.now();
  };

  if (isUsed(config, "scroll")) {
    const measure = () => {
      const seen = (scrollY + innerHeight) / document.documentElement.scrollHeight;
      deepest = Math.max(deepest, Math.min(4, Math.floor(seen * 4 + 0.01)) * 25);
    };
    document.addEventListener("scroll", measure, { passive: true, capture: true, signal });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? report() : look()), { signal });
  // A page that is left for another one has no time to store anything once it is hidden.
  window.navigation?.addEventListener(
    "navigate",
    (event) => {
      if (event.hashChange) return;
      report();
      look();
    },
    { signal },
  );

  return () => {
    report();
    look();
    deepest = told = 0;
    path = location.pathname;
  };
}
