import type { DeviceKind } from "./kind.ts";

/** Day of the last time; for visits also the gap before it, and the visit that it was. */
export type LastTime = readonly [day: number, gap?: number | null, visit?: number];

/**
 * `daysSince`: whole days since an event last happened; null before it ever did. Of visits it means the
 * time between the previous one and the start of this one, and stays fixed while this one lasts.
 */
export const daysSince: DeviceKind<LastTime> = {
  reduce(state, { event: name }, _event, { day, visit }) {
    return name === "visit" ? [day, state ? Math.max(0, day - state[0]) : null, visit] : [day];
  },
  value(state, { event: name }, { day, visit, visitDay }) {
    if (!state) return null;
    if (name === "visit" && state[2] === visit) return state[1]!;
    return Math.max(0, (name === "visit" ? visitDay : day) - state[0]);
  },
};
