import { addToWindow, type DayAmounts, sumOfWindow, tidy } from "./window.ts";
import type { DeviceKind } from "./kind.ts";

/** `count`: how often an event happened. `sum`: what one of its properties adds up to. */
export const accumulate: DeviceKind<number | DayAmounts> = {
  reduce(state, { of, within }, { properties }, day) {
    // Only a sum reads a property.
    const amount = of ? Number(properties[of]) : 1;
    if (!Number.isFinite(amount)) return state;
    return within
      ? addToWindow((state as DayAmounts | undefined) ?? [], amount, day, within)
      : tidy(((state as number | undefined) ?? 0) + amount);
  },
  value: (state = 0, { within }, day) =>
    typeof state === "number" ? state : sumOfWindow(state, day, within!),
};
