import { type Profile, type TagAttributes, recordWith } from "./aggregate.ts";
import { matches } from "./condition/match.ts";
import type { SiteEvent } from "./event.ts";

export { type Profile, BARE_VISIT, newProfile, valueOf } from "./aggregate.ts";
export { mergeSeed } from "./merge-seed.ts";

/** The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. */
export function recordEvent(
  profile: Profile,
  attributes: TagAttributes,
  event: SiteEvent,
  day: number,
): Profile {
  return recordWith(matches, profile, attributes, event, day);
}
