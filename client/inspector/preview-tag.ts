import { PREVIEW_DECISION_ID } from "./page-data.ts";
import type { PageDecision } from "../../shared/wire.ts";

// Stands in for the tag while the browser shows a preview of somebody else: there before any script of the page, so
// that a tag which the page loads by itself finds one that is running and ends. It records, stores and sends nothing.

type Api = ((...call: unknown[]) => void) & { tag?: true; q?: Iterable<unknown>[] };

function install(): void {
  const text = document.getElementById(PREVIEW_DECISION_ID)?.textContent ?? "";
  const decision = JSON.parse(text) as PageDecision;
  const answers: Readonly<Record<string, unknown>> = { decision, segments: decision.segments };
  const page = window as unknown as { selvedge?: Api };
  const queued = page.selvedge?.q ?? [];
  const api: Api = (name, listener) => {
    const answer = answers[name as string];
    if (answer !== undefined && typeof listener === "function")
      queueMicrotask(() => (listener as (told: unknown) => void)(answer));
  };
  api.tag = true;
  page.selvedge = api;
  for (const call of queued) api(...call);
  document.addEventListener("DOMContentLoaded", () => {
    for (const [name, detail] of [["ready"], ["decision", decision]] as const)
      document.dispatchEvent(new CustomEvent(`selvedge:${name}`, { detail }));
  });
}

try {
  install();
} catch {
  // Nothing of ours is ever thrown into the page.
}
