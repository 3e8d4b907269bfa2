import type { AttributeValue } from "../attribute.ts";
import { steady } from "../codec.ts";
import { described, object } from "../schema-parts.ts";
import { TEXT_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, propertyName, since, values, where } from "./fields.ts";
import type { DeviceKind, Join } from "./kind.ts";
import { last } from "./last.ts";
import { restarting } from "./restarting.ts";

/** `first`: the first value that a property had; null before it had any. */
export const first: DeviceKind<AttributeValue> = {
  reduce: (state, definition, event, moment) => state ?? last.reduce(state, definition, event, moment),
  value: last.value,
};

/** What the cookie knew came before. */
export const keepFloor: Join<AttributeValue> = (_, floor) => floor;

export const firstAtEdge = () =>
  edgeKind({
    schema: object({
      first: described(
        eventName,
        "The value that a property had when an event of this name first had one, such as the campaign of the first visit.",
      ),
      of: described(propertyName, "The property that is remembered."),
      where,
      since,
      values,
      buckets,
      ...about,
    }),
    define: ({ first: event, ...rest }) => ({ event, ...common(rest) }),
    domain: { numbers: "real", texts: true, booleans: true, nil: true },
    codec: (definition, { buckets: { count, nil } }) => restarting(definition, steady(count), nil),
    seed: (_, sampleAfter) => sampleAfter(0) ?? undefined,
    bound: () => TEXT_BYTES,
  });
