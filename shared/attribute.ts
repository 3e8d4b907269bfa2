import type { Condition } from "./condition.ts";

/** The kinds of attribute: which aggregate of events an attribute is. Each is a file in `kinds/`. */
export type Kind = "count" | "sum" | "last" | "daysSince" | "top" | "sequence" | "declared" | "attested";

/** One step of a `sequence`: an event that must happen, or one that must not (`not`). */
export interface Step {
  readonly event: string;
  readonly not?: true;
}

/**
 * The definition of an attribute as devices and the edge work with it: the site file's entry
 * with its defaults filled in, durations as whole days and groups resolved.
 */
export interface Definition {
  readonly kind: Kind;
  /** The event that is aggregated; absent for `sequence` and `attested`. */
  readonly event?: string;
  /** The property of the event that is read (`sum`, `last`, `top`). */
  readonly of?: string;
  /** Only events whose properties match are counted. */
  readonly where?: Condition;
  /** Only the last so many UTC days count, today included. */
  readonly within?: number;
  /** An event that starts the attribute anew. */
  readonly since?: string;
  /** Days after which a `top` score has halved. */
  readonly halfLife?: number;
  /** The values that a text attribute may take; any other counts as "other". */
  readonly values?: readonly string[];
  /** The lower bounds that a template may print of a number. */
  readonly prints?: readonly number[];
  readonly steps?: readonly Step[];
}

/** A value that an attribute can have. `null`: nothing is known yet. */
export type AttributeValue = number | string | boolean | null;
