/** Something the visitor did, seen by the tag. Never kept as such; attributes are reduced from it. */
export interface SiteEvent {
  readonly name: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** Nothing is known of it but that it happened, so no `where` matches it. */
  readonly bare?: true;
}

export type PropertyValue = string | number | boolean | readonly string[] | null;

/** The visit in which something happens or is asked; attributes know no shorter unit of time but the day. */
export interface Visit {
  /** Ordinal of the visit on this device, starting at 1; 0 before the first. */
  readonly number: number;
  /** The UTC day number (days since 1970-01-01) on which it started. */
  readonly day: number;
}

/** Events that every site has without declaring them. */
export const BUILT_IN_EVENTS = [
  "visit",
  "view",
  "click",
  "scroll",
  "dwell",
  "search",
  "cart",
  "purchase",
  "answer",
  "form",
] as const;
