import { newProfile, type Profile, recordWith } from "../shared/aggregate.ts";
import { DAY_MILLISECONDS, dayOf } from "../shared/day.ts";
import type { SiteEvent } from "../shared/event.ts";
import { VISIT_IDLE_MINUTES } from "../shared/limits.ts";
import type { TagConfig } from "../shared/wire.ts";
import type { Keeping } from "./tools.ts";

/** What the device keeps under the key `profile`. */
export interface Kept {
  readonly profile: Profile;
  /** What the edge last acknowledged; see `key` in signals.ts. */
  readonly sent?: string;
}

/**
 * The record of this visitor, or a new one where there is none that can be read, where it has outlived the retention,
 * or where it was kept by a clock that was more than a day ahead: its days would count for as long as that.
 */
export function readKept(
  record: unknown,
  config: { readonly consent: Pick<TagConfig["consent"], "retention"> },
  now: number,
): Kept {
  const kept = record as Kept | undefined;
  const profile = kept?.profile;
  return profile?.version === 1 &&
    profile.attributes &&
    profile.visit?.active - now < DAY_MILLISECONDS &&
    dayOf(now) - profile.created < config.consent.retention
    ? kept!
    : { profile: newProfile(dayOf(now)) };
}

/** Whether a visit is over: after the idle time, or when the clock was set back by more than that. */
export const isIdle = ({ active }: Profile["visit"], now: number) =>
  Math.abs(now - active) >= VISIT_IDLE_MINUTES * 60_000;

/**
 * The record after the visitor was active, and after the event if there was one. Where the visit was over, a new
 * one begins.
 */
export function advance(
  record: unknown,
  config: TagConfig,
  tools: Keeping,
  event: SiteEvent | undefined,
  now: number,
): Kept {
  const kept = readKept(record, config, now);
  let { profile } = kept;
  const add = (each: SiteEvent) => {
    const day = dayOf(now);
    const told = tools.withWeek?.(each, profile.created, day) ?? each;
    profile = recordWith(tools, profile, config.attributes, told, day);
  };
  if (isIdle(profile.visit, now)) {
    add({ name: "visit", properties: tools.visitProperties(config.country) });
  }
  if (event) add(event);
  return { ...kept, profile: { ...profile, visit: { ...profile.visit, active: now } } };
}
