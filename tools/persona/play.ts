import { dayOf } from "../../shared/day.ts";
import { deviceFrom } from "../../shared/device.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { VISIT_IDLE_MINUTES } from "../../shared/limits.ts";
import { localTime } from "../../shared/local-time.ts";
import { newProfile, type Profile, recordEvent } from "../../shared/profile.ts";
import { arrivalFrom } from "../../shared/referrer.ts";
import { withWeek } from "../../shared/week.ts";
import type { TagConfig } from "../../shared/wire.ts";
import type { Persona, TimedEvent } from "./schema.ts";

const IDLE_MILLISECONDS = VISIT_IDLE_MINUTES * 60_000;

/**
 * The profile that a device would have after these events, or undefined where nothing happened: a visit begins by
 * itself after the idle time, and a profile that has outlived the retention (days) is begun anew.
 */
export function play(
  { events, context, userAgent }: Pick<Persona, "events" | "context" | "userAgent">,
  attributes: TagConfig["attributes"],
  retention: number,
): Profile | undefined {
  let profile: Profile | undefined;
  const add = (event: SiteEvent, day: number) => {
    profile = recordEvent(profile!, attributes, withWeek(event, profile!.created, day), day);
  };
  for (const timed of events) {
    const { at, event } = timed;
    const day = dayOf(at);
    if (!profile || day - profile.created >= retention) profile = newProfile(day);
    if (at - profile.visit.active >= IDLE_MILLISECONDS)
      add({ name: "visit", properties: visitProperties(timed, context, userAgent) }, day);
    if (event.name !== "visit") add(event, day);
    profile = { ...profile, visit: { ...profile.visit, active: at } };
  }
  return profile;
}

/** Whether the visit of a profile still goes on at a time. */
export function isVisiting({ visit }: Profile, now: number): boolean {
  return now - visit.active < IDLE_MILLISECONDS;
}

/** How a visit begins: straight, at a desk, unless the persona says otherwise; an event `visit` says it of one visit. */
function visitProperties(
  { at, event }: TimedEvent,
  context: Persona["context"],
  userAgent = "",
): SiteEvent["properties"] {
  const { name, properties } = event;
  const { timezone, country, device } = context;
  return {
    ...arrivalFrom("", "", new URLSearchParams()),
    landing: typeof properties["path"] === "string" ? properties["path"] : null,
    device: device ?? deviceFrom(userAgent),
    ...localTime(at, typeof timezone === "string" ? timezone : "UTC"),
    country: country ?? null,
    ...(name === "visit" && properties),
  };
}
