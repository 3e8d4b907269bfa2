import type { DeviceKind } from "./kind.ts";

/** Day of the last time, of the time before, and the visit of the last one. */
export type LastTime = readonly [day: number, before?: number | undefined, visit?: number];

/**
 * `daysSince`: whole days since an event last happened; null before it ever did. Of visits it means the
 * time between the previous one and the start of this one, and stays fixed while this one lasts.
 */
export const daysSince: DeviceKind<LastTime> = {
  reduce: (state, _definition, _event, day, visit) => [day, state?.[0], visit.number],
  value(state, { event }, day, visit) {
    const visiting = event === "visit";
    const last = state?.[visiting && state[2] === visit.number ? 1 : 0];
    return last === undefined ? null : Math.max(0, (visiting ? visit.day : day) - last);
  },
};
