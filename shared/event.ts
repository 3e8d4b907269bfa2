/** Something the visitor did, seen by the tag. Never kept as such; attributes are reduced from it. */
export interface SiteEvent {
  readonly name: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

export type PropertyValue = string | number | boolean | readonly string[] | null;

/**
 * When something happens or is asked, as far as attributes may know it.
 * A day is a UTC day number (days since 1970-01-01); the visit is the only shorter unit.
 */
export interface Moment {
  readonly day: number;
  /** Ordinal of the visit on this device, starting at 1. */
  readonly visit: number;
  /** The day on which that visit started. */
  readonly visitDay: number;
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
