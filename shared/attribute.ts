import type { Condition } from "./condition.ts";

/** The kinds of attribute: which aggregate of events an attribute is. Each is a file in `kinds/`. */
export type Kind =
  | "count"
  | "sum"
  | "last"
  | "daysSince"
  | "top"
  | "sequence"
  | "declared"
  | "choices"
  | "attested"
  | "min"
  | "max"
  | "average"
  | "first"
  | "distinct"
  | "set"
  | "habit"
  | "funnel"
  | "score"
  | "tier"
  | "rfm";

/** One step of a `sequence` or a `funnel`: an event that must happen, or one that must not (`not`). */
export interface Step {
  readonly event: string;
  readonly not?: true;
  /** Only an event whose properties match is meant. */
  readonly where?: Condition;
}

/**
 * The definition of an attribute as devices and the edge work with it: the site file's entry
 * with its defaults filled in, durations as whole days and groups resolved.
 */
export interface Definition {
  readonly kind: Kind;
  /** The event that is aggregated; absent for `sequence` and `attested`. */
  readonly event?: string;
  /** The property of the event that is read. */
  readonly of?: string;
  /** Only events whose properties match are counted. */
  readonly where?: Condition;
  /** Only the last so many UTC days count, today included. */
  readonly within?: number;
  /** An event that starts the attribute anew. */
  readonly since?: string;
  /** Days after which a score has halved. */
  readonly halfLife?: number;
  /** The values that a text attribute may take; any other counts as "other". */
  readonly values?: readonly string[];
  /** The lower bounds that a template may print of a number. */
  readonly prints?: readonly number[];
  readonly steps?: readonly Step[];
  /** What each point, or true, of other attributes adds to a `score`. */
  readonly weights?: Readonly<Record<string, number>>;
  /** The most that a `score` can be. */
  readonly cap?: number;
  /** The attribute that a `tier` is read off, and its levels: names with lower bounds, ascending. */
  readonly base?: string;
  readonly levels?: readonly (readonly [name: string, from: number])[];
  /** The bounds between the classes of an `rfm`: days since, how often, how much; each ascending. */
  readonly recency?: readonly number[];
  readonly frequency?: readonly number[];
  readonly monetary?: readonly number[];
  /** `top`: the score that the leader must have. `habit`: how many sightings there must have been. */
  readonly least?: number;
  /** `top`: how many times the score of the runner-up the leader must have. */
  readonly lead?: number;
  /** `habit`: the part of the sightings that the usual value must make up. */
  readonly share?: number;
  /** `set`, `choices`: how many values are kept. */
  readonly keep?: number;
  /**
   * Of a sensitive attribute its definition proper, with the code that keeps it where that isn't its kind's own.
   * Devices then find it nowhere else, so that whatever doesn't know of the consent of its own keeps nothing.
   */
  readonly guarded?: Definition & { readonly keeper?: string };
}

/** A value that an attribute can have. `null`: nothing is known yet. */
export type AttributeValue =
  | number
  | string
  | boolean
  | readonly string[]
  | Readonly<Record<string, number>>
  | null;
