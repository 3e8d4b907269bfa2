// Reads GA4's dataLayer where the site file says so: what is pushed becomes events, as if the page had called
// `selvedge("event", …)`, so the visitor's choice decides about them as about those. Loaded for its effect, after a yes.
import { eventsOf } from "../data-layer/events.ts";
import { saidBy } from "../data-layer/said.ts";
import { searchEvent } from "./search.ts";

interface Layer extends Iterable<unknown> {
  push(...entries: readonly unknown[]): unknown;
}

const page = window as { dataLayer?: Layer };
/** Orders that were told on this page: containers and pages often say the same one twice. Never leaves this list. */
const orders = new Set<unknown>();

/** A page that is loaded anew, or come back to, tells its order once more. */
const isAgain = () =>
  ["reload", "back_forward"].includes(
    (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).type,
  );

function take(entry: unknown, again = false): void {
  try {
    if (isRepeated(entry, again)) return;
    for (const { name, properties } of eventsOf(entry, document.documentElement.lang)) {
      // What stands in the address has been seen with the view.
      if (name !== "search" || !searchEvent()) window.selvedge!("event", name, properties);
    }
  } catch {
    // What makes no sense is nothing that happened.
  }
}

function isRepeated(entry: unknown, again: boolean): boolean {
  const { name, values } = saidBy(entry) ?? {};
  const order = name === "purchase" && values?.["transaction_id"];
  if (!order) return false;
  const repeated = again || orders.has(order);
  orders.add(order);
  return repeated;
}

try {
  const layer = (page.dataLayer ??= []);
  // Whatever stands in its place by now: Google's container, or something of the page's.
  const { push } = layer;
  const earlier = [...layer];
  Object.defineProperty(layer, "push", {
    configurable: true,
    writable: true,
    value(this: unknown, ...entries: readonly unknown[]) {
      const answer: unknown = Reflect.apply(push, this, entries);
      for (const entry of entries) take(entry);
      return answer;
    },
  });
  // What was pushed before belongs to this page only if the yes is older than it. That is when this is heard before
  // anything is recorded; else nobody takes it.
  document.addEventListener(
    "selvedge:consent",
    () => earlier.splice(0).forEach((entry) => take(entry, isAgain())),
    { once: true },
  );
} catch {
  // A layer that isn't one, or that nobody may change, is left alone.
}
