import type { Run } from "../run.ts";
import type { Emit } from "../tools.ts";

/**
 * Passes on what may mean something to the owner's triggers, or declares something. What it means is known
 * to a part that is loaded with the first page that has such an element, so that it is there before anybody clicks.
 */
export function lookFor(run: Run, type: string, place: Document | Element, emit: Emit): void {
  const { parts, triggers } = run.config;
  if (
    parts.includes("actions") ||
    triggers.some(({ selector }) => nearest(place, selector)) ||
    (place !== document && nearest(place, "[data-selvedge-declare]"))
  ) {
    run.load("actions").then(
      ({ act }) => act(run.config, type, place, emit),
      () => {},
    );
  }
}

/** The element around a place that a selector means, or the first in a document. */
export function nearest(place: Document | Element, selector: string): HTMLElement | null | undefined {
  try {
    return "closest" in place ? place.closest<HTMLElement>(selector) : place.querySelector(selector);
  } catch {
    // A selector that this browser doesn't know finds nothing.
  }
  return undefined;
}
