import type { PropertyValue, SiteEvent } from "../shared/event.ts";
import type { PageDecision, Purpose } from "../shared/wire.ts";
import { PASTED } from "./beside.ts";
import type { Gate } from "./gate.ts";

type Listener = (decision: PageDecision) => void;

/** The global function: a stub may have queued calls in `q` before the tag was there. */
type GlobalFunction = ((...call: unknown[]) => void) & {
  q?: Iterable<unknown>[];
  /** The tag is there; the site's id where it was pasted. */
  tag?: true | string;
  /** The token that the page's script has given last; null took it back. */
  attested?: string | null;
};

declare global {
  interface Window {
    selvedge?: GlobalFunction;
  }
}

/** What was decided for this page last. */
let decision: PageDecision | undefined;

/** Dispatches `selvedge:{name}` on the document. */
export function announce(name: string, detail?: unknown): void {
  document.dispatchEvent(new CustomEvent(`selvedge:${name}`, { detail }));
}

/** Tells everybody who listens what was decided. An edge that answers nonsense has decided nothing. */
export function decided(now: PageDecision): void {
  if (now) announce("decision", (decision = now));
}

/** Tells a listener the decision there is, and each later one. One that fails is reported as the page's own. */
function listen(listener: Listener): void {
  if (decision) queueMicrotask(() => listener(decision!));
  document.addEventListener("selvedge:decision", (event) => listener((event as CustomEvent).detail));
}

/** Puts the page API in the place of the stub, and does what was queued there. */
export function installApi({ emit, host }: Gate): void {
  const declare = (id: string, value: PropertyValue) =>
    emit({ name: "declare", properties: { [id]: value } });
  const commands: Readonly<Record<string, (...values: never[]) => unknown>> = {
    // Only the tag itself knows when a visit begins.
    event: (name?: string, properties?: SiteEvent["properties"]) =>
      name && name !== "visit" && emit({ name, properties: { ...properties } }),
    // Said by the parts that decide pages in the browser.
    decided,
    declare,
    // Kept for views to come, too: that before a yes is forgotten.
    attest: (token: string | null) => declare("", (selvedge.attested = token)),
    segments: (listener: (segments: readonly string[]) => void) =>
      listen(({ segments }) => listener(segments)),
    decision: listen,
    // A no waits for nothing that would have to be loaded.
    consent: (wanted?: readonly Purpose[]) => (wanted?.map ? host().choose(wanted) : host().settings(wanted)),
    erase: () => host().erase(),
  };
  const queued = window.selvedge?.q ?? [];
  const selvedge: GlobalFunction = async (name, ...values) => {
    try {
      await commands[name as string]?.(...(values as never[]));
    } catch {
      // What makes no sense does nothing.
    }
  };
  selvedge.tag = PASTED || true;
  window.selvedge = selvedge;
  for (const call of queued) selvedge(...call);
}
