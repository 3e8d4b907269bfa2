import type { SiteEvent } from "../shared/event.ts";
import type { Count, TagConfig } from "../shared/wire.ts";

/**
 * What an event counts as: a view, and each goal that it reaches. A goal's value leaves as the highest
 * declared step that it reaches, 0 below the first, and never as the amount.
 */
export function countsOf({ name, properties }: SiteEvent, goals: TagConfig["goals"]): Count[] {
  const counts: Count[] = name === "view" ? [["view"]] : [];
  for (const id in goals) {
    const { event, value = "", steps = [] } = goals[id]!;
    // A number written as text counts, too.
    const reached = steps.filter((step) => (properties[value] as number) >= step);
    if (event === name) counts.push(["goal", id, Math.max(0, ...reached)]);
  }
  return counts;
}
