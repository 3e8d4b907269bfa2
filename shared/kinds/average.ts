import { steady } from "../codec.ts";
import { described, object } from "../schema-parts.ts";
import { amountOf } from "./amount.ts";
import { AMOUNT_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, propertyName, since, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { restarting } from "./restarting.ts";
import { tidy } from "./window.ts";

/** What the amounts add up to, and how many there were. */
export type Totals = readonly [sum: number, count: number];

/**
 * `average`: the mean of a property's numbers; null before it had any. Never of a window: what expires could
 * let it rise and fall from day to day, and a cookie couldn't say so in few bits.
 */
export const average: DeviceKind<Totals> = {
  reduce(state, definition, event) {
    const amount = amountOf(definition, event);
    return amount === undefined ? state : joinTotals([amount, 1], state ?? [0, 0]);
  },
  value: (state) => (state ? state[0] / state[1] : null),
};

export const joinTotals: Join<Totals> = (own, floor) => [tidy(own[0] + floor[0]), own[1] + floor[1]];

export const averageAtEdge = () =>
  edgeKind({
    schema: object({
      average: described(
        eventName,
        "Number: the mean of a property over the events of this name that have it; null before there is one. It has no `within`, since the average of a window could rise and fall by itself, which no small cookie can foretell.",
      ),
      of: described(propertyName, "The property whose numbers are averaged."),
      where,
      since,
      buckets,
      ...about,
    }),
    define: ({ average: event, ...rest }) => ({ event, ...common(rest) }),
    type: "number",
    domain: { numbers: "real", nil: true },
    codec: (definition, { buckets: { count, nil } }) => restarting(definition, steady(count), nil),
    seed(_, sampleAfter) {
      const mean = sampleAfter(0);
      return typeof mean === "number" ? [mean, 1] : undefined;
    },
    bound: () => 2 * AMOUNT_BYTES,
  });
