import { described, object } from "../schema-parts.ts";
import { accumulated, boundOf } from "./accumulate.ts";
import { COUNT_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, since, where, within } from "./fields.ts";

/** `count`: how often an event happened. */
export const countAtEdge = () =>
  edgeKind({
    ...accumulated,
    schema: object({
      count: described(eventName, "Number: how often this event happened."),
      where,
      within,
      since,
      buckets,
      ...about,
    }),
    define: ({ count, ...rest }) => ({ event: count, ...common(rest) }),
    domain: { numbers: "whole" },
    bound: ({ within: days }) => boundOf(days, COUNT_BYTES),
  });
