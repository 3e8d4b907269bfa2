import type { PropertyValue, SiteEvent } from "../shared/event.ts";
import type { PageDecision, Purpose } from "../shared/wire.ts";
import type { Gate } from "./gate.ts";

type Listener = (decision: PageDecision) => void;

/** The global function: a stub may have queued calls in `q` before the tag was there. */
type GlobalFunction = ((...call: unknown[]) => void) & { q?: Iterable<unknown>[]; tag?: true };

declare global {
  interface Window {
    selvedge?: GlobalFunction;
  }
}

/** Dispatches `selvedge:{name}` on the document. */
export function announce(name: string, detail?: unknown): void {
  document.dispatchEvent(new CustomEvent(`selvedge:${name}`, { detail }));
}

/** Those who want to know what was decided for this page. */
export interface Listeners {
  readonly add: (listener: Listener) => void;
  readonly decided: (decision: PageDecision) => void;
}

/** Tells each listener the decision there is, and each later one. */
export function createListeners(): Listeners {
  const listeners: Listener[] = [];
  let decision: PageDecision | undefined;
  // One that fails is the page's own matter and reported as such; the others are told all the same.
  const tell = (listener: Listener) => decision && queueMicrotask(() => listener(decision!));
  return {
    add(listener) {
      listeners.push(listener);
      tell(listener);
    },
    decided(now) {
      decision = now;
      listeners.forEach(tell);
      announce("decision", now);
    },
  };
}

/** Puts the page API in the place of the stub, and does what was queued there. */
export function installApi({ emit, host }: Gate, { add }: Listeners): void {
  const commands: Readonly<Record<string, (...values: never[]) => void>> = {
    // Only the tag itself knows when a visit begins.
    event: (name?: string, properties?: SiteEvent["properties"]) =>
      name && name !== "visit" && emit({ name, properties: { ...properties } }),
    declare: (id: string, value: PropertyValue) => emit({ name: "declare", properties: { [id]: value } }),
    segments: (listener: (segments: readonly string[]) => void) => add(({ segments }) => listener(segments)),
    decision: add,
    consent: (purposes?: readonly Purpose[]) => (purposes ? host().choose(purposes) : host().settings()),
    erase: () =>
      void host()
        .erase()
        .catch(() => {}),
  };
  const queued = window.selvedge?.q ?? [];
  window.selvedge = (name, ...values) => {
    try {
      commands[name as string]?.(...(values as never[]));
    } catch {
      // What makes no sense does nothing.
    }
  };
  window.selvedge.tag = true;
  for (const call of queued) window.selvedge(...call);
}
