import { type Means, type Profile, type TagAttributes, valueWith } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";

/**
 * Puts exact values into the page: they appear on the device only. None of what is switched off, nor in a pause;
 * what the owner wrote in their place stays.
 */
export function fillPlaceholders(means: Means, profile: Profile, attributes: TagAttributes): void {
  if (profile.paused! >= profile.visit.number) return;
  for (const place of document.querySelectorAll<HTMLElement>("span[data-selvedge-device]")) {
    const id = place.dataset["selvedgeDevice"]!;
    if (profile.without?.includes(id)) continue;
    const value = valueWith(means, profile, attributes, id, dayOf(Date.now()));
    if (typeof value !== "object") place.textContent = String(value);
  }
}
