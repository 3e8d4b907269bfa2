import * as v from "valibot";
import type { Definition } from "../attribute.ts";
import { type Codec, listed, pair, twin } from "../codec.ts";
import { courseFrom } from "../course.ts";
import { described, object } from "../schema-parts.ts";
import { type Courses, edgeKind } from "./edge-kind.ts";
import { about, common, eventName, within } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";

/**
 * For each step, the latest day on which a match of the sequence up to it began (0: never). A `not` takes
 * over the start from the step before it when a visit begins, and until then keeps its older one, if any.
 */
export type Progress = readonly number[];

/**
 * `sequence`: whether events happened in this order, others in between allowed, all within the window.
 * Keeping the latest start per step answers exactly what a search through the whole log would: a match
 * that began later outlives every other one.
 */
export const sequence: DeviceKind<Progress> = {
  reduce(state, { steps }, { name }, { day }) {
    const next: number[] = [];
    // What a match that goes on with this event began with: it builds on the steps as they were before.
    let start = day;
    let place = 0;
    let begun = 0;
    let broken = false;
    steps!.forEach(({ event, not }, index) => {
      const before = state?.[index] ?? 0;
      const happened = event === name;
      if (not) {
        if (name !== "visit") start = before;
        broken ||= happened;
        // What must not happen undoes the event before it, unless that is this very one.
        if (broken) next[place] = begun;
        next.push(broken ? 0 : start);
      } else {
        broken = false;
        place = index;
        begun = happened ? start : 0;
        next.push(Math.max(before, begun));
        start = before;
      }
    });
    return next;
  },
  value: (state, { within: window = Infinity }, { day }) => (state?.at(-1) || NaN) > day - window,
};

export const joinProgress: Join<Progress> = (own, floor) =>
  own.map((start, place) => Math.max(start, floor[place] ?? 0));

// A function, since what a module does at its top level would go into the tag.
const stepSchema = () =>
  v.union(
    [
      eventName,
      object({ not: described(eventName, "An event that must not have happened by the end of that visit.") }),
    ],
    'expected an event or { "not": event }',
  );

export const sequenceAtEdge = () =>
  edgeKind({
    schema: object({
      sequence: described(
        v.pipe(
          v.array(stepSchema()),
          v.minLength(1, "expected at least one step"),
          v.maxLength(8, "expected at most 8 steps"),
        ),
        'True or false: whether these events happened in this order. A step `{ "not": event }` holds once the visit in which the step before it happened is over.',
      ),
      within,
      ...about,
    }),
    define({ sequence: steps, ...rest }) {
      return {
        steps: steps.map((step) =>
          typeof step === "string" ? { event: step } : { event: step.not, not: true },
        ),
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
  });

/** A sequence holds for some days and then no more; at the next visit at least as long, if it may begin at all. */
function sequenceCodec({ within: window, steps }: Definition, yes: number, no: number): Codec<Courses> {
  const lasting = (days: number) => courseFrom((day) => (day < days ? yes : no), window ?? 0);
  const courses = window ? Array.from({ length: window + 1 }, (_, days) => lasting(days)) : [no, yes];
  const single = listed(courses);
  // A sequence may ask that a new visit must not begin.
  if (steps!.some((step) => step.not && step.event === "visit")) return pair(single, single);
  if (steps!.every((step) => !step.not && step.event !== "visit")) return twin(single);
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
