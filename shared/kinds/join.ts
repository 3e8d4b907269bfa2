import type { Kind } from "../attribute.ts";
import type { LastTime } from "./days-since.ts";
import type { Progress } from "./sequence.ts";
import type { Scores } from "./top.ts";
import { type DayAmounts, tidy } from "./window.ts";

/** One state made of what a new profile has collected and what the cookie still knew (its floor). */
type Join<State> = (own: State, floor: State) => State;

const joinAmounts: Join<number | DayAmounts> = (own, floor) =>
  typeof own === "number" ? tidy(own + (floor as number)) : joinWindows(own, floor as DayAmounts);

/** Two windows as one. */
function joinWindows(one: DayAmounts, other: DayAmounts): DayAmounts {
  const amounts = new Map<number, number>();
  for (const window of [one, other]) {
    for (let index = 0; index < window.length; index += 2) {
      amounts.set(window[index]!, (amounts.get(window[index]!) ?? 0) + window[index + 1]!);
    }
  }
  return [...amounts].sort((a, b) => a[0] - b[0]).flat();
}

const joinDays: Join<LastTime> = (own, floor) =>
  own.length > 1 ? [own[0], own[1] ?? Math.max(0, own[0] - floor[0]), own[2]!] : own;

const joinScores: Join<Scores> = (own, floor) => {
  const kept = floor[1].filter(([value]) => !own[1].some(([known]) => known === value));
  return [own[0], [...kept, ...own[1]]];
};

const joinProgress: Join<Progress> = (own, floor) =>
  own.map((stage, index) => [Math.max(stage[0], floor[index]?.[0] ?? 0), stage[1], stage[2]]);

const keepOwn: Join<unknown> = (own) => own;

/** How each kind of attribute grows from a floor. Apart from the kinds, since hardly any page needs it. */
export const JOINS = {
  count: joinAmounts,
  sum: joinAmounts,
  last: keepOwn,
  declared: keepOwn,
  daysSince: joinDays,
  top: joinScores,
  sequence: joinProgress,
} as Readonly<Record<Kind, Join<unknown>>>;
