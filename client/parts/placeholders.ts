import { type Means, type Profile, type TagAttributes, valueWith } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";

/** Puts exact values into the page: they appear on the device only. */
export function fillPlaceholders(means: Means, profile: Profile, attributes: TagAttributes): void {
  for (const place of document.querySelectorAll<HTMLElement>("span[data-selvedge-device]")) {
    const value = valueWith(means, profile, attributes, place.dataset["selvedgeDevice"]!, dayOf(Date.now()));
    if (typeof value !== "object") place.textContent = String(value);
  }
}
