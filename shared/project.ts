import { type Profile, type Projection, type TagAttributes, projectWith } from "./aggregate.ts";
import { matches } from "./condition/match.ts";

/** Projects a profile on a day. */
export function project(profile: Profile, attributes: TagAttributes, day: number): Projection {
  return projectWith(matches, profile, attributes, day);
}
