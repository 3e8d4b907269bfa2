import * as v from "valibot";
import { nearest } from "../condition/near.ts";
import { BUCKETS_PER_ATTRIBUTE } from "../limits.ts";
import { conditionSchema, daysSchema, described, object, textSchema } from "./parts.ts";

const NAMES = BUCKETS_PER_ATTRIBUTE - 1;

const eventName = v.pipe(v.string(), v.nonEmpty("expected the name of an event"));
const propertyName = v.pipe(v.string(), v.nonEmpty("expected the name of a property"));
const where = described(
  v.optional(conditionSchema),
  "Counts only events whose properties match this condition.",
);
const within = described(
  v.optional(daysSchema),
  'Counts only the last so many days (UTC, today included), as in `"30d"`.',
);
const since = described(v.optional(eventName), "Starts anew at each event of this name.");
const buckets = described(
  v.optional(
    v.pipe(
      v.array(v.number()),
      v.minLength(1, "expected at least one number"),
      v.maxLength(NAMES, `expected at most ${NAMES} numbers`),
      v.check(
        (bounds) => bounds.every((bound, index) => index === 0 || bound > bounds[index - 1]!),
        "expected ascending numbers",
      ),
    ),
  ),
  "Lower bounds that templates may print in place of the number, which itself never leaves the device.",
);
const valueList = v.pipe(
  v.array(v.string()),
  v.minLength(1, "expected at least one value"),
  v.maxLength(NAMES, `expected at most ${NAMES} values`),
  v.check((values) => new Set(values).size === values.length, "expected each value once"),
);
const values = described(
  v.optional(valueList),
  'The values that may leave the device, and that templates may print; any other counts as "other".',
);

/** What an attribute of any kind may say about itself. */
const about = {
  label: described(v.optional(textSchema), "What the visitor sees it called."),
  why: described(v.optional(textSchema), "What the visitor is told that it is kept for."),
  sensitive: described(
    v.optional(v.boolean(), false),
    "Marks a special category of personal data (health, religion, …). Such an attribute never leaves the device, so no condition and no template may read it.",
  ),
};

const stepSchema = v.union(
  [
    eventName,
    object({ not: described(eventName, "An event that must not have happened by the end of that visit.") }),
  ],
  'expected an event or { "not": event }',
);

/** One schema per kind, under the key that tells the kind. */
export const kindSchemas = {
  count: object({
    count: described(eventName, "Number: how often this event happened."),
    where,
    within,
    since,
    buckets,
    ...about,
  }),
  sum: object({
    sum: described(eventName, "Number: the sum of a property over the events of this name."),
    of: described(propertyName, "The property that is added up."),
    where,
    within,
    since,
    buckets,
    ...about,
  }),
  last: object({
    last: described(eventName, "The value that a property had in the latest event of this name."),
    of: described(propertyName, "The property that is remembered."),
    where,
    since,
    values,
    buckets,
    ...about,
  }),
  daysSince: object({
    daysSince: described(
      eventName,
      "Number: whole days since the latest event of this name. For `visit`: from the previous visit to the start of this one.",
    ),
    where,
    buckets,
    ...about,
  }),
  top: object({
    top: described(eventName, "Text: the value that a property had most often in the events of this name."),
    of: described(propertyName, "The property whose values compete."),
    where,
    halfLife: described(v.optional(daysSchema), "After so many days an event weighs half as much."),
    values,
    ...about,
  }),
  sequence: object({
    sequence: described(
      v.pipe(
        v.array(stepSchema),
        v.minLength(1, "expected at least one step"),
        v.maxLength(8, "expected at most 8 steps"),
      ),
      'True or false: whether these events happened in this order. A step `{ "not": event }` holds once the visit in which the step before it happened is over.',
    ),
    within,
    ...about,
  }),
  declared: object({
    declared: described(
      valueList,
      "Text: what the visitor chose on an element with `data-selvedge-declare`. One of these values.",
    ),
    ...about,
  }),
};

const KINDS = Object.keys(kindSchemas) as (keyof typeof kindSchemas)[];
const anyKind = v.union(Object.values(kindSchemas));

/** An attribute: exactly one kind, and what that kind knows. Errors speak of the kind that is meant. */
export const attributeSchema = v.lazy(
  (input): v.GenericSchema<v.InferInput<typeof anyKind>, v.InferOutput<typeof anyKind>> => {
    if (input === undefined) return anyKind;
    if (typeof input !== "object" || input === null || Array.isArray(input)) return kindSchemas.count;
    const present = KINDS.filter((kind) => Object.hasOwn(input, kind));
    if (present.length === 1) return kindSchemas[present[0]!];
    return v.custom<never>(() => false, kindMessage(Object.keys(input), present));
  },
);
export type Attribute = v.InferOutput<typeof attributeSchema>;

function kindMessage(keys: readonly string[], present: readonly string[]): string {
  if (keys.includes("attested")) return "attested attributes aren't supported yet";
  const message = `expected exactly one of ${KINDS.join(", ")}`;
  if (present.length > 1) return `${message}, got ${present.join(" and ")}`;
  const meant = keys.map((key) => nearest(key, KINDS)).find((kind) => kind !== undefined);
  return meant === undefined ? message : `${message}, did you mean ${meant}?`;
}
