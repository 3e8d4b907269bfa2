import type { Cohort } from "../../shared/measure/count.ts";

/**
 * The cohort that a redirect of an experiment has led here with, in the fragment behind the owner's own; it is taken
 * away, as if it had never been there.
 */
export function cohortInFragment(): Cohort | undefined {
  const [, own, cohort] = /^(.*)#selvedge-(x\..+\.\d+)$/.exec(location.hash) ?? [];
  if (cohort === undefined) return undefined;
  // As a link would: to where the owner's fragment points.
  if (own) location.replace(own);
  else history.replaceState(history.state, "", location.pathname + location.search);
  return cohort;
}
