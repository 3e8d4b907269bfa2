import { type Profile, type TagAttributes, stateOf } from "./aggregate.ts";
import { JOINS } from "./kinds/join.ts";

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
    next[id] = {
      hash: attribute.hash,
      state: own === undefined ? floor : JOINS[attribute.keeper ?? attribute.kind]!(own, floor),
    };
  }
  return { ...rest, attributes: next };
}
