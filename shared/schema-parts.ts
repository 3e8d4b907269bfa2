import * as v from "valibot";
import type { Condition } from "./condition/match.ts";
import { guess } from "./condition/near.ts";
import { WINDOW_DAYS } from "./limits.ts";

/** A schema with the sentence that the JSON Schema and the reference page say about it. */
export function described<Schema extends v.GenericSchema>(
  schema: Schema,
  description: string,
): v.SchemaWithPipe<readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]> {
  return v.pipe(schema, v.description(description)) as never;
}

/** An object with these fields and no others. Unlike `v.strictObject` it is never a list. */
export function object<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, undefined> {
  const message = (issue: v.StrictObjectIssue): string =>
    issue.expected === "never" ? unknownField(issue, Object.keys(entries)) : issue.message;
  return withoutLists(v.strictObject(entries, message)) as never;
}

function unknownField(issue: v.StrictObjectIssue, known: readonly string[]): string {
  const key = String(issue.path?.at(-1)?.key);
  return guess(`unknown field "${key}"`, key, known);
}

/** Objects and records of valibot take lists for objects, which no owner means. */
function withoutLists<Schema extends v.GenericSchema>(schema: Schema): Schema {
  const run = schema["~run"];
  const strict: Schema["~run"] = function (this: Schema, dataset, config) {
    if (!Array.isArray(dataset.value)) return run.call(this, dataset, config);
    // oxlint-disable-next-line no-underscore-dangle -- the way in which every schema of valibot reports
    v._addIssue(this as never, "type", dataset, config);
    return dataset as never;
  };
  return { ...schema, "~run": strict };
}

/** A map from any key. */
export function map<Key extends v.GenericSchema<string, string>, Entry extends v.GenericSchema>(
  key: Key,
  entry: Entry,
): v.RecordSchema<Key, Entry, undefined> {
  return withoutLists(v.record(key, entry));
}

/** A name of an attribute, segment, block, …: no dots, since paths in conditions have them. */
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][\w-]{0,63}$/, "expected a name of letters, digits, - and _ that starts with a letter"),
);

/** A map keyed by id. */
export function named<Entry extends v.GenericSchema>(
  entry: Entry,
): v.RecordSchema<typeof idSchema, Entry, undefined> {
  return map(idSchema, entry);
}

/** One of two shapes, told apart by whether it is a string, so that errors speak of the one that is meant. */
export function stringOr<Other extends v.GenericSchema>(
  other: Other,
  message: string,
): v.LazySchema<v.UnionSchema<[v.StringSchema<undefined>, Other], string>> {
  const either = v.union([v.string(), other], message);
  return v.lazy((input) => (typeof input === "object" && input !== null ? (other as never) : either));
}

/** A language, as in `lang="pt-BR"`. */
export const languageSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/, 'expected a language such as "pl"'),
);

/** A text, or one per language. */
export const textSchema = stringOr(
  map(languageSchema, v.string()),
  "expected a text, or a text per language",
);

/** A duration in whole days. */
export const daysSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,3}d$/, 'expected whole days such as "30d"'),
  v.check((text) => Number.parseInt(text, 10) <= WINDOW_DAYS, `expected at most ${WINDOW_DAYS} days`),
);

/** A calendar day; blocks begin and end with it (UTC). */
export const dateSchema = v.pipe(
  v.string(),
  v.isoDate('expected a day such as "2026-12-24"'),
  v.check(isDay, "expected a day that exists"),
);

function isDay(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number);
  const isLeap = year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month! - 1];
  return days === undefined || day! <= days;
}

/** A condition; what stands inside is checked by the condition compiler, which knows its places. */
export const conditionSchema = v.custom<Condition>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  "expected a condition",
);

/** Where a condition may also be named: a segment, or several that must all match. */
export const whenSchema = v.union(
  [v.string(), v.array(v.string()), conditionSchema],
  "expected a segment, a list of segments or a condition",
);
export type When = v.InferOutput<typeof whenSchema>;
