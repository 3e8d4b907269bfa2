import { STAFF_DAYS, STAFF_LINK_DAYS } from "./limits.ts";

/** What a link for the owner's own people does to a browser that opens it. */
export interface StaffLink {
  /** From now on it isn't counted; false: it is again. */
  readonly joins: boolean;
  /** The last UTC day on which it can be opened. */
  readonly until: number;
}

const LINK = /^1\.(\d{1,6})\.(in|out)$/;
const COOKIE = /^1\.(\d{1,6})$/;

/** A link that is made today (a UTC day number). */
export function staffLinkOn(today: number, joins: boolean): StaffLink {
  return { joins, until: today + STAFF_LINK_DAYS };
}

/** A link as text, still to be signed: the same for everybody on a day. */
export function formatStaffLink({ joins, until }: StaffLink): string {
  return `1.${until}.${joins ? "in" : "out"}`;
}

/** The link in a text whose signature has been checked; undefined where it is none, or its time is over. */
export function parseStaffLink(text: string, today: number): StaffLink | undefined {
  const [, until, way] = LINK.exec(text) ?? [];
  return until !== undefined && today <= Number(until)
    ? { until: Number(until), joins: way === "in" }
    : undefined;
}

/** What the cookie holds, still to be signed: the last day on which it says anything, and so the same for many. */
export function formatStaffCookie(today: number): string {
  return `1.${today + STAFF_DAYS}`;
}

/** Whether the text of a cookie whose signature has been checked says anything today. */
export function isStaffOn(text: string, today: number): boolean {
  const [, until] = COOKIE.exec(text) ?? [];
  return until !== undefined && today <= Number(until);
}

/** The address of a link. `base`: the site's, without a slash at its end. */
export function staffUrl(base: string, path: string, token: string): string {
  return `${base}${path}/staff?t=${token}`;
}
