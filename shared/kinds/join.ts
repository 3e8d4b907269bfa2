import { joinAmounts } from "./accumulate.ts";
import { joinTotals } from "./average.ts";
import { joinDays } from "./days-since.ts";
import { joinSightings } from "./distinct.ts";
import { joinExtremes } from "./extreme.ts";
import { keepFloor } from "./first.ts";
import { joinHabits } from "./habit.ts";
import { type Join, keepOwn } from "./kind.ts";
import { joinBought } from "./rfm.ts";
import { joinPoints } from "./score.ts";
import { joinLists } from "./set.ts";
import { joinProgress } from "./steps.ts";
import { joinScores } from "./top.ts";
import { joinWindows } from "./window.ts";

/** How states grow from a floor, by the code that keeps them. Apart from the kinds, since hardly any page needs it. */
export const JOINS = {
  count: joinAmounts,
  sum: joinAmounts,
  window: joinWindows,
  extreme: joinExtremes,
  average: joinTotals,
  distinct: joinSightings,
  first: keepFloor,
  last: keepOwn,
  declared: keepOwn,
  choices: keepOwn,
  attested: keepOwn,
  daysSince: joinDays,
  top: joinScores,
  habit: joinHabits,
  set: joinLists,
  sequence: joinProgress,
  funnel: joinProgress,
  score: joinPoints,
  tier: keepOwn,
  rfm: joinBought,
} as Readonly<Record<string, Join<unknown>>>;
