import { BASE, beside, PASTED } from "./beside.ts";
import { tell } from "./edge.ts";
import { onNavigation } from "./events/navigation.ts";
import { createGate, PREFERENCES } from "./gate.ts";
import { announce, decided, installApi } from "./page-api.ts";

/** Everything the tag does. */
async function startTag(): Promise<void> {
  // It begins by itself.
  if (PASTED) beside("tag-mode").catch(() => {});
  const gate = createGate();
  installApi(gate);
  announce("ready");

  if (document.readyState === "loading") await happened("DOMContentLoaded");
  const decision = document.getElementById("selvedge-decision");
  try {
    if (decision) decided(JSON.parse(decision.textContent));
  } catch {
    // What can't be read has decided nothing.
  }
  // A page that is loaded ahead may never be seen.
  if ((document as { prerendering?: boolean }).prerendering) await happened("prerenderingchange");
  gate.restart();

  const address = () => location.pathname + location.search;
  let before = address();
  onNavigation((restored) => {
    const now = address();
    if (restored || now !== before) gate.view();
    const { current, gpc } = gate.host();
    // After a no nothing is asked any more.
    if (now !== before && (PASTED || current.personalization || !(current.chosen || gpc)))
      beside("views")
        .then(({ view }) => view(tell))
        .catch(() => {});
    before = now;
  });
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest?.(PREFERENCES)) return;
    event.preventDefault();
    gate.host().settings();
  });
}

function happened(type: string): Promise<unknown> {
  return new Promise((resolve) => document.addEventListener(type, resolve));
}

// A tag that was pasted twice runs once. Nothing of ours is ever thrown into the page.
if (BASE && !window.selvedge?.tag) startTag().catch(() => {});
