/** A number of visitors; null: some, but too few to be told. */
export type Told = number | null;

/** An estimate with the bounds between which it lies, at any time one looks, in 95 % of all tests. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What every report says of itself. */
export interface ReportHead {
  readonly site: string;
  /** UTC days, both included: `2026-11-01`. */
  readonly from: string;
  readonly to: string;
  /** No count is told that is of fewer visitors. */
  readonly least: number;
  /** How many numbers were held back for that. */
  readonly suppressed: number;
}

/** How a goal goes in some group of visitors. */
export interface GoalFigures {
  readonly goal: string;
  /** Of the group, who reached it. */
  readonly reached: Told;
  /** Share of the group; null where `reached` isn't told. */
  readonly rate: Interval | null;
  /** Per visitor of the group, those who bought nothing included; null without a value or where it isn't told. */
  readonly value: Interval | null;
  /** Of those who reached it in a month, the share that did so again in that month; null where not told. */
  readonly again: number | null;
}

export interface DataReport extends ReportHead {
  readonly days: readonly { readonly day: string; readonly views: number; readonly visitors: Told }[];
  /** Visitors by unit of time, counted once in each: the last whole one in the range. */
  readonly visitors: { readonly week: Told; readonly month: Told };
  /** Declared and built-in events that something reads; `silent`: declared, and never seen in the range. */
  readonly events: readonly {
    readonly event: string;
    readonly declared: boolean;
    readonly selector?: string;
    readonly days: readonly number[];
    readonly total: number;
    readonly silent: boolean;
  }[];
  /** Attributes that something reads: the share of visitors' days on which it said something. */
  readonly attributes: readonly { readonly attribute: string; readonly filled: number | null }[];
  readonly catalog: { readonly items: number } | null;
  /** What kept pages or signals from being all that they should be, by `mishap`. */
  readonly mishaps: readonly { readonly mishap: string; readonly total: number }[];
  readonly vitals: readonly {
    readonly vital: "lcp" | "inp" | "cls";
    readonly page: "personalized" | "plain";
    readonly pages: Told;
    /** The step under which three quarters of the pages are; null where too few are known. */
    readonly p75: number | null;
    readonly good: number | null;
  }[];
}

export interface SegmentsReport extends ReportHead {
  /** Everybody, as a segment with the id `*`, then the most valuable one first. */
  readonly segments: readonly {
    readonly segment: string;
    readonly label: string;
    /** Visitors' days in the range. */
    readonly size: Told;
    readonly share: number | null;
    readonly trend: readonly Told[];
    readonly goals: readonly GoalFigures[];
  }[];
  readonly days: readonly string[];
}

export interface BlocksReport extends ReportHead {
  readonly blocks: readonly {
    readonly block: string;
    readonly op: string;
    readonly target: string;
    readonly shown: Told;
    /** Those who would have been shown it, and weren't, since they are held out. */
    readonly heldOut: Told;
    readonly goals: readonly (GoalFigures & {
      /** Relative to those held out, as 0.1 for 10 % more; null without a comparison. */
      readonly uplift: Interval | null;
    })[];
    /** Experiments that it is in. */
    readonly experiments: readonly string[];
  }[];
}

/** How a variant compares by one goal. */
export interface Comparison {
  readonly goal: string;
  readonly role: "primary" | "secondary" | "guardrail";
  readonly better: "more" | "less";
  readonly reached: Told;
  readonly rate: number | null;
  /** Per visitor; null for a goal without a value. */
  readonly mean: number | null;
  /** Relative to the control; null for the control itself. */
  readonly uplift: Interval | null;
  /** Adjusted for how many are looked at (Benjamini, Hochberg). */
  readonly pValue: number | null;
  readonly chanceToWin: number | null;
  readonly expectedLoss: number | null;
}

export interface VariantFigures {
  readonly variant: string;
  readonly label: string;
  readonly weight: number;
  readonly visitors: Told;
  readonly goals: readonly Comparison[];
}

export interface Decision {
  readonly decision: "ship" | "drop" | "inconclusive";
  /** UTC day. */
  readonly day: string;
  readonly variant?: string;
  readonly note: string;
  /** As they were then. */
  readonly figures: readonly VariantFigures[];
}

export interface ExperimentReport {
  readonly id: string;
  readonly label: string;
  readonly hypothesis: string;
  readonly owner: string | null;
  readonly state: "planned" | "running" | "ended" | "gone";
  readonly from: string | null;
  readonly until: string | null;
  readonly primary: string;
  readonly variants: readonly VariantFigures[];
  /** Whether visitors are spread as they should be; `broken`: they aren't, so no figure can be believed. */
  readonly sampleRatio: { readonly pValue: number | null; readonly broken: boolean };
  /** Of the primary goal, each variant against the control, as it stood at the end of each day told. */
  readonly timeline: readonly {
    readonly variant: string;
    readonly points: readonly ({ readonly day: string; readonly visitors: number } & Interval)[];
  }[];
  /** By segment: each variant but the control, primary goal. */
  readonly segments: readonly {
    readonly segment: string;
    readonly label: string;
    readonly variants: readonly VariantFigures[];
  }[];
  readonly bandit: { readonly weights: readonly number[]; readonly regret: number | null } | null;
  readonly decision: Decision | null;
  /** What the figures say, in one word. */
  readonly verdict: "broken" | "waiting" | "winner" | "loser" | "guardrail" | "no difference yet";
  /** Visitors per variant that the smallest change worth finding needs, and days till then at this pace. */
  readonly needed: { readonly visitors: number; readonly days: number | null } | null;
}

export interface ExperimentsReport extends ReportHead {
  /** What personalization does altogether, by the site's holdout; null without one. */
  readonly total: ExperimentReport | null;
  readonly experiments: readonly ExperimentReport[];
}

export interface PrivacyReport extends ReportHead {
  readonly choices: unknown;
  readonly days: readonly {
    readonly day: string;
    readonly yes: Told;
    readonly no: Told;
    readonly gpc: Told;
  }[];
  /** The most that a visitor can reveal, and what by. */
  readonly bits: number;
  readonly attributes: readonly { readonly attribute: string; readonly bits: number }[];
}
