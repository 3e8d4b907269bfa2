import { described, object } from "../schema-parts.ts";
import { edgeKind } from "./edge-kind.ts";
import { extremes } from "./extreme.ts";
import { about, buckets, common, eventName, propertyName, since, where, within } from "./fields.ts";

/** `max`: the highest number that a property of an event had. */
export const maxAtEdge = () =>
  edgeKind({
    ...extremes,
    schema: object({
      max: described(
        eventName,
        "Number: the highest that a property had in the events of this name; null before it had any.",
      ),
      of: described(propertyName, "The property whose highest number counts."),
      where,
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ max: event, ...rest }) => ({ event, ...common(rest) }),
  });
