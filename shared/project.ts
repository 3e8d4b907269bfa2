import { bucketOf } from "./buckets.ts";
import type { Moment } from "./event.ts";
import { DEVICE_KINDS } from "./kinds/device.ts";
import { BARE_VISIT, type Profile, reduceState, stateOf } from "./profile.ts";
import type { Course, TagAttribute } from "./wire.ts";

/** What may leave the device: per projected attribute, in plan order, which bucket it is in and will be in. */
export interface Projection {
  /** For the rest of this visit. */
  readonly now: readonly Course[];
  /** For the first page of the next visit, whenever that begins. */
  readonly next: readonly Course[];
}

/** Projects a profile on a day. */
export function project(
  profile: Profile,
  attributes: Readonly<Record<string, TagAttribute>>,
  day: number,
): Projection {
  const projected = Object.entries(attributes).filter(([, attribute]) => attribute.buckets);
  const courses = (next: boolean) =>
    projected.map(([id, attribute]) => courseOf(attribute, stateOf(profile, id, attribute), day, profile.visit, next));
  return { now: courses(false), next: courses(true) };
}

/**
 * The buckets of one attribute from `day` on. The next visit is taken to begin on the day looked at, and
 * nothing of it is known but that it began.
 */
function courseOf(
  attribute: TagAttribute,
  state: unknown,
  today: number,
  visit: { readonly number: number; readonly day: number },
  next: boolean,
): Course {
  const course: number[] = [];
  for (let ahead = 0; ahead <= attribute.horizon; ahead++) {
    const day = today + ahead;
    const moment: Moment = next
      ? { day, visit: visit.number + 1, visitDay: day }
      : { day, visit: visit.number, visitDay: visit.day };
    const then = next ? reduceState(state, attribute, BARE_VISIT, moment) : state;
    const bucket = bucketOf(attribute.buckets!, DEVICE_KINDS[attribute.kind].value(then, attribute, moment));
    if (ahead === 0) course.push(bucket);
    else if (bucket !== course.at(-1)) course.push(ahead, bucket);
  }
  return course.length > 1 ? course : course[0]!;
}
