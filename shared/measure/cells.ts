import type { Cohort, GoalState } from "./count.ts";

/** Steps that Web Vitals are counted in; the good and the poor of each (web.dev/articles/vitals) are among them. */
export const VITAL_STEPS = {
  lcp: [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000, 6000, 8000, 10_000],
  inp: [0, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2000],
  cls: [0, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 1],
} as const;

/** Personalized pages that an isolate had in memory, and those that it had to read first. */
export const PAGE_KNOWN = "page:known";
export const PAGE_NEW = "page:new";

/** What a cohort is one of several of: `x.hero` of `x.hero.2`, `h` of `h.1`, `d` of itself. A visitor is in one of them. */
export function siblingsOf(cohort: Cohort): string {
  return cohort.replace(/\.\d+$/, "");
}

/** The cell that counts visitors of a cohort, or those of them in a segment: `joined:x.hero.2@returning`. */
export function joinedCell(cohort: Cohort, segment?: string): string {
  return `joined:${cohort}${inSegment(segment)}`;
}

/** The cell that counts visitors of a cohort who are in that state of a goal now: `reached:x.hero.2:order:5`. */
export function reachedCell(cohort: Cohort, goal: string, state: GoalState, segment?: string): string {
  return `reached:${cohort}:${goal}:${state}${inSegment(segment)}`;
}

/** The cell that counts visitors of a cohort who have reached a goal more than once. */
export function againCell(cohort: Cohort, goal: string, segment?: string): string {
  return `again:${cohort}:${goal}${inSegment(segment)}`;
}

/** The cell of visitors of whom an attribute says something, counted as they join a day. */
export function filledCell(attribute: string): string {
  return `filled:${attribute}`;
}

export function eventCell(name: string): string {
  return `event:${name}`;
}

export function vitalCell(vital: string, page: string, step: number): string {
  return `vital:${vital}:${page}:${step}`;
}

export function variantCohort(experiment: string, variant: number): Cohort {
  return `x.${experiment}.${variant}`;
}

function inSegment(segment: string | undefined): string {
  return segment === undefined ? "" : `@${segment}`;
}
