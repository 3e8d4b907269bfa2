import type { SiteEvent } from "./event.ts";

/**
 * An event with the property `week`: how many whole weeks (of UTC days) after the first visit it happened, 0 for
 * the first seven days. What the page says itself goes before. Weeks since a common beginning are how retention
 * is told: who came back, or bought again, in week 4.
 *
 * @param created UTC day number on which the profile began
 */
export function withWeek(event: SiteEvent, created: number, day: number): SiteEvent {
  // The clock may have been set back.
  const week = Math.max(0, Math.floor((day - created) / 7));
  return { ...event, properties: { week, ...event.properties } };
}
