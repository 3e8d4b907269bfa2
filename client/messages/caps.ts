import type { MessageCaps } from "../../shared/message-wire.ts";

/** How many there were on the last of the days, or in the last of the visits, that had any. */
type Last = readonly [dayOrVisit: number, count: number];

/** What the device keeps of one message; days are UTC day numbers. */
interface Shown {
  /** How often it was shown in all, and on its last day. */
  readonly times: number;
  readonly day: Last;
  /** When it was closed. */
  readonly closed?: number;
  /** The visitor wants to see it no more. */
  readonly never?: true;
}

/** What the device keeps of messages, beside the profile and no longer than that. */
export interface MessageRecord {
  /** The day on which the profile began. */
  readonly since: number;
  readonly shown: Readonly<Record<string, Shown>>;
  /** Of all messages but those within the page. */
  readonly day?: Last;
  readonly visit?: Last;
}

/** When something is asked or done. */
export interface Moment {
  /** UTC day number. */
  readonly day: number;
  /** The visit's number on this device. */
  readonly visit: number;
  /** The day on which the profile began. */
  readonly since: number;
}

/** How many messages one visitor sees, all together; undefined for those within the page, which interrupt nobody. */
export type Limits = { readonly perDay: number; readonly perVisit: number } | undefined;

/** What is shown, and how often it may be. */
export interface Candidate {
  readonly id: string;
  readonly caps: MessageCaps;
  /** For so many days it stays away once it was closed. */
  readonly quiet: number;
}

/**
 * The record after a message was shown; undefined where it may not be shown now. Distances in days count both ways, so
 * that a clock that was set back keeps nothing away for longer than the same distance.
 */
export function afterShowing(
  before: MessageRecord | undefined,
  { id, caps: { times = Infinity, perDay = Infinity, every = 0 }, quiet }: Candidate,
  { day, visit, since }: Moment,
  limits: Limits,
): MessageRecord | undefined {
  const record = current(before, since);
  const shown = record.shown[id] ?? NEVER_SHOWN;
  const ofDay = countIn(shown.day, day);
  const allOfDay = countIn(record.day, day);
  const allOfVisit = countIn(record.visit, visit);
  if (
    shown.never ||
    shown.times >= times ||
    ofDay >= perDay ||
    Math.abs(day - shown.day[0]) < every ||
    Math.abs(day - shown.closed!) < quiet ||
    (limits && (allOfDay >= limits.perDay || allOfVisit >= limits.perVisit))
  )
    return undefined;
  return {
    ...record,
    ...(limits && { day: [day, allOfDay + 1], visit: [visit, allOfVisit + 1] }),
    shown: { ...record.shown, [id]: { ...shown, times: shown.times + 1, day: [day, ofDay + 1] } },
  };
}

/** The record after a message was closed, for good or for a while. */
export function afterClosing(
  before: MessageRecord | undefined,
  id: string,
  { day, since }: Moment,
  never: boolean,
): MessageRecord {
  const record = current(before, since);
  const shown = record.shown[id] ?? NEVER_SHOWN;
  return {
    ...record,
    shown: { ...record.shown, [id]: { ...shown, closed: day, ...(never && { never }) } },
  };
}

/** Its day is nowhere near any other. */
const NEVER_SHOWN: Shown = { times: 0, day: [-Infinity, 0] };

const countIn = (last: Last | undefined, now: number): number => (last?.[0] === now ? last[1] : 0);

/** What was kept beside an earlier profile is over with that. */
const current = (record: MessageRecord | undefined, since: number): MessageRecord =>
  record?.since === since ? record : { since, shown: {} };
