import * as v from "valibot";
import type { AttributeValue, Definition } from "../attribute.ts";
import type { Buckets } from "../buckets.ts";
import { listed, twin } from "../codec.ts";
import { courseFrom } from "../course.ts";
import { WINDOW_DAYS } from "../limits.ts";
import { daysSchema, described, map, object } from "../schema-parts.ts";
import type { Course } from "../wire.ts";
import { edgeKind } from "./edge-kind.ts";
import { DAY_BYTES, NUMBER_BYTES } from "./bounds.ts";
import { about, buckets, common } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { tidy } from "./window.ts";

/** The day that the points are of, the points, and the weighted sum that they were last reckoned from (null: unknown). */
export type Points = readonly [day: number, points: number, sum: number | null];

/**
 * `score`: the weighted sum of other attributes, reckoned anew at each event but `visit`. With a half-life it
 * is a leaky integrator: what the sum gains is added, and fades from that day on; what the sum loses isn't
 * taken away. Three numbers are kept, whatever the visitor does.
 */
export const score: DeviceKind<Points> = {
  reduce(state, { weights, cap = Infinity, halfLife: half }, { name }, { day, valueOf }) {
    // The clock may have been set back.
    const [since, before, known] = state ?? [day, 0, 0];
    if (name === "visit") return state && [Math.min(since, day), before, known];
    let sum = 0;
    for (const id in weights) sum += weights[id]! * points(valueOf(id));
    const gain = Math.max(0, sum - (known ?? sum));
    return [day, tidy(Math.min(cap, half ? faded(before, day - since, half) + gain : sum)), tidy(sum)];
  },
  value: ([since, before] = [0, 0, 0], { halfLife: half }, { day }) =>
    half ? faded(before, day - since, half) : before,
};

/** A number, or 1 for true. */
function points(value: AttributeValue): number {
  return typeof value === "number" ? value : +(value === true);
}

/**
 * What is left of points after so many days. Rounded down to millionths: so a bound that is half of another one
 * is lost a half-life later on the very day, which rounding to the nearest would blur.
 */
function faded(before: number, days: number, half: number): number {
  // What a double misses by is no millionth.
  return days > 0 ? Math.floor(before * 2 ** (-days / half) * 1e6 + 1e-3) / 1e6 : before;
}

/** After what the cookie knew has come to the other attributes, the next sum is no gain. */
export const joinPoints: Join<Points> = (own, floor) => [own[0], Math.max(own[1], floor[1]), null];

export const scoreAtEdge = () =>
  edgeKind({
    schema: object({
      score: described(
        v.pipe(
          map(v.pipe(v.string(), v.nonEmpty("expected the name of an attribute")), v.number()),
          v.check((weights) => Object.keys(weights).length > 0, "expected at least one attribute"),
        ),
        "Number: the sum of these attributes, each times its weight; true counts as 1, nothing as 0. Reckoned anew at each event other than `visit`, so the first page of a visit is decided on what it was after the last event.",
      ),
      cap: described(v.optional(v.number()), "The most that it can be."),
      halfLife: described(
        v.optional(daysSchema),
        "What is gained fades: after so many days it counts half. What an attribute loses isn't taken away, but fades like the rest. Needs `cap`.",
      ),
      buckets,
      ...about,
    }),
    define: ({ score: weights, cap, ...rest }) => ({
      weights,
      ...(cap !== undefined && { cap }),
      ...common(rest),
    }),
    type: "number",
    domain: { numbers: "real" },
    bases: ({ weights }) => Object.keys(weights!),
    horizon: (definition, { cuts = [] }) => horizonOf(definition, cuts),
    codec: (definition, { buckets: sorted }) => twin(listed(coursesOf(definition, sorted))),
    seed(definition, sampleAfter, today) {
      const { halfLife: half, cap = Infinity } = definition;
      let least = Number(sampleAfter(0) ?? 0);
      // The least that will still have reached its level on every day to come.
      const horizon = half ? WINDOW_DAYS : 0;
      for (let day = 1; day <= horizon; day++) {
        least = Math.max(least, Number(sampleAfter(day) ?? 0) * 2 ** (day / half!));
      }
      return least ? [today, Math.min(cap, Math.ceil(least * MILLION) / MILLION), null] : undefined;
    },
    bound: () => DAY_BYTES + 2 * NUMBER_BYTES,
  });

/** Points are kept in millionths. */
const MILLION = 1e6;

/** The first day on which not even the cap reaches the lowest cut any more. */
function horizonOf({ cap, halfLife: half }: Definition, cuts: readonly number[]): number {
  const lowest = cuts.find((cut) => cut > 0);
  if (!half || lowest === undefined) return 0;
  let day = 0;
  while (day < WINDOW_DAYS && faded(cap!, day, half) >= lowest) day++;
  return day;
}

/** Every course that points can take: one is told from the next by the day on which a cut isn't reached any more. */
function coursesOf(definition: Definition, { cuts = [], intervals = [0] }: Buckets): Course[] {
  const { cap = Infinity, halfLife: half } = definition;
  const reachable = cuts.filter((cut) => cut <= cap);
  const bucketOf = (value: number) => intervals[cuts.filter((cut) => value >= cut).length]!;
  if (!half) return intervals.slice(0, reachable.length + 1);
  const horizon = horizonOf(definition, cuts);
  const least = new Set([0]);
  for (const cut of reachable.filter((bound) => bound > 0)) {
    for (let day = 0; day <= horizon && faded(cap, day, half) >= cut; day++) {
      least.add(leastReaching(cut, day, half, cap));
    }
  }
  return [...least].map((millionths) =>
    courseFrom((day) => bucketOf(faded(millionths / MILLION, day, half)), horizon),
  );
}

/** The least points, in millionths, that reach a cut after so many days. */
function leastReaching(cut: number, days: number, half: number, cap: number): number {
  let low = 0;
  let high = Math.round(cap * MILLION);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (faded(middle / MILLION, days, half) >= cut) high = middle;
    else low = middle + 1;
  }
  return low;
}
