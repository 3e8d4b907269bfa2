import type { AttributeValue, Definition } from "../../shared/attribute.ts";
import type { LoggedEvent, Moment } from "./oracle.ts";

type ValueOf = (id: string, log: readonly LoggedEvent[], moment: Moment) => AttributeValue;

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** A score, from the value that each attribute had after each event. */
export function scoreFromLog(
  { weights, cap = Infinity, halfLife }: Definition,
  log: readonly LoggedEvent[],
  moment: Moment,
  valueOf: ValueOf,
): number {
  const reckoned = log.flatMap((entry, index) => {
    if (entry.name === "visit") return [];
    const before = log.slice(0, index + 1);
    const visitDay = before.findLast(({ name }) => name === "visit")!.day;
    const at = { day: entry.day, visit: entry.visit, visitDay };
    const sum = Object.entries(weights!).reduce((total, [id, weight]) => {
      const value = valueOf(id, before, at);
      return total + weight * (value === true ? 1 : typeof value === "number" ? value : 0);
    }, 0);
    return [{ day: entry.day, sum }];
  });
  if (!halfLife) return rounded(Math.min(cap, reckoned.at(-1)?.sum ?? 0));
  let points = 0;
  let last = { day: moment.day, sum: 0 };
  for (const next of reckoned) {
    const left = fadedTo(points, next.day - last.day, halfLife);
    points = rounded(Math.min(cap, left + Math.max(0, next.sum - rounded(last.sum))));
    last = next;
  }
  return fadedTo(points, moment.day - last.day, halfLife);
}

/** Rounded down to millionths, but for what a double misses by. */
function fadedTo(points: number, days: number, halfLife: number): number {
  return Math.floor(points * 0.5 ** (days / halfLife) * 1e6 + 1e-3) / 1e6;
}

/** The level of a value, looked for from the highest. */
export function tierFromLog({ levels }: Definition, value: AttributeValue): string | null {
  for (const [name, from] of [...levels!].reverse()) {
    if (typeof value === "number" && value >= from) return name;
  }
  return null;
}

/** Classes by counting the bounds that are better or worse than what was bought. */
export function rfmFromLog(
  { recency, frequency, monetary, of }: Definition,
  seen: readonly LoggedEvent[],
  moment: Moment,
): AttributeValue {
  if (seen.length === 0) return null;
  const days = moment.day - seen.at(-1)!.day;
  const amount = rounded(seen.reduce((sum, { properties }) => sum + (Number(properties[of!]) || 0), 0));
  return {
    recency: 1 + recency!.filter((bound) => days < bound).length,
    frequency: 1 + frequency!.filter((bound) => seen.length >= bound).length,
    monetary: 1 + monetary!.filter((bound) => amount >= bound).length,
  };
}
