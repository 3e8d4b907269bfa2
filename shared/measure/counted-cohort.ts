import { MEASURED_SEGMENTS } from "../limits.ts";
import { isoDay } from "../receipt.ts";
import type { Site } from "../site/schema.ts";
import type { Cohort, CohortCount, FrozenSegments } from "./count.ts";

/** How a cohort is counted. */
export interface CountedCohort {
  /** The segments that it is counted by, too. */
  readonly segments: readonly string[];
  /** Of those of a week it is only counted how many they are. */
  readonly joinsOnly?: true;
}

/**
 * How a cohort is counted on a UTC day; undefined where it isn't: the site file has no such thing, or it doesn't run. What
 * devices have counted on the last day of an experiment may come a day later.
 */
export function countedCohort(cohort: Cohort, site: Site, day: number): CountedCohort | undefined {
  if (cohort === "d" || cohort === "m") return { segments: measuredSegments(site) };
  if (cohort === "w") return { segments: measuredSegments(site), joinsOnly: true };
  const [kind, id = "", variant] = partsOf(cohort);
  if (kind === "x") return ofExperiment(id, Number(variant), site, day);
  // Without a holdout there is nobody to compare with.
  if (site.holdout === 0) return undefined;
  return kind === "h" || Object.hasOwn(site.blocks, id) ? { segments: [] } : undefined;
}

/** The segments of a site that are reported. */
export function measuredSegments({ measured, segments }: Site): readonly string[] {
  return measured ?? Object.keys(segments).slice(0, MEASURED_SEGMENTS);
}

/** The segments in which a visitor was, as a count says it. */
export function segmentsIn(count: CohortCount): FrozenSegments {
  if (count[0] === "joined") return count[2];
  return count[0] === "again" ? count[3] : count[5];
}

function ofExperiment(
  id: string,
  variant: number,
  { experiments }: Site,
  day: number,
): CountedCohort | undefined {
  const experiment = Object.hasOwn(experiments, id) ? experiments[id]! : undefined;
  if (!experiment) return undefined;
  const { variants, holdout, segments, from, until } = experiment;
  const isRunning =
    (from === undefined || from <= isoDay(day)) && (until === undefined || isoDay(day - 1) <= until);
  const last = Object.keys(variants).length + (holdout > 0 ? 1 : 0);
  return isRunning && variant >= 1 && variant <= last ? { segments } : undefined;
}

/** `h.1` has no id between. */
function partsOf(
  cohort: Cohort,
): readonly [kind: string, id?: string | undefined, variant?: string | undefined] {
  const [kind = "", id, variant] = cohort.split(".");
  return kind === "h" ? [kind] : [kind, id, variant];
}
