// What visitors and owners notice of a page with the pasted tag, for tests of it.

export interface Watched {
  /** What the owner's handlers heard. */
  heard: string[];
  /** For how many milliseconds at most the browser would hide each slot that it has hidden. */
  hidden: Record<string, number>;
  /** What was seen of the hero, frame by frame. */
  seen: string[];
  shift: number;
}

/** Runs before any script of the page: an owner who listens for errors, and who looks at each frame. */
export function watch(slots: readonly string[]): void {
  const watched: Watched = { heard: [], hidden: {}, seen: [], shift: 0 };
  Object.assign(window, { watched });
  addEventListener("error", ({ message }) => watched.heard.push(message));
  addEventListener("unhandledrejection", ({ reason }) => watched.heard.push(String(reason)));
  addEventListener("DOMContentLoaded", () => {
    for (const slot of slots)
      document.querySelector(`[data-slot=${slot}]`)?.setAttribute("data-owner-saw", "");
  });
  new MutationObserver(() => {
    for (const slot of slots)
      document.querySelector(`[data-slot=${slot}]`)?.setAttribute("data-selvedge-slot", "");
  }).observe(document, { childList: true, subtree: true });
  const look = (): void => {
    for (const slot of slots) {
      const element = document.querySelector(`[data-slot=${slot}]`);
      if (element && getComputedStyle(element).visibility === "hidden")
        for (const { effect } of element.getAnimations())
          watched.hidden[slot] = Number(effect!.getComputedTiming().endTime);
      else if (element && slot === "hero") {
        const text = element.querySelector("h1")?.textContent ?? "";
        if (watched.seen.at(-1) !== text) watched.seen.push(text);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}
