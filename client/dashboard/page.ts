import type { Route } from "./route.ts";

/** A page of the dashboard. */
export interface Page {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly about: string;
  /** Whether its figures are those of a range of days. */
  readonly isRanged: boolean;
  /** Fetches what it shows, and draws it; rejects with `Refused` where that can't be had. */
  readonly draw: (route: Route) => Promise<readonly (Node | null)[]>;
}
