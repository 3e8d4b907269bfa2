import type { Step } from "../attribute.ts";
import type { SiteEvent } from "../event.ts";
import type { Join, Moment } from "./kind.ts";

/**
 * For each step, the latest day on which a match of the steps up to it began (0: never). A `not` takes over
 * the start from the step before it when a visit begins, and until then keeps its older one, if any. One
 * number a step, whatever the visitor does.
 */
export type Progress = readonly number[];

/**
 * How far a list of steps has come after an event. Keeping the latest start per step answers exactly what a
 * search through the whole log would: a match that began later outlives every other one. An event that
 * several steps ask for goes on with what was there before it, so it counts as one of them.
 */
export function progressed(
  state: Progress | undefined,
  steps: readonly Step[],
  happening: SiteEvent,
  moment: Moment,
): Progress {
  const { day } = moment;
  const next: number[] = [];
  // What a match that goes on with this event began with: it builds on the steps as they were before.
  let start = day;
  let place = 0;
  let begun = 0;
  let broken = false;
  steps.forEach((step, index) => {
    // Days ahead of today (the clock was set back) count as today.
    const before = Math.min(state?.[index] ?? 0, day);
    const happened = happens(step, happening, moment);
    if (step.not) {
      if (happening.name !== "visit") start = before;
      broken ||= happened;
      // What must not happen undoes the event before it, unless that is this very one.
      if (broken) next[place] = begun;
      next.push(broken ? 0 : start);
    } else {
      broken = false;
      place = index;
      begun = happened ? start : 0;
      next.push(Math.max(before, begun));
      start = before;
    }
  });
  return next;
}

/** Whether an event is what a step asks for. */
export function happens(
  { event, where }: Step,
  { name, properties, bare }: SiteEvent,
  { matches }: Moment,
): boolean {
  return event === name && (!where || (!bare && matches(where, properties)));
}

/** Whether what began on a day still counts; 0 is never. */
export function lasts(start: number | undefined, within = Infinity, day: number): boolean {
  return (start || NaN) > day - within;
}

export const joinProgress: Join<Progress> = (own, floor) =>
  own.map((start, place) => Math.max(start, floor[place] ?? 0));
