import { bucketAfter } from "../course.ts";
import type { PlanEntry } from "../plan.ts";
import type { Course } from "../wire.ts";

/**
 * The least state of an attribute that would have this course: what a device that has lost its profile
 * starts from. A count of visits leaves out the one that has begun, since the new profile counts it anew.
 */
export function seedOf({ attribute, samples }: PlanEntry, course: Course, today: number): unknown {
  const { kind, event, where, within } = attribute;
  const visiting = kind === "count" && event === "visit" && !where ? 1 : 0;
  const amountOn = (day: number) => Math.max(0, Number(samples[bucketAfter(course, day)] ?? 0) - visiting);
  const sample = samples[bucketAfter(course, 0)];
  switch (kind) {
    case "count":
    case "sum": {
      if (!within) return amountOn(0) || undefined;
      const window: [number, number][] = [];
      for (let day = within; day > 0; day--) {
        const expiring = amountOn(day - 1) - amountOn(day);
        if (expiring > 0) window.push([today - within + day, expiring]);
      }
      return window.length > 0 ? window : undefined;
    }
    case "daysSince":
      return typeof sample === "number" ? [today - sample] : undefined;
    case "top":
      return typeof sample === "string" ? [today, [[sample, 1]]] : undefined;
    case "sequence": {
      if (sample !== true) return undefined;
      let days = 1;
      while (days < (within ?? 1) && samples[bucketAfter(course, days)] === true) days++;
      const start = within ? today - within + days : today;
      const steps = attribute.steps!;
      const latest = steps.map((step) => !step.not).lastIndexOf(true);
      return steps.map((_, place) => (place < latest ? 0 : start));
    }
    default:
      return sample ?? undefined;
  }
}
