import { described, object } from "../schema-parts.ts";
import { accumulated, boundOf } from "./accumulate.ts";
import { DAY_BYTES, NUMBER_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, propertyName, since, where, within } from "./fields.ts";

/** `sum`: what a property of an event adds up to. */
export const sumAtEdge = () =>
  edgeKind({
    ...accumulated,
    schema: object({
      sum: described(eventName, "Number: the sum of a property over the events of this name."),
      of: described(propertyName, "The property that is added up."),
      where,
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ sum, ...rest }) => ({ event: sum, ...common(rest) }),
    domain: { numbers: "real" },
    bound: ({ within: days }) => boundOf(days, NUMBER_BYTES + DAY_BYTES),
  });
