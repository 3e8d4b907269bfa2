import type { Definition } from "../attribute.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * For each event that must happen, the latest day on which a match of the sequence up to it began (0: never):
 * one that holds already, and one (with its visit) that a following `not` keeps back until the visit is over.
 */
export type Progress = readonly Stage[];
type Stage = readonly [held: number, kept: number, visit: number];

const NEVER: Stage = [0, 0, 0];

/** The start of a match up to a stage that the next step may build on during a visit. */
function startAt([held, kept, since]: Stage, visit: number): number {
  return since < visit ? Math.max(held, kept) : held;
}

/**
 * `sequence`: whether events happened in this order, others in between allowed, all within the window.
 * Keeping the latest start per stage answers exactly what a search through the whole log would: a match
 * that began later outlives every other one.
 */
export const sequence: DeviceKind<Progress> = {
  reduce(state = [], { steps }, { name }, { day, visit }) {
    const places = steps!.flatMap(({ not }, place) => (not ? [] : place));
    return places.map((place, index): Stage => {
      // What must not happen after this event and before the next one.
      const guards = steps!.slice(place + 1, places[index + 1]);
      const before = guards.some(({ event }) => event === name) ? NEVER : (state[index] ?? NEVER);
      const start = index ? startAt(state[index - 1] ?? NEVER, visit) : day;
      if (steps![place]!.event !== name || !start) return before;
      const held = startAt(before, visit);
      return guards.length
        ? [held, before[2] < visit ? start : Math.max(before[1], start), visit]
        : [Math.max(held, start), 0, visit];
    });
  },
  value(state, { within = Infinity }, { day, visit }) {
    return startAt(state?.at(-1) ?? NEVER, visit) > Math.max(0, day - within);
  },
};

/** Whether a sequence asks that a new visit must not begin. */
export function forbidsVisit(definition: Definition): boolean {
  return definition.steps!.some((step) => step.not && step.event === "visit");
}
