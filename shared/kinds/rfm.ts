import * as v from "valibot";
import type { AttributeValue, Definition } from "../attribute.ts";
import { type Buckets, bucketOf } from "../buckets.ts";
import { listed, twin } from "../codec.ts";
import { courseFrom } from "../course.ts";
import { RFM_BOUNDS, WINDOW_DAYS } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import type { Course } from "../wire.ts";
import { amountOf } from "./amount.ts";
import { edgeKind } from "./edge-kind.ts";
import { DAY_BYTES, NUMBER_BYTES } from "./bounds.ts";
import { about, boundList, common, propertyName, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { happens } from "./steps.ts";
import { tidy } from "./window.ts";

/** Day of the latest event, how many there were, and what they add up to. */
export type Bought = readonly [day: number, count: number, amount: number];

/**
 * `rfm`: how recently, how often and for how much somebody bought, each as a class from 1 to one more than it
 * has bounds, the best the highest; null before the first time. Three numbers are kept, whatever the visitor
 * does. The three classes are customary in direct mail (Hughes, Strategic Database Marketing, 1994).
 */
export const rfm: DeviceKind<Bought> = {
  reduce(state, definition, event, moment) {
    const { day } = moment;
    const [last, count, amount] = state ?? [day, 0, 0];
    if (!happens(definition.steps![0]!, event, moment)) {
      // The clock may have been set back.
      return state && [Math.min(last, day), count, amount];
    }
    return [day, count + 1, tidy(amount + (amountOf(definition, event) ?? 0))];
  },
  value(state, { recency, frequency, monetary }, { day }) {
    if (!state) return null;
    const [last, count, amount] = state;
    return {
      recency: recency!.length + 2 - classIn(recency!, day - last),
      frequency: classIn(frequency!, count),
      monetary: classIn(monetary!, amount),
    };
  },
};

/** One more than the bounds that a number has reached. */
function classIn(bounds: readonly number[], value: number): number {
  return bounds.filter((bound) => value >= bound).length + 1;
}

export const joinBought: Join<Bought> = (own, floor) => [
  Math.max(own[0], floor[0]),
  own[1] + floor[1],
  tidy(own[2] + floor[2]),
];

export const rfmAtEdge = () =>
  edgeKind({
    schema: object({
      rfm: described(
        v.pipe(
          v.string(),
          v.nonEmpty("expected the name of an event"),
          v.check(
            (event) => event !== "visit",
            "expected another event than visit, in which nothing is bought",
          ),
        ),
        'How recently, how often and for how much this event happened, each as a class from 1 up, the best the highest. Conditions ask for `"id.recency"`, `"id.frequency"` and `"id.monetary"`.',
      ),
      of: described(propertyName, "The property that is added up for `monetary`."),
      recency: described(
        bounds("whole days", 1, WINDOW_DAYS),
        "Days since the latest event from which on the class is one worse, as in `[30, 90]`.",
      ),
      frequency: described(
        bounds("whole numbers", 2, Infinity),
        "How many events make the class one better, as in `[2, 5]`.",
      ),
      monetary: described(bounds(), "What sums make the class one better, as in `[100, 500]`."),
      where,
      ...about,
    }),
    // As a step, so that every event comes to the device's code, which sees then that the clock was set back.
    define: ({ rfm: event, where: condition, recency, frequency, monetary, ...rest }) => ({
      steps: [{ event, ...(condition && { where: condition }) }],
      recency,
      frequency,
      monetary,
      ...common(rest),
    }),
    type: "object",
    fields: { recency: "number", frequency: "number", monetary: "number" },
    domain: { nil: true, all: (definition) => rowsOf(definition).flatMap((row) => row.classes) },
    horizon: ({ recency }) => recency!.at(-1)!,
    codec: (definition, { buckets }) =>
      twin(listed([buckets.nil, ...histories(definition, buckets).map(({ course }) => course)])),
    seed(definition, sampleAfter, today) {
      const { buckets } = definition as Definition & { readonly buckets: Buckets };
      const days = Array.from({ length: definition.recency!.at(-1)! + 1 }, (_, day) => day);
      const samples = days.map(sampleAfter);
      if (samples[0] === null) return undefined;
      const wanted = days.map((day) => bucketOf(buckets, samples[day]));
      const course = JSON.stringify(courseFrom((day) => wanted[day]!, days.length - 1));
      const found = histories(definition, buckets).find(
        (history) => JSON.stringify(history.course) === course,
      );
      return found && [today - found.age, found.count, found.amount];
    },
    bound: () => DAY_BYTES + 2 * NUMBER_BYTES,
  });

function bounds(what = "numbers", least = -Infinity, most = Infinity) {
  return v.pipe(
    boundList,
    v.maxLength(RFM_BOUNDS, `expected at most ${RFM_BOUNDS} numbers`),
    v.check(
      (list) =>
        list.every(
          (bound) => what === "numbers" || (Number.isInteger(bound) && bound >= least && bound <= most),
        ),
      `expected ${what} of at least ${least}${most < Infinity ? ` and at most ${most}` : ""}`,
    ),
  );
}

/** Buyers alike but for when they bought: how often and for how much at least, and their classes, latest first. */
interface Row {
  readonly count: number;
  readonly amount: number;
  readonly classes: readonly AttributeValue[];
}

function rowsOf({ recency, frequency, monetary }: Definition): Row[] {
  const recencies = [...recency!, 0].map((_, index) => recency!.length + 1 - index);
  return [1, ...frequency!].flatMap((count, often) =>
    [Math.min(0, monetary![0]! - 1), ...monetary!].map((amount, much) => ({
      count,
      amount,
      classes: recencies.map((recent) => ({ recency: recent, frequency: often + 1, monetary: much + 1 })),
    })),
  );
}

/** Every history that rules can tell from others, with the course that it takes; the oldest of those alike first. */
function histories(definition: Definition, buckets: Buckets) {
  const recency = definition.recency!;
  const oldest = recency.at(-1)!;
  const rows = new Map(
    rowsOf(definition)
      .reverse()
      .map((row) => {
        const along = row.classes.map((value) => bucketOf(buckets, value));
        return [along.join(), { ...row, along }] as const;
      }),
  );
  return [...rows.values()].flatMap(({ count, amount, along }) =>
    Array.from(
      { length: oldest + 1 },
      (_, days): { age: number; count: number; amount: number; course: Course } => {
        const age = oldest - days;
        const course = courseFrom((day) => along[classIn(recency, age + day) - 1]!, oldest);
        return { age, count, amount, course };
      },
    ),
  );
}
