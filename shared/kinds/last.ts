import type { AttributeValue } from "../attribute.ts";
import { PROPERTY_CHARACTERS } from "../limits.ts";
import type { DeviceKind } from "./kind.ts";

/** `last`: the property's value when the event last happened. `declared`: what the visitor last said. */
export const last: DeviceKind<AttributeValue> = {
  reduce(state, { kind, of, values }, { properties }) {
    const value = properties[of!] ?? [];
    if (typeof value === "object" || (kind === "declared" && !values!.includes(String(value)))) return state;
    return typeof value === "string" ? value.slice(0, PROPERTY_CHARACTERS) : value;
  },
  value: (state) => state ?? null,
};
