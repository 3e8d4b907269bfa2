import * as v from "valibot";
import type { Condition } from "../condition/match.ts";
import { WINDOW_DAYS } from "../limits.ts";

/** A name of an attribute, segment, block, …: no dots, since paths in conditions have them. */
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][\w-]{0,63}$/, "expected a name of letters, digits, - and _ that starts with a letter"),
);

/** A map keyed by id. */
export function named<Entry extends v.GenericSchema>(entry: Entry): v.RecordSchema<typeof idSchema, Entry, undefined> {
  return v.record(idSchema, entry);
}

/** A text, or one per language. */
export const textSchema = v.union([v.string(), v.record(v.string(), v.string())]);
export type Text = v.InferOutput<typeof textSchema>;

/** A duration in whole days. */
export const daysSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,3}d$/, "expected whole days such as \"30d\""),
  v.check((text) => Number.parseInt(text, 10) <= WINDOW_DAYS, `expected at most ${WINDOW_DAYS} days`),
);

/** A calendar day; blocks begin and end with it (UTC). */
export const dateSchema = v.pipe(
  v.string(),
  v.isoDate("expected a day such as \"2026-12-24\""),
);

/** A condition; what stands inside is checked by the condition compiler, which knows its places. */
export const conditionSchema = v.custom<Condition>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  "expected a condition",
);

/** Where a condition may also be named: a segment, or several that must all match. */
export const whenSchema = v.union([v.string(), v.array(v.string()), conditionSchema], "expected a segment, a list of segments or a condition");
export type When = v.InferOutput<typeof whenSchema>;
