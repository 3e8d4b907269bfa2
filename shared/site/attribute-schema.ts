import * as v from "valibot";
import { conditionSchema, daysSchema, textSchema } from "./parts.ts";

/** What an attribute of any kind may say about itself. */
const about = {
  /** Shown to the visitor. */
  label: v.optional(textSchema),
  /** Shown to the visitor: what it is kept for. */
  why: v.optional(textSchema),
  /** On a special category of personal data; never leaves the device. */
  sensitive: v.optional(v.boolean(), false),
};

const eventName = v.pipe(v.string(), v.nonEmpty());
const bounds = v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(63));
const values = v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(63));

const stepSchema = v.union([eventName, v.strictObject({ not: eventName })], "expected an event or { \"not\": event }");

/** One schema per kind, under the key that tells the kind. */
export const kindSchemas = {
  count: v.strictObject({
    count: eventName, where: v.optional(conditionSchema), within: v.optional(daysSchema), since: v.optional(eventName),
    /** Lower bounds that a template may print. */
    buckets: v.optional(bounds), ...about,
  }),
  sum: v.strictObject({
    sum: eventName, of: v.string(), where: v.optional(conditionSchema), within: v.optional(daysSchema),
    since: v.optional(eventName), buckets: v.optional(bounds), ...about,
  }),
  last: v.strictObject({
    last: eventName, of: v.string(), where: v.optional(conditionSchema), since: v.optional(eventName),
    values: v.optional(values), buckets: v.optional(bounds), ...about,
  }),
  daysSince: v.strictObject({
    daysSince: eventName, where: v.optional(conditionSchema), buckets: v.optional(bounds), ...about,
  }),
  top: v.strictObject({
    top: eventName, of: v.string(), where: v.optional(conditionSchema), halfLife: v.optional(daysSchema),
    values: v.optional(values), ...about,
  }),
  sequence: v.strictObject({
    sequence: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(8)), within: v.optional(daysSchema), ...about,
  }),
  declared: v.strictObject({ declared: values, ...about }),
};

const KINDS = Object.keys(kindSchemas) as (keyof typeof kindSchemas)[];
const anyKind = v.union(Object.values(kindSchemas));

/** An attribute: exactly one kind, and what that kind knows. Errors speak of the kind that is meant. */
export const attributeSchema = v.lazy((input): v.GenericSchema<v.InferInput<typeof anyKind>, v.InferOutput<typeof anyKind>> => {
  if (input === undefined) return anyKind;
  const present = typeof input === "object" && input !== null ? KINDS.filter((kind) => kind in input) : [];
  if (present.length === 1) return kindSchemas[present[0]!] as never;
  return v.custom<never>(() => false, `expected exactly one kind of ${KINDS.join(", ")}`);
});
export type Attribute = v.InferOutput<typeof attributeSchema>;
