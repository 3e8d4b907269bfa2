import { joinAmounts } from "./accumulate.ts";
import { joinDays } from "./days-since.ts";
import { type Join, keepOwn } from "./kind.ts";
import { joinProgress } from "./sequence.ts";
import { joinScores } from "./top.ts";
import { joinWindows } from "./window.ts";

/** How states grow from a floor, by the code that keeps them. Apart from the kinds, since hardly any page needs it. */
export const JOINS = {
  count: joinAmounts,
  sum: joinAmounts,
  window: joinWindows,
  last: keepOwn,
  declared: keepOwn,
  attested: keepOwn,
  daysSince: joinDays,
  top: joinScores,
  sequence: joinProgress,
} as Readonly<Record<string, Join<unknown>>>;
