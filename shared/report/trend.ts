import { type Frame, type Period, periodsIn, type Series, sumIn } from "./suppress.ts";
import type { Told } from "./contract.ts";

/** A number for each day of a range: that of days that are told together is their mean; null: it isn't told. */
export function spread(
  periods: readonly Period[],
  series: Series,
  frame: Frame,
  range: Period,
): readonly Told[] {
  const days = Array.from({ length: range.to - range.from + 1 }, (): Told => null);
  for (const period of periodsIn(periods, range)) {
    const mean = Math.round((sumIn([period], series, frame) * 10) / (period.to - period.from + 1)) / 10;
    for (let day = period.from; day <= period.to; day++) days[day - range.from] = mean;
  }
  return days;
}
