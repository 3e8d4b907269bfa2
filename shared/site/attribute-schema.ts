import * as v from "valibot";
import type { Kind } from "../attribute.ts";
import { nearest } from "../condition/near.ts";
import { KINDS } from "../kinds/edge.ts";

const NAMES = Object.keys(KINDS) as Kind[];
const anyKind = v.union(Object.values(KINDS).map(({ schema }) => schema));

/** An attribute: exactly one kind, and what that kind knows. Errors speak of the kind that is meant. */
export const attributeSchema = v.lazy(
  (input): v.GenericSchema<v.InferInput<typeof anyKind>, v.InferOutput<typeof anyKind>> => {
    if (input === undefined) return anyKind;
    if (typeof input !== "object" || input === null || Array.isArray(input)) return KINDS.count.schema;
    const present = NAMES.filter((kind) => Object.hasOwn(input, kind));
    if (present.length === 1) return KINDS[present[0]!].schema;
    return v.custom<never>(() => false, kindMessage(Object.keys(input), present));
  },
);
export type Attribute = v.InferOutput<typeof attributeSchema>;

/** The kind of a checked attribute. */
export function kindOf(attribute: Attribute): Kind {
  return NAMES.find((kind) => Object.hasOwn(attribute, kind))!;
}

function kindMessage(keys: readonly string[], present: readonly string[]): string {
  const message = `expected exactly one of ${NAMES.join(", ")}`;
  if (present.length > 1) return `${message}, got ${present.join(" and ")}`;
  const meant = keys.map((key) => nearest(key, NAMES)).find((kind) => kind !== undefined);
  return meant === undefined ? message : `${message}, did you mean ${meant}?`;
}
