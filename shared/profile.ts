import { type Profile, type TagAttributes, recordWith, stateOf, valueFrom } from "./aggregate.ts";
import type { AttributeValue } from "./attribute.ts";
import { matches } from "./condition/match.ts";
import type { SiteEvent } from "./event.ts";
import { JOINS } from "./kinds/join.ts";

export { type Profile, BARE_VISIT, newProfile } from "./aggregate.ts";

/** The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. */
export function recordEvent(
  profile: Profile,
  attributes: TagAttributes,
  event: SiteEvent,
  day: number,
): Profile {
  return recordWith(matches, profile, attributes, event, day);
}

/** The exact value of an attribute, which never leaves the device. */
export function valueOf(
  profile: Profile,
  attributes: TagAttributes,
  id: string,
  day: number,
): AttributeValue {
  const attribute = attributes[id];
  if (!attribute) return null;
  const { visit } = profile;
  const moment = { day, visit: visit.number, visitDay: visit.day };
  return valueFrom(stateOf(profile, id, attribute), attribute, moment);
}

/** A new profile, grounded on what the cookie of an earlier one still knew. */
export function mergeSeed(
  profile: Profile,
  attributes: TagAttributes,
  seed: Readonly<Record<string, unknown>>,
): Profile {
  const { fresh: _, ...rest } = profile;
  const next = { ...profile.attributes };
  for (const [id, floor] of Object.entries(seed)) {
    const attribute = attributes[id];
    if (!attribute) continue;
    const own = stateOf(profile, id, attribute);
    next[id] = { hash: attribute.hash, state: own === undefined ? floor : JOINS[attribute.kind](own, floor) };
  }
  return { ...rest, attributes: next };
}
