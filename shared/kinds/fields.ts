import * as v from "valibot";
import type { Definition } from "../attribute.ts";
import type { Condition } from "../condition/match.ts";
import { daysOf } from "../day.ts";
import { BUCKETS_PER_ATTRIBUTE } from "../limits.ts";
import { conditionSchema, daysSchema, described, textSchema } from "../schema-parts.ts";

// What entries of several kinds have in common in the site file.

const NAMES = BUCKETS_PER_ATTRIBUTE - 1;

export const eventName = v.pipe(v.string(), v.nonEmpty("expected the name of an event"));
export const propertyName = v.pipe(v.string(), v.nonEmpty("expected the name of a property"));

export const where = described(
  v.optional(conditionSchema),
  "Counts only events whose properties match this condition.",
);
export const within = described(
  v.optional(daysSchema),
  'Counts only the last so many days (UTC, today included), as in `"30d"`.',
);
export const since = described(v.optional(eventName), "Starts anew at each event of this name.");

/** Lower bounds, ascending. */
export const boundList = v.pipe(
  v.array(v.number()),
  v.minLength(1, "expected at least one number"),
  v.maxLength(NAMES, `expected at most ${NAMES} numbers`),
  v.check(
    (bounds) => bounds.every((bound, index) => index === 0 || bound > bounds[index - 1]!),
    "expected ascending numbers",
  ),
);
export const buckets = described(
  v.optional(boundList),
  "Lower bounds that templates may print in place of the number, which itself never leaves the device.",
);

/** Texts, each once. */
export const valueList = v.pipe(
  v.array(v.string()),
  v.minLength(1, "expected at least one value"),
  v.maxLength(NAMES, `expected at most ${NAMES} values`),
  v.check((values) => new Set(values).size === values.length, "expected each value once"),
);
export const values = described(
  v.optional(valueList),
  'The values that may leave the device, and that templates may print; any other counts as "other".',
);
export const halfLife = described(v.optional(daysSchema), "After so many days an event weighs half as much.");

/** What an attribute of any kind may say about itself. */
export const about = {
  label: described(v.optional(textSchema), "What the visitor sees it called."),
  why: described(v.optional(textSchema), "What the visitor is told that it is kept for."),
  sensitive: described(
    v.optional(v.boolean(), false),
    "Marks a special category of personal data (health, religion, …). Such an attribute is kept only after [a yes of its own](consent.md#sensitive-topics) and never leaves the device, so no condition may read it, and templates only as `{{device.…}}`. Needs `label` and `why`.",
  ),
};

/** Fields that mean the same in every kind that has them. */
interface CommonFields {
  readonly of?: string;
  readonly where?: Condition | undefined;
  readonly within?: string | undefined;
  readonly since?: string | undefined;
  readonly halfLife?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly buckets?: readonly number[] | undefined;
  readonly least?: number | undefined;
  readonly lead?: number | undefined;
  readonly share?: number | undefined;
}

/** The definition's part that comes from fields which several kinds have; those left out stay out. */
export function common(fields: CommonFields): Partial<Definition> {
  const {
    of,
    where: condition,
    within: window,
    since: event,
    halfLife: half,
    values: named,
    buckets: bounds,
    least,
    lead,
    share,
  } = fields;
  return {
    ...(of !== undefined && { of }),
    ...(condition && { where: condition }),
    ...(window !== undefined && { within: daysOf(window) }),
    ...(event !== undefined && { since: event }),
    ...(half !== undefined && { halfLife: daysOf(half) }),
    ...(named && { values: named }),
    ...(bounds && { prints: bounds }),
    ...(least !== undefined && { least }),
    ...(lead !== undefined && { lead }),
    ...(share !== undefined && { share }),
  };
}
