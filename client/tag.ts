import { onNavigation } from "./events/navigation.ts";
import { createGate } from "./gate.ts";
import { announce, createListeners, installApi } from "./page-api.ts";

/** Everything the tag does, from its own address on. */
async function startTag(base: string): Promise<void> {
  const listeners = createListeners();
  const gate = createGate(base, listeners.decided);
  installApi(gate, listeners);
  warnOfPolicy(base);
  announce("ready");

  if (document.readyState === "loading") await happened("DOMContentLoaded");
  try {
    listeners.decided(JSON.parse(document.getElementById("selvedge-decision")!.textContent));
  } catch {
    // The page carries no decision.
  }
  // A page that is loaded ahead may never be seen.
  if ((document as { prerendering?: boolean }).prerendering) await happened("prerenderingchange");
  gate.restart();

  let address = location.pathname + location.search;
  onNavigation(base, (restored) => {
    gate.check();
    const now = location.pathname + location.search;
    if (restored || now !== address) gate.view();
    address = now;
  });
  document.addEventListener("visibilitychange", gate.check);
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest?.("[data-selvedge=preferences]")) return;
    event.preventDefault();
    gate.host().settings();
  });
}

function happened(type: string): Promise<unknown> {
  return new Promise((resolve) => document.addEventListener(type, resolve, { once: true }));
}

/** Has it said once, to the owner, what a Content-Security-Policy lacks. */
function warnOfPolicy(base: string): void {
  let warned: Promise<unknown> | undefined;
  document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
    if (blockedURI.startsWith(base)) warned ??= import(`${base}/policy.js`).catch(() => {});
  });
}

// A tag that was pasted twice runs once. Nothing of ours is ever thrown into the page.
const script = document.currentScript as HTMLScriptElement | null;
if (script && !window.selvedge?.tag) {
  startTag(script.src.replace(/\/[^/]*$/, "")).catch(() => {});
}
