import type { Definition } from "../attribute.ts";
import type { Buckets } from "../buckets.ts";
import { type Codec, falling, steady } from "../codec.ts";
import { bucketAfter, courseFrom, sameCourse } from "../course.ts";
import { described, object } from "../schema-parts.ts";
import type { Course } from "../wire.ts";
import { type Courses, edgeKind } from "./edge-kind.ts";
import { DAY_BYTES } from "./bounds.ts";
import { about, buckets, common, since, within } from "./fields.ts";
import type { DeviceKind } from "./kind.ts";
import { isBareVisit, stepList, stepOf } from "./step-schema.ts";
import { lasts, type Progress, progressed } from "./steps.ts";

/**
 * `funnel`: how many of its steps happened in this order, others in between allowed, all within the window.
 * One number a step is kept, whatever the visitor does.
 */
export const funnel: DeviceKind<Progress> = {
  reduce: (state, { steps }, event, moment) => progressed(state, steps!, event, moment),
  // A match of more steps is one of fewer, too, so the starts never grow from step to step.
  value: (state = [], { within: window }, { day }) =>
    state.filter((start) => lasts(start, window, day)).length,
};

export const funnelAtEdge = () =>
  edgeKind({
    schema: object({
      funnel: described(
        stepList(false),
        "Number: how many of these steps have happened in this order, from 0 up to all of them.",
      ),
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ funnel: steps, ...rest }) => ({ steps: steps.map(stepOf), ...common(rest) }),
    type: "number",
    domain: { numbers: "whole" },
    horizon: ({ within: window }) => window ?? 0,
    codec: (definition, { buckets: sorted }) => funnelCodec(definition, sorted),
    seed({ within: window = 1, steps }, sampleAfter, today) {
      const reached = Array.from({ length: window }, (_, day) => Number(sampleAfter(day) ?? 0));
      const state = steps!.map((_, step) => {
        const days = reached.filter((level) => level > step).length;
        return days && today - window + days;
      });
      return state[0] ? state : undefined;
    },
    bound: ({ steps }) => steps!.length * DAY_BYTES,
  });

/**
 * What the next visit makes of each level is told by the level alone, so both courses are one course of pairs
 * of buckets, which falls with the level.
 */
function funnelCodec(definition: Definition, sorted: Buckets): Codec<Courses> {
  const { within: window = 0, steps } = definition;
  const levels = Array.from({ length: steps!.length + 1 }, (_, level) => level);
  const pairs = levels.map((level) => [
    bucketIn(sorted, level),
    bucketIn(sorted, atVisit(definition, level)),
  ]);
  const texts = pairs.map(String);
  const ids = texts.map((text) => texts.indexOf(text));
  const distinct = [...new Set(ids)];
  const runs = ids.filter((id, level) => id !== ids[level - 1]);
  const single = window ? falling(runs, 0, window) : steady(distinct.length);

  /** One course of the numbers that pairs of buckets go by. */
  const joined = ([now, next]: Courses): Course | undefined => {
    const course = courseFrom(
      (day) => texts.indexOf(`${bucketAfter(now, day)},${bucketAfter(next, day)}`),
      window,
    );
    return window ? course : distinct.indexOf(course as number);
  };
  const parted = (course: Course): Courses => {
    const pairOn = (day: number) => {
      const id = bucketAfter(course, day);
      return pairs[window ? id : distinct[id]!]!;
    };
    return [courseFrom((day) => pairOn(day)[0]!, window), courseFrom((day) => pairOn(day)[1]!, window)];
  };
  return {
    states: single.states,
    unpack: (code) => parted(single.unpack(code)),
    pack(courses) {
      const course = joined(courses);
      const code = course === undefined ? undefined : single.pack(course);
      if (code === undefined) return undefined;
      const own = parted(single.unpack(code));
      return own.every((one, phase) => sameCourse(one, courses[phase]!)) ? code : undefined;
    },
  };
}

function bucketIn({ cuts = [], intervals = [0] }: Buckets, level: number): number {
  return intervals[cuts.filter((cut) => level >= cut).length]!;
}

/** The level once a visit has begun of which nothing else is known. */
function atVisit({ steps, since: restart }: Definition, level: number): number {
  const before = restart === "visit" ? 0 : level;
  const step = steps![before];
  return step && isBareVisit(step) ? before + 1 : before;
}
