import type { Profile, TagAttributes } from "../../shared/aggregate.ts";
import { mergeSeed as mergeStates } from "../../shared/merge-seed.ts";
import { ALL_OFF, idsOff, switchedOffIn, withSwitchedOff } from "../../shared/switched-off.ts";
import type { Seed } from "../../shared/wire.ts";

/** Grounds a new profile on what the cookie still tells, for the rare device that has lost the one before. */
export function mergeSeed(profile: Profile, attributes: TagAttributes, { states, off = [] }: Seed): Profile {
  const merged = mergeStates(profile, attributes, states);
  if (off.length === 0) return merged;
  const own = switchedOffIn(merged);
  return withSwitchedOff(merged, attributes, {
    attributes: [...own.attributes, ...idsOff(off, "attributes")],
    segments: [...own.segments, ...idsOff(off, "segments")],
    blocks: [...own.blocks, ...idsOff(off, "blocks")],
    ...((own.all || off.includes(ALL_OFF)) && { all: true }),
  });
}
