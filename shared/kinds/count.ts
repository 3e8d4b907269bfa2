import { addToWindow, type DayAmounts, sumOfWindow, tidy } from "./window.ts";
import type { DeviceKind } from "./kind.ts";

/** `count`: how often an event happened. `sum`: what one of its properties adds up to. */
export const accumulate: DeviceKind<number | DayAmounts> = {
  reduce(state, { kind, of, within }, event, { day }) {
    const amount = kind === "count" ? 1 : Number(event.properties[of!] ?? NaN);
    if (!Number.isFinite(amount)) return state;
    if (!within) return tidy(((state as number | undefined) ?? 0) + amount);
    return addToWindow((state as DayAmounts | undefined) ?? [], amount, day, within);
  },
  value(state, { within }, { day }) {
    if (state === undefined) return 0;
    return within ? sumOfWindow(state as DayAmounts, day, within) : (state as number);
  },
};
