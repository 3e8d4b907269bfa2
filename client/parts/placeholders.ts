import { type Means, type Profile, type TagAttributes, valueWith } from "../../shared/aggregate.ts";
import type { AttributeValue } from "../../shared/attribute.ts";
import { dayOf } from "../../shared/day.ts";
import { type TierProgress, tierProgress } from "../../shared/tier-progress.ts";
import type { Stretch } from "../tools.ts";

/** Where values are put: into texts, and as how far bars are filled. */
const PLACES = ["span", "progress", "meter"].map((name) => `${name}[data-selvedge-device]`).join();

/** Amounts have two decimals at most, whatever they were added up from. */
const FORMAT = { maximumFractionDigits: 2 };

/** Fills in again what was filled in last; nothing while nothing may be kept. */
let again: (() => void) | undefined;
let watching: MutationObserver | undefined;

/** Where blocks come to pages that are open, what they bring is filled in as soon as it is there. */
export function began({ signal }: Stretch): void {
  watching?.disconnect();
  watching = new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (added.some((node) => node instanceof Element && (node.matches(PLACES) || node.querySelector(PLACES))))
      again?.();
  });
  watching.observe(document, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    watching!.disconnect();
    again = undefined;
  });
}

/**
 * Puts exact values into the page: they appear on the device only. None of what is switched off, nor in a pause;
 * what the owner wrote in their place stays.
 */
export function fillPlaceholders(means: Means, profile: Profile, attributes: TagAttributes): void {
  again = () => fillPlaceholders(means, profile, attributes);
  if (profile.paused! >= profile.visit.number) return;
  const today = dayOf(Date.now());
  const valueOf = (id: string) => valueWith(means, profile, attributes, id, today);
  for (const place of document.querySelectorAll<HTMLElement>(PLACES)) {
    const [id, field] = place.dataset["selvedgeDevice"]!.split(".") as [string, (keyof TierProgress)?];
    const { base } = attributes[id] ?? {};
    if ([id, base].some((read) => profile.without?.includes(read!))) continue;
    const value = field ? base && tierProgress(attributes[id]!, valueOf(base))[field] : valueOf(id);
    if (value !== undefined) fill(place, value);
  }
}

function fill(place: HTMLElement, value: AttributeValue): void {
  if (place instanceof HTMLProgressElement || place instanceof HTMLMeterElement) {
    if (typeof value === "number") place.value = value;
  } else if (typeof value !== "object") {
    place.textContent = typeof value === "number" ? inLanguageOf(place, value) : String(value);
  }
}

/** A number as the language of its place writes it; where that is none, as the browser's does. */
function inLanguageOf(place: HTMLElement, value: number): string {
  try {
    return value.toLocaleString(place.closest<HTMLElement>("[lang]")?.lang || [], FORMAT);
  } catch {
    return value.toLocaleString([], FORMAT);
  }
}
