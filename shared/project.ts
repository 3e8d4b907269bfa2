import { type Profile, type Projection, type TagAttributes, projectWith } from "./aggregate.ts";
import { ALL_MEANS } from "./profile.ts";

/** Projects a profile on a day. */
export function project(profile: Profile, attributes: TagAttributes, day: number): Projection {
  return projectWith(ALL_MEANS, profile, attributes, day);
}
