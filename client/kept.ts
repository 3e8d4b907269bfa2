import { VISIT_IDLE_MINUTES } from "../shared/limits.ts";
import type { SiteEvent } from "../shared/event.ts";
import { dayOf } from "../shared/day.ts";
import { newProfile, type Profile, recordEvent } from "../shared/profile.ts";
import type { TagConfig } from "../shared/wire.ts";

/** What the device keeps under the key `profile`. */
export interface Kept {
  readonly profile: Profile;
  /** What the edge last acknowledged; see `acknowledgement` in signals.ts. */
  readonly sent?: string;
}

/** The record of this visitor, or a new one where there is none that can be read or where it has outlived the retention. */
export function readKept(record: unknown, config: TagConfig, now: number): Kept {
  const kept = record as Kept | undefined;
  const profile = kept?.profile;
  const age = dayOf(now) - (profile?.created ?? Number.NaN);
  const whole = profile?.version === 1 && profile.visit && profile.attributes;
  return whole && age < config.consent.retention && age >= -1 ? kept! : { profile: newProfile(dayOf(now)) };
}

/**
 * The record after the visitor was active, and after the event if there was one. After the idle time (or
 * when the clock was set back by more than that) activity begins a new visit, described by `visit`.
 */
export function advance(
  record: unknown,
  config: TagConfig,
  visit: () => SiteEvent,
  event: SiteEvent | undefined,
  now: number,
): Kept {
  const kept = readKept(record, config, now);
  const idle = Math.abs(now - kept.profile.visit.active) >= VISIT_IDLE_MINUTES * 60_000;
  const events = [...(idle ? [visit()] : []), ...(event ? [event] : [])];
  const profile = events.reduce(
    (before, each) => recordEvent(before, config.attributes, each, dayOf(now)),
    kept.profile,
  );
  return { ...kept, profile: { ...profile, visit: { ...profile.visit, active: now } } };
}
