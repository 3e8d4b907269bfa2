import { VITAL_STEPS } from "../../shared/measure/cells.ts";
import type { Vital } from "../../shared/measure/count.ts";

/** What browsers tell of a layout shift, and of an event; the types of this compiler don't have all of it. */
interface Entry extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly interactionId: number;
}

/** Gaps in, and length of, a window of layout shifts, in milliseconds. */
const SHIFTS_GAP = 1000;
const SHIFTS_LENGTH = 5000;
/** Interactions that are shorter are good in any case; browsers tell none below 16 ms. */
const INTERACTION_MILLISECONDS = 40;
/** Of every so many interactions the longest is passed over. */
const INTERACTIONS_PASSED = 50;

/**
 * Measures Web Vitals as web.dev defines them (web.dev/articles/lcp, /cls, /inp; after the reference of Google's web-vitals):
 * the largest contentful paint before the first interaction, the worst window of layout shifts, the longest
 * interaction but one in 50. What it returns tells those that are known by now, each by the highest of its steps
 * that is reached; what the browser doesn't tell is missing, and all of a page that was hidden before: there times
 * mean nothing.
 */
export function watchVitals(): () => [Vital, number][] {
  const interactions = new Map<number, number>();
  const found: { -readonly [Each in Vital]?: number } = {};
  let began = 0;
  let last = 0;
  let shifted = 0;
  const activated =
    (performance.getEntriesByType("navigation")[0] as { activationStart?: number } | undefined)
      ?.activationStart ?? 0;

  const paints = observe("largest-contentful-paint", ({ startTime }) => {
    found.lcp = Math.max(0, startTime - activated);
  });
  const shifts = observe("layout-shift", ({ startTime, value, hadRecentInput }) => {
    if (hadRecentInput) return;
    const goesOn = startTime - last < SHIFTS_GAP && startTime - began < SHIFTS_LENGTH;
    shifted = goesOn ? shifted + value : value;
    if (!goesOn) began = startTime;
    last = startTime;
    found.cls = Math.max(found.cls!, shifted);
  });
  if (shifts) found.cls = 0;
  const events = observe("event", ({ interactionId, duration }) => {
    if (interactionId)
      interactions.set(interactionId, Math.max(interactions.get(interactionId) ?? 0, duration));
  });

  const wasHidden =
    document.hidden || performance.getEntriesByType("visibility-state").some(({ name }) => name === "hidden");

  return () => {
    if (wasHidden) return [];
    paints?.();
    shifts?.();
    events?.();
    const longest = [...interactions.values()].sort((one, other) => other - one);
    const count = (performance as { interactionCount?: number }).interactionCount ?? longest.length;
    const inp = longest[Math.min(longest.length - 1, Math.floor(count / INTERACTIONS_PASSED))];
    if (inp !== undefined) found.inp = inp;
    return (Object.entries(found) as [Vital, number][]).map(([vital, value]) => [
      vital,
      Math.max(...VITAL_STEPS[vital].filter((step) => value >= step)),
    ]);
  };
}

/** Hears entries of a type, also earlier ones; returns what takes in those on their way. Undefined: the browser tells none. */
function observe(type: string, hear: (entry: Entry) => void): (() => void) | undefined {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return undefined;
  const take = (entries: readonly PerformanceEntry[]) => (entries as readonly Entry[]).forEach(hear);
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  const options = { type, buffered: true, durationThreshold: INTERACTION_MILLISECONDS };
  observer.observe(options);
  return () => take(observer.takeRecords());
}
