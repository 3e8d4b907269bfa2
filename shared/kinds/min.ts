import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { extremes } from "./extreme.ts";
import { about, buckets, common, eventName, propertyName, since, where, within } from "./fields.ts";

/** `min`: the lowest number that a property of an event had. */
export const minAtEdge = () =>
  edgeKind({
    ...extremes,
    schema: object({
      min: described(
        eventName,
        "Number: the lowest that a property had in the events of this name; null before it had any.",
      ),
      of: described(propertyName, "The property whose lowest number counts."),
      where,
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ min: event, ...rest }) => ({ event, ...common(rest) }),
  });
