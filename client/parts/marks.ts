import type { PageDecision } from "../../shared/wire.ts";
import type * as layer from "./mark-layer.ts";

// Waits with the marks till somebody is there who could press them: while a page loads there is enough to do.

const LAYER = "./mark-layer.js";

/** What shows that somebody is there, by whichever means. */
const SIGNS = ["pointermove", "pointerdown", "wheel", "scroll", "keydown", "focusin"];
/** How long after the page has loaded marks come for somebody who does nothing. */
const PATIENCE_MILLISECONDS = 3000;

const there = somebodyThere();

async function begin(): Promise<void> {
  if (document.readyState === "loading") await happened(document, "DOMContentLoaded");
  // What the edge has put into the page; where there is none, what the pasted tag has applied. The tag's later decisions
  // are about pages to come.
  const inPage = document.getElementById("selvedge-decision");
  const applied = new Promise<PageDecision>((tell) => inPage ?? window.selvedge?.("decision", tell));
  await there;
  const decision: PageDecision = inPage ? JSON.parse(inPage.textContent) : await applied;
  const { mark }: typeof layer = await import(LAYER);
  mark(decision);
}

async function somebodyThere(): Promise<void> {
  const listening = new AbortController();
  const patience = async () => {
    if (document.readyState !== "complete") await happened(window, "load");
    await new Promise((over) => setTimeout(over, PATIENCE_MILLISECONDS));
  };
  const { signal } = listening;
  const signs = SIGNS.map((type) => happened(window, type, { capture: true, passive: true, signal }));
  await Promise.race([...signs, patience()]);
  listening.abort();
}

function happened(where: EventTarget, type: string, options: AddEventListenerOptions = {}): Promise<unknown> {
  return new Promise((resolve) => where.addEventListener(type, resolve, { once: true, ...options }));
}

// A decision that can't be read marks nothing.
begin().catch(() => {});
