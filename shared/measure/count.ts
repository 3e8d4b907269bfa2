/**
 * Some visitors that are counted together, and in which the device counts itself once: `d`, those of this UTC day; `w`,
 * of this ISO week; `m`, of this calendar month (all UTC); `x.hero.2`, those of an experiment's second variant, once exposed to it; `h.1` and
 * `h.2`, those whose pages are personalized and those held out; `b.hero.1` and `b.hero.2`, those whom a block was shown
 * to and those whom it would have been.
 */
export type Cohort = string;

/** Which of the measured segments held when the visitor joined the cohort, sorted. They stay, whatever happens later. */
export type FrozenSegments = readonly string[];

/**
 * How far a visitor of a cohort has come with a goal, of everything together since they joined: 0, not reached; 1,
 * reached, below the first step or without a value; 2, the first step reached; and so on.
 */
export type GoalState = number;

/** What a device counts of its own visitor within cohorts; each at most once, or once for each state. */
export type CohortCount =
  | readonly ["joined", Cohort, FrozenSegments]
  | readonly ["reached", Cohort, goal: string, from: GoalState, to: GoalState, FrozenSegments]
  /** The goal was reached a second time. */
  | readonly ["again", Cohort, goal: string, FrozenSegments];

/** Web Vitals that are counted: milliseconds, but for `cls`. */
export type Vital = "lcp" | "inp" | "cls";

/** What a device counts of a page. */
export type PageCount =
  /** An event of this name happened on this view. */
  | readonly ["event", name: string]
  /** The highest of `VITAL_STEPS` that the page has reached; `personalized`: some block was done on it. */
  | readonly ["vital", Vital, "personalized" | "plain", step: number];
