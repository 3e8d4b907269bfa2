import type { Definition } from "../attribute.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * For each step, the latest day on which a match of the sequence up to it began (0: never). A `not` takes
 * over the start from the step before it when a visit begins, and until then keeps its older one, if any.
 */
export type Progress = readonly number[];

/**
 * `sequence`: whether events happened in this order, others in between allowed, all within the window.
 * Keeping the latest start per step answers exactly what a search through the whole log would: a match
 * that began later outlives every other one.
 */
export const sequence: DeviceKind<Progress> = {
  reduce(state, { steps }, { name }, day) {
    const next: number[] = [];
    // What a match that goes on with this event began with: it builds on the steps as they were before.
    let start = day;
    let place = 0;
    let begun = 0;
    let broken = false;
    steps!.forEach(({ event, not }, index) => {
      const before = state?.[index] ?? 0;
      const happened = event === name;
      if (not) {
        if (name !== "visit") start = before;
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
  },
  value: (state, { within = Infinity }, day) => (state?.at(-1) || NaN) > day - within,
};

/** Whether a sequence asks that a new visit must not begin. */
export function forbidsVisit(definition: Definition): boolean {
  return definition.steps!.some((step) => step.not && step.event === "visit");
}
