import type { Definition } from "../attribute.ts";
import type { SiteEvent } from "../event.ts";
import { AMOUNT_CEILING } from "../limits.ts";
import { tidy } from "./window.ts";

/**
 * The number that an event has in the property that a definition reads, also where it is written as a text;
 * undefined where there is none, or where it is beyond anything that is bought or measured.
 */
export function amountOf({ of }: Definition, { properties }: SiteEvent): number | undefined {
  const value = properties[of!];
  const amount = typeof value === "string" && value.trim() ? Number(value) : value;
  // Added to 0, so that a negative zero doesn't stay one.
  return typeof amount === "number" && Math.abs(amount) < AMOUNT_CEILING ? tidy(amount) + 0 : undefined;
}
