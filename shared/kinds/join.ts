import type { Kind } from "../attribute.ts";
import type { LastTime } from "./days-since.ts";
import type { Progress } from "./sequence.ts";
import { ranked, type Scores } from "./top.ts";
import { type DayAmounts, tidy } from "./window.ts";

/** One state made of what a new profile has collected and what the cookie still knew (its floor). */
type Join<State> = (own: State, floor: State) => State;

const joinAmounts: Join<number | DayAmounts> = (own, floor) =>
  typeof own === "number" ? tidy(own + (floor as number)) : joinWindows(own, floor as DayAmounts);

/** Two windows as one. */
function joinWindows(one: DayAmounts, other: DayAmounts): DayAmounts {
  const amounts = new Map(one);
  for (const [day, amount] of other) amounts.set(day, (amounts.get(day) ?? 0) + amount);
  return [...amounts].sort((a, b) => b[0] - a[0]);
}

const joinDays: Join<LastTime> = ([day, before, visit = 0], floor) => [day, before ?? floor[0], visit];

const joinScores: Join<Scores> = (own, floor) => {
  const kept = floor[1].filter(([value]) => !own[1].some(([known]) => known === value));
  return [own[0], ranked([...kept, ...own[1]])];
};

const joinProgress: Join<Progress> = (own, floor) =>
  own.map((start, place) => Math.max(start, floor[place] ?? 0));

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
