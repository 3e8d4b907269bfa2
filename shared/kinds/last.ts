import type { AttributeValue } from "../attribute.ts";
import { steady } from "../codec.ts";
import { PROPERTY_CHARACTERS } from "../limits.ts";
import { described, object } from "../schema-parts.ts";
import { TEXT_BYTES } from "./bounds.ts";
import { edgeKind } from "./edge-kind.ts";
import { about, buckets, common, eventName, propertyName, since, values, where } from "./fields.ts";
import type { DeviceKind } from "./kind.ts";
import { restarting } from "./restarting.ts";

/**
 * `last`: the property's value when the event last happened. `declared`: what the visitor last said; null takes
 * it back.
 */
export const last: DeviceKind<AttributeValue> = {
  reduce(state, { kind, of, values: named }, { properties }) {
    if (kind === "declared" && properties[of!] === null) return null;
    const value = properties[of!] ?? [];
    if (typeof value === "object" || (kind === "declared" && !named!.includes(String(value)))) return state;
    return typeof value === "string" ? value.slice(0, PROPERTY_CHARACTERS) : value;
  },
  value: (state) => state ?? null,
};

export const lastAtEdge = () =>
  edgeKind({
    schema: object({
      last: described(eventName, "The value that a property had in the latest event of this name."),
      of: described(propertyName, "The property that is remembered."),
      where,
      since,
      values,
      buckets,
      ...about,
    }),
    define: ({ last: event, ...rest }) => ({ event, ...common(rest) }),
    domain: { numbers: "real", texts: true, booleans: true, nil: true },
    codec: (definition, { buckets: { count, nil } }) => restarting(definition, steady(count), nil),
    seed: (_, sampleAfter) => sampleAfter(0) ?? undefined,
    bound: () => TEXT_BYTES,
  });
