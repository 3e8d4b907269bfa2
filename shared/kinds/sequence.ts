import type { Definition, Step } from "../attribute.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * For each event that must happen, the latest day on which a match of the sequence up to it began:
 * one that holds already, and one (with its visit) that a following `not` keeps back until the visit is over.
 */
type Progress = readonly (readonly [held: number | null, kept: number | null, visit: number])[];

/** The events that must happen, each with those that must not happen after it. */
function stagesOf(steps: readonly Step[]): { event: string; guards: string[] }[] {
  const stages: { event: string; guards: string[] }[] = [];
  for (const { event, not } of steps) {
    if (not) stages.at(-1)?.guards.push(event);
    else stages.push({ event, guards: [] });
  }
  return stages;
}

const latest = (one: number | null, other: number | null) =>
  one === null ? other : other === null ? one : Math.max(one, other);

/** The start of a match up to a stage that the next step may build on during a visit. */
function startAt([held, kept, since]: Progress[number], visit: number): number | null {
  return since < visit ? latest(held, kept) : held;
}

/**
 * `sequence`: whether events happened in this order, others in between allowed, all within the window.
 * Keeping the latest start per stage answers exactly what a search through the whole log would: a match
 * that began later outlives every other one.
 */
export const sequence: DeviceKind<Progress> = {
  reduce(state, { steps }, { name }, { day, visit }) {
    const stages = stagesOf(steps!);
    const old = state ?? stages.map(() => [null, null, visit] as const);
    return stages.map(({ event, guards }, index) => {
      const before = guards.includes(name) ? ([null, null, visit] as const) : old[index]!;
      if (event !== name) return before;
      const start = index === 0 ? day : startAt(old[index - 1]!, visit);
      if (start === null) return before;
      const held = startAt(before, visit);
      if (guards.length === 0) return [latest(held, start), null, visit];
      return [held, before[2] < visit ? start : latest(before[1], start), visit];
    });
  },
  value(state, definition, { day, visit }) {
    const start = state ? startAt(state.at(-1)!, visit) : null;
    return start !== null && start > day - (definition.within ?? Number.POSITIVE_INFINITY);
  },
  join(own, floor) {
    return own.map((stage, index) => [latest(stage[0], floor[index]?.[0] ?? null), stage[1], stage[2]]);
  },
};

/** Whether a sequence asks that a new visit must not begin. */
export function forbidsVisit(definition: Definition): boolean {
  return definition.steps!.some((step) => step.not && step.event === "visit");
}
