import type { Run } from "../run.ts";
import type { Emit } from "../tools.ts";

/**
 * Watches clicks, submits and changes until the run is over. It captures, so that a page that stops
 * propagation is seen too.
 */
export function observe(run: Run, emit: Emit): void {
  for (const type of ["click", "submit", "change"]) {
    document.addEventListener(
      type,
      ({ target }) => {
        if (!(target instanceof Element)) return;
        declaration(type, target, emit);
        lookFor(run, type, target, emit);
      },
      { capture: true, passive: true, signal: run.signal },
    );
  }
}

/**
 * Passes on what may mean something to the owner's triggers. What they make of it is loaded with the first
 * page that has such an element, so that it is there before anybody clicks.
 */
export function lookFor(run: Run, type: string, place: Document | Element, emit: Emit): void {
  const { parts, triggers } = run.config;
  if (parts.includes("actions") || triggers.some(({ selector }) => nearest(place, selector))) {
    run.load("actions").then(
      ({ act }) => act(run.config, type, place, emit),
      () => {},
    );
  }
}

/** The element around a place that a selector means, or the first in a document. */
export function nearest(place: Document | Element, selector: string): Element | null {
  try {
    return place instanceof Element ? place.closest(selector) : place.querySelector(selector);
  } catch {
    // A selector that this browser doesn't know finds nothing.
    return null;
  }
}

/** `data-selvedge-declare="id"`: a button says it when pressed, a field when changed. */
function declaration(type: string, target: Element, emit: Emit): void {
  const field = target.closest<HTMLInputElement>("[data-selvedge-declare]");
  if (!field || type !== (field.localName === "button" ? "click" : "change")) return;
  const value = field.type === "checkbox" && !field.checked ? null : field.value;
  emit({ name: "declare", properties: { [field.dataset["selvedgeDeclare"]!]: value } });
}
