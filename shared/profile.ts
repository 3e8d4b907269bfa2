import { type Means, type Profile, type TagAttributes, recordWith, valueWith } from "./aggregate.ts";
import type { AttributeValue } from "./attribute.ts";
import { matches } from "./condition/match.ts";
import type { SiteEvent } from "./event.ts";
import { DEVICE_KINDS } from "./kinds/device.ts";
import { openBucket } from "./open-bucket.ts";

export { type Profile, BARE_VISIT, newProfile } from "./aggregate.ts";
export { mergeSeed } from "./merge-seed.ts";

/** All operators of conditions, all kinds of attribute. */
export const ALL_MEANS: Means = { matches, kinds: DEVICE_KINDS, openBucket };

/** The profile after an event. `visit` begins a new visit; an attribute whose definition changed starts anew. */
export function recordEvent(
  profile: Profile,
  attributes: TagAttributes,
  event: SiteEvent,
  day: number,
): Profile {
  return recordWith(ALL_MEANS, profile, attributes, event, day);
}

/** The exact value of an attribute, which never leaves the device. */
export function valueOf(
  profile: Profile,
  attributes: TagAttributes,
  id: string,
  day: number,
): AttributeValue {
  return valueWith(ALL_MEANS, profile, attributes, id, day);
}
