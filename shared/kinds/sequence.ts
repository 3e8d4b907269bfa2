import { type Codec, listed, pair, twin } from "../codec.ts";
import { courseFrom } from "../course.ts";
import type { Definition } from "../attribute.ts";
import { described, object } from "../schema-parts.ts";
import { type Courses, edgeKind } from "./edge-kind.ts";
import { DAY_BYTES } from "./bounds.ts";
import { about, common, within } from "./fields.ts";
import type { DeviceKind } from "./kind.ts";
import { isBareVisit, stepList, stepOf } from "./step-schema.ts";
import { lasts, type Progress, progressed } from "./steps.ts";

/** `sequence`: whether events happened in this order, others in between allowed, all within the window. */
export const sequence: DeviceKind<Progress> = {
  reduce: (state, { steps }, event, moment) => progressed(state, steps!, event, moment),
  value: (state, { within: window }, { day }) => lasts(state?.at(-1), window, day),
};

export const sequenceAtEdge = () =>
  edgeKind({
    schema: object({
      sequence: described(
        stepList(true),
        'True or false: whether these events happened in this order. A step `{ "not": event }` holds once the visit in which the step before it happened is over.',
      ),
      within,
      ...about,
    }),
    define({ sequence: steps, ...rest }) {
      return {
        steps: steps.map(stepOf),
        ...common(rest),
      };
    },
    type: "boolean",
    domain: { booleans: true },
    horizon: ({ within: window }) => window ?? 0,
    codec: (definition, { samples }) =>
      sequenceCodec(definition, samples.indexOf(true), samples.indexOf(false)),
    seed({ within: window, steps }, sampleAfter, today) {
      if (sampleAfter(0) !== true) return undefined;
      let days = 1;
      while (days < (window ?? 1) && sampleAfter(days) === true) days++;
      const start = window ? today - window + days : today;
      const latest = steps!.map((step) => !step.not).lastIndexOf(true);
      return steps!.map((_, place) => (place < latest ? 0 : start));
    },
    bound: ({ steps }) => steps!.length * DAY_BYTES,
  });

/** A sequence holds for some days and then no more; at the next visit at least as long, if it may begin at all. */
function sequenceCodec({ within: window, steps }: Definition, yes: number, no: number): Codec<Courses> {
  const lasting = (days: number) => courseFrom((day) => (day < days ? yes : no), window ?? 0);
  const courses = window ? Array.from({ length: window + 1 }, (_, days) => lasting(days)) : [no, yes];
  const single = listed(courses);
  // A sequence may ask that a new visit must not begin.
  if (steps!.some((step) => step.not && isBareVisit(step))) return pair(single, single);
  if (!steps!.some((step) => step.not || isBareVisit(step))) return twin(single);
  return {
    states: (single.states * (single.states + 1)) / 2,
    pack([now, next]) {
      const one = single.pack(now);
      const two = single.pack(next);
      return one === undefined || two === undefined || one > two ? undefined : (two * (two + 1)) / 2 + one;
    },
    unpack(code) {
      const two = Math.floor((Math.sqrt(8 * code + 1) - 1) / 2);
      return [single.unpack(code - (two * (two + 1)) / 2), single.unpack(two)];
    },
  };
}
