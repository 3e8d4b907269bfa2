import type { Buckets } from "../buckets.ts";
import { type Codec, listed, pair, steady, twin } from "../codec.ts";
import { courseFrom, sameCourse } from "../course.ts";
import { described, object } from "../schema-parts.ts";
import type { Course } from "../wire.ts";
import { DAY_BYTES, NUMBER_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";

/** Day of the last time, of the time before, and the visit of the last one. */
export type LastTime = readonly [day: number, before?: number | undefined, visit?: number];

/**
 * `daysSince`: whole days since an event last happened; null before it ever did. Of visits it means the
 * time between the previous one and the start of this one, and stays fixed while this one lasts.
 */
export const daysSince: DeviceKind<LastTime> = {
  reduce: (state, _definition, _event, { day, visit }) => [day, state?.[0], visit.number],
  value(state, { event }, { day, visit }) {
    const visiting = event === "visit";
    const last = state?.[visiting && state[2] === visit.number ? 1 : 0];
    return last === undefined ? null : Math.max(0, (visiting ? visit.day : day) - last);
  },
};

export const joinDays: Join<LastTime> = ([day, before, visit = 0], floor) => [day, before ?? floor[0], visit];

export const daysSinceAtEdge = () =>
  edgeKind({
    schema: object({
      daysSince: described(
        eventName,
        "Number: whole days since the latest event of this name. For `visit`: from the previous visit to the start of this one.",
      ),
      where,
      buckets,
      ...about,
    }),
    define: ({ daysSince: event, ...rest }) => ({ event, ...common(rest) }),
    type: "number",
    domain: { numbers: "whole", nil: true },
    horizon: (_, { cuts }) => cuts?.at(-1) ?? 0,
    codec({ event }, { buckets: sorted }) {
      const growing = growingCodec(sorted);
      return event === "visit" ? pair(steady(sorted.count), growing) : twin(growing);
    },
    seed(_, sampleAfter, today) {
      const days = sampleAfter(0);
      return typeof days === "number" ? [today - days] : undefined;
    },
    // Two days and the number of a visit.
    bound: () => 2 * DAY_BYTES + NUMBER_BYTES,
  });

/**
 * Every age up to the last bound, and never. An event of which the device's clock, set back since, says that it is
 * still to come counts as one of today: otherwise the edge would refuse the signal until then.
 */
function growingCodec({ cuts = [], intervals = [0], nil }: Buckets): Codec<Course> {
  const latest = cuts.at(-1) ?? 0;
  const bucketOf = (age: number) => intervals[cuts.filter((cut) => age >= cut).length]!;
  const from = (age: number) => courseFrom((day) => bucketOf(Math.max(0, age + day)), latest);
  const ages = Array.from({ length: latest + 1 }, (_, age) => from(age));
  const known = listed([nil, ...ages]);
  const ahead = Array.from({ length: latest }, (_, days) => from(-1 - days));
  return {
    ...known,
    pack: (course) =>
      known.pack(course) ??
      (ahead.some((each) => sameCourse(each, course)) ? known.pack(ages[0]!) : undefined),
  };
}
